import { escapeHtml } from '../document/escape-html.js'
import { bundleWriter } from './bundle-writer.js'

/** A row of a table: column names and values. Null and missing values show as an empty cell. */
export type TableRow = Readonly<Record<string, string | number | null>>

/** Shows rows as a table under the running notebook cell; outside a notebook, prints them. Numbers are shown as they are. */
export function showTable(rows: readonly TableRow[], caption?: string): void {
  bundleWriter()({
    data: { 'text/html': tableHtml(rows, caption), 'text/plain': tableText(rows, caption) },
    metadata: {},
  })
}

/** The rows as an HTML table; all text is escaped. */
export function tableHtml(rows: readonly TableRow[], caption?: string): string {
  const columns = columnsOf(rows)
  const cell = (tag: string, column: Column, text: string) =>
    `<${tag} style="text-align: ${column.numeric ? 'right' : 'left'}">${escapeHtml(text)}</${tag.split(' ', 1)[0]}>`
  const head = columns.map((column) => cell('th scope="col"', column, column.name)).join('')
  const body = rows.map(
    (row) => `<tr>${columns.map((column) => cell('td', column, textOf(row, column))).join('')}</tr>\n`,
  )
  const title = caption === undefined ? '' : `<caption>${escapeHtml(caption)}</caption>\n`
  if (columns.length === 0) return `<table>\n${title}<tbody><tr><td>${noRows}</td></tr></tbody>\n</table>`
  return `<table>\n${title}<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('')}</tbody>\n</table>`
}

/** The rows as lines of text with aligned columns, numbers to the right. */
export function tableText(rows: readonly TableRow[], caption?: string): string {
  const columns = columnsOf(rows)
  const widths = columns.map((column) =>
    Math.max(...[column.name, ...rows.map((row) => textOf(row, column))].map(width)),
  )
  const line = (textIn: (column: Column) => string) =>
    columns
      .map((column, index) => pad(textIn(column), widths[index]!, column.numeric))
      .join('  ')
      .trimEnd()
  const lines = [line((column) => column.name), widths.map((count) => '-'.repeat(count)).join('  ')]
  for (const row of rows) lines.push(line((column) => textOf(row, column)))
  return [...(caption === undefined ? [] : [caption]), ...(columns.length === 0 ? [noRows] : lines)].join('\n')
}

const noRows = '(no rows)'

interface Column {
  readonly name: string
  readonly numeric: boolean
}

/** All columns of all rows, in the order of first appearance. */
function columnsOf(rows: readonly TableRow[]): Column[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return names.map((name) => {
    const values = rows.map((row) => row[name] ?? null).filter((value) => value !== null)
    return { name, numeric: values.length > 0 && values.every((value) => typeof value === 'number') }
  })
}

function textOf(row: TableRow, { name }: Column): string {
  const text = String(row[name] ?? '')
  return text.replace(/[\r\n\t]+/g, ' ')
}

function width(text: string): number {
  return [...text].length
}

function pad(text: string, columns: number, right: boolean): string {
  const blanks = ' '.repeat(columns - width(text))
  return right ? blanks + text : text + blanks
}
