import { sqlText } from '../../../document/sql-text.js'
import type { DecimalStyle } from '../../../money/parse-amount.js'
import type { Condition, Conditions } from './mapping-schema.js'
import { type ColumnScope, findColumn } from './source-columns.js'
import { sqlNumber } from './sql-number.js'
import { sqlTrimmed } from './sql-trimmed.js'

/** Values that a filter names for a column, to be looked for in the file. */
export interface NamedValues {
  /** An SQL expression: the column's text, trimmed. */
  readonly sql: string
  readonly column: string
  readonly values: readonly string[]
  readonly path: readonly PropertyKey[]
}

/** A filter as SQL. */
export interface CompiledConditions {
  /** Of type BOOLEAN, never null. */
  readonly sql: string
  readonly named: readonly NamedValues[]
}

/** Compiles a `where`: all its conditions must hold. */
export function compileConditions(
  conditions: Conditions,
  scope: ColumnScope,
  decimals: DecimalStyle,
  path: readonly PropertyKey[],
): CompiledConditions {
  const tests: string[] = []
  const named: NamedValues[] = []
  for (const [name, written] of Object.entries(conditions)) {
    const here = [...path, name]
    const sql = sqlTrimmed(findColumn(scope, name, here).sql)
    const condition = keysOf(written)
    tests.push(...testsOf(condition, sql, decimals))
    const values = [...listOf(condition.is), ...listOf(condition.not)]
    if (values.length > 0) named.push({ sql, column: name, values, path: here })
  }
  return { sql: tests.length === 0 ? 'true' : tests.map((test) => `(${test})`).join(' AND '), named }
}

type ConditionKeys = Exclude<Condition, string | string[]>

function keysOf(condition: Condition): ConditionKeys {
  return typeof condition === 'string' || Array.isArray(condition) ? { is: condition } : condition
}

function listOf(values: string | readonly string[] | undefined): readonly string[] {
  return values === undefined ? [] : typeof values === 'string' ? [values] : values
}

function testsOf(condition: ConditionKeys, sql: string, decimals: DecimalStyle): string[] {
  const tests: string[] = []
  if (condition.is !== undefined) tests.push(isOneOf(sql, listOf(condition.is)))
  if (condition.not !== undefined) tests.push(`NOT (${isOneOf(sql, listOf(condition.not))})`)
  if (condition.starts_with !== undefined) {
    const starts = listOf(condition.starts_with).map((start) => `starts_with(${sql}, ${sqlText(start)})`)
    tests.push(`coalesce(${starts.join(' OR ')}, false)`)
  }
  if (condition.empty !== undefined) tests.push(`${sql} IS ${condition.empty ? '' : 'NOT '}NULL`)
  const comparisons = [
    ['>', condition.greater_than],
    ['>=', condition.at_least],
    ['<', condition.less_than],
    ['<=', condition.at_most],
  ] as const
  for (const [operator, bound] of comparisons) {
    if (bound === undefined) continue
    // What is there but is no number is kept, so that the row is rejected by name and not left out in silence.
    tests.push(`coalesce(${sqlNumber(sql, decimals)} ${operator} ${sqlDecimal(bound)}, ${sql} IS NOT NULL)`)
  }
  return tests
}

/** An empty text among the values stands for an empty field. */
function isOneOf(sql: string, values: readonly string[]): string {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '')
  const isIn = filled.length === 0 ? 'false' : `coalesce(${sql} IN (${filled.map(sqlText).join(', ')}), false)`
  return filled.length < values.length ? `${isIn} OR ${sql} IS NULL` : isIn
}

function sqlDecimal(value: number): string {
  return `(${value})::DOUBLE`
}
