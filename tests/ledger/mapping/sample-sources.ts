import { readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { TableName } from '../../../src/ledger/canonical-tables.js'
import { tableRecipes } from '../../../src/ledger/read/mapping/compile-part.js'
import { type Mapping, readMapping } from '../../../src/ledger/read/mapping.js'
import { parseDate } from '../../../src/ledger/read/parse-date.js'
import type { RawSource } from '../../../src/ledger/read/raw-source.js'
import { parseAmount } from '../../../src/money/parse-amount.js'
import { type RecipeResult, type RecipeRow, rawSource, runRecipe, type SourceRows } from './run-recipe.js'

/** The rows of a sample file: JSON lines with nested objects under names with dots, else CSV. */
export async function sampleRows(connection: DuckDBConnection, file: string): Promise<SourceRows> {
  if (file.endsWith('.jsonl')) return jsonRows(readFileSync(file, 'utf8'))
  const delimiter = readFileSync(file, 'utf8').split('\n', 1)[0]!.includes(';') ? ';' : ','
  const reader = await connection.runAndReadAll(
    `SELECT * FROM read_csv('${file}', all_varchar = true, header = false, delim = '${delimiter}', auto_detect = false,
      quote = '"', escape = '"', columns = ${columnsOf(file, delimiter)})`,
  )
  return reader.getRows() as (string | null)[][]
}

function columnsOf(file: string, delimiter: string): string {
  const header = readFileSync(file, 'utf8').split('\n', 1)[0]!.split(delimiter)
  return `{${header.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ')}}`
}

function jsonRows(text: string): SourceRows {
  const flatten = (value: object, prefix = ''): [string, string | null][] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' && inner !== null
        ? flatten(inner, `${prefix}${key}.`)
        : [[prefix + key, inner === null ? null : String(inner)] as [string, string | null]],
    )
  const records = text
    .trim()
    .split('\n')
    .map((line) => new Map(flatten(JSON.parse(line) as object)))
  const header = [...new Set(records.flatMap((record) => [...record.keys()]))]
  return [header, ...records.map((record) => header.map((name) => record.get(name) ?? null))]
}

export interface MappedSample {
  readonly mapping: Mapping
  /** The results of each table's parts. */
  readonly tables: ReadonlyMap<TableName, readonly RecipeResult[]>
  /** The rows of a table; of `distinct` parts, each once. */
  rows(table: TableName): readonly RecipeRow[]
  leftOut(table: TableName): number
  /** The sum of a column in minor units, signs turned where the mapping says so. */
  sum(table: TableName, column?: string): number
}

/** Reads a mapping's own sample through its recipes, without any of the ledger's own reading code. */
export async function readSample(file: string): Promise<MappedSample> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const mapping = readMapping(file)
    const sources = new Map<string, RawSource[]>()
    for (const [name, source] of mapping.sources) {
      const path = resolve(dirname(file), source.file as string)
      const rows = await sampleRows(connection, path)
      sources.set(name, [await rawSource(connection, basename(path), rows)])
    }
    const tables = new Map<TableName, RecipeResult[]>()
    for (const part of mapping.parts) {
      for (const recipe of tableRecipes(mapping, part, sources)) {
        const result = await runRecipe(connection, recipe)
        const read = result.rows.map((row) => ({ ...row }))
        for (const [name, { decimals, dates }] of recipe.columns) {
          for (const row of read) row[name] = understood(name, row[name]!, decimals, dates)
        }
        tables.set(part.table, [...(tables.get(part.table) ?? []), { ...result, rows: read }])
      }
    }
    const rows = (table: TableName) => {
      const all = (tables.get(table) ?? []).flatMap((result) => result.rows)
      return table === 'customers' ? [...new Map(all.map((row) => [JSON.stringify(row), row])).values()] : all
    }
    return {
      mapping,
      tables,
      rows,
      leftOut: (table) => (tables.get(table) ?? []).reduce((sum, result) => sum + result.leftOut, 0),
      sum: (table, column = 'amount') => rows(table).reduce((sum, row) => sum + Number(row[column] ?? 0), 0),
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** Amounts as minor units, dates as ISO text; a value that cannot be understood fails the test. */
function understood(
  column: string,
  text: string | null,
  decimals: Parameters<typeof parseAmount>[2],
  dates: Parameters<typeof parseDate>[1] | undefined,
): string | null {
  const isTurned = text?.startsWith('±') ?? false
  const bare = isTurned ? text!.slice(1) : text
  if (bare === null || bare === '') return null
  if (column === 'amount' || column === 'discount') {
    const minor = parseAmount(bare, 2, decimals)
    if (typeof minor !== 'number') throw new Error(`${column} ${bare}: ${minor.problem}`)
    return String(isTurned ? -minor : minor)
  }
  if (/date$|^terms_from$/.test(column)) {
    const day = parseDate(bare, dates ?? 'iso')
    if (day === null) throw new Error(`${column}: ${bare} is no date`)
    return new Date(day * 86_400_000).toISOString().slice(0, 10)
  }
  return bare
}
