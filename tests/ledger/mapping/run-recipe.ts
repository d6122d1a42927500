import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Warning } from '../../../src/ledger/ledger-problem.js'
import { tableRecipes } from '../../../src/ledger/read/mapping/compile-part.js'
import { readMapping } from '../../../src/ledger/read/mapping.js'
import type { RawSource } from '../../../src/ledger/read/raw-source.js'
import type { TableRecipe } from '../../../src/ledger/read/table-recipe.js'
import { newFolder, writeFile } from '../ledger-folder.js'

/** A file's header and rows; null is an empty field. */
export type SourceRows = readonly (readonly (string | null)[])[]

/** A raw source that is a table of DuckDB. */
export async function rawSource(
  connection: DuckDBConnection,
  file: string,
  [header, ...rows]: SourceRows,
): Promise<RawSource> {
  const name = `"${file.replaceAll('"', '""')}"`
  const columns = header!.map((_, index) => `c${index}`)
  await connection.run(`CREATE OR REPLACE TABLE ${name} (${columns.map((column) => `${column} VARCHAR`).join(', ')})`)
  for (const row of rows) {
    const values = columns.map((_, index) => {
      const value = row[index] ?? null
      return value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`
    })
    await connection.run(`INSERT INTO ${name} VALUES (${values.join(', ')})`)
  }
  return {
    file,
    columns: header as string[],
    relation: name,
    estimatedRows: rows.length,
    spreadsheetDates: false,
    malformed: async () => [],
    linesOf: async (numbers) => numbers.map((row) => row + 2),
    recover: (error) => Promise.reject(error),
    close: () => {},
  }
}

export type RecipeRow = Readonly<Record<string, string | null>>

/** What a recipe gives: kept rows by canonical column, with `line` and, where the sign is turned, `negated`. */
export interface RecipeResult {
  readonly rows: readonly RecipeRow[]
  readonly lines: readonly number[]
  readonly leftOut: number
  readonly warnings: readonly Warning[]
}

export async function runRecipe(connection: DuckDBConnection, recipe: TableRecipe): Promise<RecipeResult> {
  const warnings: Warning[] = []
  for (const check of recipe.checks) {
    const warning = check.judge((await connection.runAndReadAll(check.query)).getRows())
    if (warning) warnings.push(warning)
  }
  const names = [...recipe.columns.keys()]
  const texts = [...recipe.columns.values()].map(({ text, negated }) =>
    negated === undefined ? text : `CASE WHEN ${negated} THEN '±' ELSE '' END || (${text})`,
  )
  const query = `SELECT ${recipe.keep ?? 'true'}, ${texts.join(', ')} FROM ${recipe.relation}`
  const all = (await connection.runAndReadAll(query)).getRows()
  const rows: RecipeRow[] = []
  const lines: number[] = []
  const seen = new Set<string>()
  all.forEach(([keep, ...values], index) => {
    if (keep !== true && keep !== false) throw new Error(`keep must be true or false, not ${String(keep)}`)
    const key = JSON.stringify(values)
    if (!keep || (recipe.distinct && seen.has(key))) return
    seen.add(key)
    rows.push(Object.fromEntries(names.map((name, column) => [name, values[column] as string | null])))
    lines.push(index + 2)
  })
  return { rows, lines, leftOut: all.length - rows.length, warnings }
}

/** Runs the parts of a table of a mapping, given as YAML, over sources given as rows. */
export async function runMapping(yaml: string, files: Readonly<Record<string, SourceRows>>, table = 'invoices') {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const mapping = readMapping(writeFile('mapping.yaml', yaml, newFolder()))
    const sources = new Map<string, RawSource[]>()
    for (const [name, { file }] of mapping.sources) {
      const list = typeof file === 'string' ? [file] : file
      sources.set(name, await Promise.all(list.map((entry) => rawSource(connection, entry, files[entry]!))))
    }
    const recipes = mapping.parts
      .filter((part) => part.table === table)
      .flatMap((part) => tableRecipes(mapping, part, sources))
    const results: RecipeResult[] = []
    for (const recipe of recipes) results.push(await runRecipe(connection, recipe))
    return { recipes, results, rows: results.flatMap(({ rows }) => rows) }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
