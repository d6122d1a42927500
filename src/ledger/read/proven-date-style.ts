import { InputError } from '../../document/input-error.js'
import type { DateStyle } from './parse-date.js'
import type { RawSource } from './raw-source.js'
import { connectDuckDb } from './shared-duckdb.js'
import type { TableRecipe } from './table-recipe.js'

interface DateRow {
  readonly row: number
  readonly text: string
}

/**
 * Tells day-first from month-first by all dates of a source: 25/12/2024 can only be day-first. An InputError shows two
 * rows if every such date could be read both ways, or if the dates contradict each other.
 */
export async function provenDateStyle(recipe: TableRecipe, dateColumns: readonly string[]): Promise<DateStyle> {
  const { source } = recipe
  const columns = dateColumns.map((name) => recipe.columns.get(name)!)
  const dates = columns.filter(({ dates }) => dates === undefined).map(({ text }) => text)
  const connection = await connectDuckDb()
  try {
    const reader = await connection.runAndReadAll(`
      WITH dates AS (
        SELECT row, trim(unnest([${dates.join(', ')}])) AS text, unnest(range(${dates.length})) AS place
          FROM (SELECT *, row_number() OVER () - 1 AS row FROM ${recipe.relation})
      ), parts AS (
        SELECT row, text, row * ${dates.length} + place AS at, CAST(regexp_extract(text, '^([0-9]{1,2})', 1) AS INTEGER) AS first,
               CAST(regexp_extract(text, '^[0-9]{1,2}[-/.]([0-9]{1,2})', 1) AS INTEGER) AS second
          FROM dates WHERE regexp_full_match(text, '[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}')
      )
      SELECT 'day-first' AS proof, min(row), arg_min(text, at) FROM parts WHERE first > 12 AND second <= 12
      UNION ALL SELECT 'month-first', min(row), arg_min(text, at) FROM parts WHERE second > 12 AND first <= 12
      UNION ALL SELECT * FROM (
        SELECT 'open', row, arg_min(text, at) FROM parts WHERE first <= 12 AND second <= 12 AND first <> second
          GROUP BY row ORDER BY row LIMIT 2)`)
    const found = reader.getRows().filter(([, row]) => row !== null)
    const of = (proof: string): DateRow[] =>
      found.filter(([kind]) => kind === proof).map(([, row, text]) => ({ row: Number(row), text: String(text) }))
    const [dayFirst] = of('day-first')
    const [monthFirst] = of('month-first')
    if (dayFirst && monthFirst) {
      throw new InputError(
        `${source.file}: some dates can only be day-first and others only month-first (${await shown(source, [dayFirst, monthFirst])}); ` +
          'write dates as 2024-03-04, or read the file through a mapping that says which it is, so that the others are rejected.',
      )
    }
    if (dayFirst) return 'day-first'
    if (monthFirst) return 'month-first'
    const ambiguous = of('open')
    if (ambiguous.length === 0) return 'day-first'
    throw new InputError(
      `${source.file}: the dates could be day-first or month-first (${await shown(source, ambiguous)}); ` +
        'write dates as 2024-03-04, or read the file through a mapping that says dates: day-first or month-first.',
    )
  } finally {
    connection.closeSync()
  }
}

async function shown(source: RawSource, dates: readonly DateRow[]): Promise<string> {
  const ordered = [...dates].sort((a, b) => a.row - b.row)
  const rows = [...new Set(ordered.map(({ row }) => row))]
  const lines = await source.linesOf(rows)
  return ordered.map(({ row, text }) => `line ${lines[rows.indexOf(row)]} has ${text}`).join(', ')
}
