import { InputError } from '../../../document/input-error.js'
import { placeInDocument } from '../../../document/read-document.js'
import type { DecimalStyle } from '../../../money/parse-amount.js'
import type { RawSource } from '../raw-source.js'
import type { RecipeCheck } from '../table-recipe.js'
import { compileConditions, type NamedValues } from './compile-condition.js'
import type { JoinMapping } from './mapping-schema.js'
import { type ColumnScope, type FoundColumn, findColumn } from './source-columns.js'
import { sqlTrimmed } from './sql-trimmed.js'

export interface CompiledJoin {
  /** `LEFT JOIN (…) AS j0 ON …`, at most one row per key. */
  readonly sql: string
  /** The joined columns, under the names by which expressions know them. */
  readonly selected: readonly string[]
  /** The name of a column that is null where the key was not found. */
  readonly found: string
  readonly check?: RecipeCheck
  readonly named: readonly NamedValues[]
  /** The relation in which the values of `named` are looked for. */
  readonly relation: string
}

/**
 * Compiles the look-up of one join. `place` is where columns that earlier joins brought stand. Rows never multiply: a key
 * that is there twice is an error, or its first row is taken, as the mapping says.
 */
export function compileJoin(
  alias: string,
  mapping: JoinMapping,
  sources: readonly RawSource[],
  scope: ColumnScope,
  decimals: DecimalStyle,
  path: readonly PropertyKey[],
): CompiledJoin {
  const { prefix } = scope.joined.get(alias)!
  const table = prefix.slice(0, -1)
  const source = sources[0]!
  const fault = (key: string, message: string) =>
    new InputError(`${placeInDocument(scope.mappingFile, [...path, key])}: ${message}.`)
  for (const other of sources) {
    if (other.columns.join('\n') !== source.columns.join('\n')) {
      throw fault(
        'source',
        `the files ${source.file} and ${other.file} have different columns, so no row can be looked up in both`,
      )
    }
  }
  const matches = columnsOf(mapping.match, (name) => findColumn(scope, name, [...path, 'match']))
  const inside: ColumnScope = { own: source, joined: new Map(), mappingFile: scope.mappingFile }
  const keys = columnsOf(mapping.key, (name) => findColumn(inside, name, [...path, 'key']))
  if (matches.length !== keys.length) throw fault('key', 'match and key must name as many columns')

  const where = compileConditions(mapping.where ?? {}, inside, decimals, [...path, 'where'])
  const columns = source.columns.map((_, index) => `c${index}`)
  const all = sources.map(({ relation }, part) => `SELECT ${part} AS part, * FROM ${relation}`).join(' UNION ALL ')
  const keyNames = keys.map((_, index) => `k${index}`)
  const keyed = keys.map(({ sql }, index) => `${sqlTrimmed(sql)} AS k${index}`).join(', ')
  const present = keyNames.map((name) => `${name} IS NOT NULL`).join(' AND ')
  const rows = `SELECT * FROM (SELECT ${keyed}, ${columns.join(', ')}, part, row_number() OVER () AS r FROM (${all}) WHERE ${where.sql}) WHERE ${present}`
  const first = `QUALIFY row_number() OVER (PARTITION BY ${keyNames.join(', ')} ORDER BY part, r) = 1`
  const on = matches.map(({ sql }, index) => `${sqlTrimmed(qualified(sql))} = ${table}.k${index}`).join(' AND ')
  const duplicate: RecipeCheck = {
    query: `SELECT ${keyNames.join(', ')}, count(*) FROM (${rows}) GROUP BY ALL HAVING count(*) > 1 ORDER BY min(r) LIMIT 1`,
    judge: ([row]) => {
      if (!row) return null
      const key = row.slice(0, -1).map((value) => `"${String(value)}"`)
      throw new InputError(
        `${source.file}: the join "${alias}" looks rows up by ${listOf(mapping.key).join(' and ')}, but ${key.join(', ')} is there ` +
          `${String(row.at(-1))} times; filter the rows (${placeInDocument(scope.mappingFile, path)}), or say duplicates: first.`,
      )
    },
  }
  return {
    sql: `LEFT JOIN (${rows}${mapping.duplicates === 'first' ? ` ${first}` : ''}) AS ${table} ON ${on}`,
    selected: [...columns.map((name) => `${table}.${name} AS ${prefix}${name}`), `${table}.k0 AS ${prefix}k0`],
    found: `${prefix}k0`,
    named: where.named,
    relation: `(${all})`,
    ...(mapping.duplicates === 'error' ? { check: duplicate } : {}),
  }

  /** Within the FROM clause, own columns stand in `s` and joined ones in their own table. */
  function qualified(sql: string): string {
    const separator = sql.indexOf('_')
    return separator < 0 ? `s.${sql}` : `${sql.slice(0, separator)}.${sql.slice(separator + 1)}`
  }
}

function columnsOf(names: string | readonly string[], find: (name: string) => FoundColumn): FoundColumn[] {
  return listOf(names).map(find)
}

function listOf(names: string | readonly string[]): readonly string[] {
  return typeof names === 'string' ? [names] : names
}
