import { escapeHtml } from '../../document/escape-html.js'
import { groupedDigits } from '../../money/format-amount.js'
import type { Showable } from './display-bundle.js'

/** A row of a table: column names and values. Null and missing values show as an empty cell. */
export type TableRow = Readonly<Record<string, string | number | null>>

export interface TableOptions {
  readonly caption?: string
  /**
   * Digits after the point, of all numbers or by column; with it, thousands are set apart by commas. Numbers are shown as they are
   * where nothing is said.
   */
  readonly digits?: number | Readonly<Record<string, number>>
}

/** More rows are shown in a window that scrolls; the exported page turns it into pages. */
const rowsInView = 20

/** Rows as a table to `show`: as HTML, and beside it as text with aligned columns. All text is escaped. */
export function table(rows: readonly TableRow[], options: TableOptions = {}): Showable {
  return {
    bundle: { data: { 'text/html': tableHtml(rows, options), 'text/plain': tableText(rows, options) }, metadata: {} },
  }
}

/** The rows as an HTML table; all text is escaped. */
export function tableHtml(rows: readonly TableRow[], options: TableOptions = {}): string {
  const columns = columnsOf(rows, options)
  const cell = (tag: string, column: Column, text: string) =>
    `<${tag} style="text-align: ${column.numeric ? 'right' : 'left'}">${escapeHtml(text)}</${tag.split(' ', 1)[0]}>`
  const head = columns.map((column) => cell('th scope="col"', column, column.name)).join('')
  const body = rows.map(
    (row) => `<tr>${columns.map((column) => cell('td', column, textOf(row, column))).join('')}</tr>\n`,
  )
  const { caption } = options
  const title = caption === undefined ? '' : `<caption>${escapeHtml(caption)}</caption>\n`
  if (columns.length === 0) return `<table>\n${title}<tbody><tr><td>${noRows}</td></tr></tbody>\n</table>`
  const html = `<table>\n${title}<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('')}</tbody>\n</table>`
  if (rows.length <= rowsInView) return html
  const label = escapeHtml(caption ?? 'Table')
  return `<div role="region" aria-label="${label}" tabindex="0" style="max-height: 34em; overflow: auto">${html}</div>`
}

/** The rows as lines of text with aligned columns, numbers to the right. */
export function tableText(rows: readonly TableRow[], options: TableOptions = {}): string {
  const columns = columnsOf(rows, options)
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
  const { caption } = options
  return [...(caption === undefined ? [] : [caption]), ...(columns.length === 0 ? [noRows] : lines)].join('\n')
}

const noRows = '(no rows)'

interface Column {
  readonly name: string
  readonly numeric: boolean
  /** Undefined for numbers that are shown as they are. */
  readonly digits: number | undefined
}

/** All columns of all rows, in the order of first appearance. */
function columnsOf(rows: readonly TableRow[], { digits }: TableOptions): Column[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return names.map((name) => {
    const values = rows.map((row) => row[name] ?? null).filter((value) => value !== null)
    const numeric = values.length > 0 && values.every((value) => typeof value === 'number')
    return { name, numeric, digits: typeof digits === 'object' ? digits[name] : digits }
  })
}

function textOf(row: TableRow, { name, digits }: Column): string {
  const value = row[name] ?? ''
  if (typeof value === 'number' && digits !== undefined && Number.isFinite(value)) {
    const size = groupedDigits(Math.abs(value).toFixed(digits))
    return value < 0 && /[1-9]/.test(size) ? `−${size}` : size
  }
  return String(value).replace(/[\r\n\t]+/g, ' ')
}

function width(text: string): number {
  return [...text].length
}

function pad(text: string, columns: number, right: boolean): string {
  const blanks = ' '.repeat(columns - width(text))
  return right ? blanks + text : text + blanks
}
