import { sqlText } from '../../../document/sql-text.js'
import type { DecimalStyle } from '../../../money/parse-amount.js'
import type { DateStyle } from '../parse-date.js'
import type { ColumnRecipe } from '../table-recipe.js'
import { type CompiledConditions, compileConditions } from './compile-condition.js'
import type { ColumnMapping } from './mapping-schema.js'
import { type ColumnScope, findColumn } from './source-columns.js'
import { sqlDifference } from './sql-number.js'
import { sqlTrimmed } from './sql-trimmed.js'

/** How values of a part are written where a column does not say otherwise. */
export interface ValueStyles {
  readonly dates?: DateStyle | undefined
  readonly decimals: DecimalStyle
}

export interface CompiledColumn {
  readonly recipe: ColumnRecipe
  /** The filter that says where the sign is turned. */
  readonly negation?: CompiledConditions
}

/** Compiles where one canonical column comes from. */
export function compileColumn(
  mapping: string | ColumnMapping,
  scope: ColumnScope,
  styles: ValueStyles,
  path: readonly PropertyKey[],
): CompiledColumn {
  if (typeof mapping === 'string') {
    const { sql, name } = findColumn(scope, mapping, path)
    return { recipe: recipeOf(sql, name, styles, styles.decimals) }
  }
  const decimals = mapping.decimals ?? styles.decimals
  const dates = mapping.dates ?? styles.dates
  const find = (key: 'column' | 'minus') =>
    listOf(mapping[key]).map((name, index) =>
      findColumn(scope, name, [...path, key, ...(Array.isArray(mapping[key]) ? [index] : [])]),
    )
  const found = find('column')
  const trimmed = found.map(({ sql }) => sqlTrimmed(sql))
  const subtracted = find('minus').map(({ sql }) => sqlTrimmed(sql))
  const first = trimmed.length === 1 ? trimmed[0]! : `coalesce(${trimmed.join(', ')})`
  const difference = subtracted.length === 0 ? first : sqlDifference(first, subtracted, decimals)
  const recipe = recipeOf(
    sqlOfValue(difference, mapping),
    found.map(({ name }) => name).join(' / '),
    { dates },
    decimals,
  )
  switch (mapping.negate) {
    case undefined:
      return { recipe }
    case true:
      return { recipe: { ...recipe, negated: 'true' } }
    default: {
      const negation = compileConditions(mapping.negate.where, scope, decimals, [...path, 'negate', 'where'])
      return { recipe: { ...recipe, negated: negation.sql }, negation }
    }
  }
}

function recipeOf(
  text: string,
  sourceName: string,
  { dates }: { readonly dates?: DateStyle | undefined },
  decimals: DecimalStyle,
): ColumnRecipe {
  return { text, sourceName, decimals, ...(dates === undefined ? {} : { dates }) }
}

function listOf(names: string | readonly string[] | undefined): readonly string[] {
  return names === undefined ? [] : typeof names === 'string' ? [names] : names
}

/** The value map, the default and what stands around the value, in this order. */
function sqlOfValue(trimmed: string, mapping: ColumnMapping): string {
  const { values, otherwise, prefix, suffix } = mapping
  let sql = trimmed
  if (values !== undefined || otherwise !== undefined) {
    const cases = Object.entries(values ?? {}).map(([from, to]) => `WHEN ${sqlText(from.trim())} THEN ${sqlText(to)}`)
    const rest = otherwise === undefined ? trimmed : sqlText(otherwise)
    const mapped = cases.length === 0 ? rest : `CASE ${trimmed} ${cases.join(' ')} ELSE ${rest} END`
    sql = `CASE WHEN ${trimmed} IS NULL THEN NULL ELSE ${mapped} END`
  }
  if (mapping.default !== undefined) sql = `coalesce(${sql}, ${sqlText(mapping.default)})`
  if (prefix !== undefined) sql = `${sqlText(prefix)} || ${sql}`
  if (suffix !== undefined) sql = `${sql} || ${sqlText(suffix)}`
  return sql
}
