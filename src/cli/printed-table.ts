import { wrapText } from '../chart/wrap-text.js'
import { escapeHtml } from '../document/escape-html.js'
import { visibleText } from '../document/visible-text.js'
import { htmlTable } from '../page/html-table.js'
import { webPage } from '../page/web-page.js'
import { reportStyle } from '../report/report-style.js'
import { cutCell } from './cut-cell.js'
import { textTable } from './text-table.js'

/** A table as text cells, to be written in any of the formats that people read. */
export interface PrintedTable {
  readonly title?: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Columns from the first one that hold words, not figures; 1 if not given. */
  readonly wordColumns?: number
  /** Sentences below it. */
  readonly notes?: readonly string[]
}

/** The formats of tables for people. */
export const tableFormats = ['text', 'md', 'html'] as const
export type TableFormat = (typeof tableFormats)[number]

/** What words leave to the figures beside them, in characters. */
const roomForFigures = 18

/** The widest that text may be. */
export const lineWidth = 100

/** Writes tables one below the other. `title` heads a page of HTML. */
export function printedTables(tables: readonly PrintedTable[], format: TableFormat, title: string): string {
  switch (format) {
    case 'text':
      return tables.map(visible).map(asText).join('\n\n')
    case 'md':
      return tables.map(visible).map(asMarkdown).join('\n\n')
    case 'html':
      return htmlPage(title, tables.map(asHtml).join('\n'))
    default:
      return format satisfies never
  }
}

/** A ledger's texts may hold characters that would steer a terminal: all are shown as escapes. */
function visible({ title, header, rows, wordColumns, notes }: PrintedTable): PrintedTable {
  return {
    ...(title === undefined ? {} : { title: visibleText(title) }),
    ...(wordColumns === undefined ? {} : { wordColumns }),
    ...(notes === undefined ? {} : { notes: notes.map(visibleText) }),
    header: header.map(visibleText),
    rows: rows.map((row) => row.map(visibleText)),
  }
}

function asText(table: PrintedTable): string {
  const { title, header, rows, wordColumns = 1, notes = [] } = withWordsCut(table)
  const lines = title === undefined ? [] : [...wrapText(title, lineWidth), '']
  const blocks = columnBlocks(header, rows, wordColumns).map((columns) =>
    textTable(
      columns.map((column) => header[column]!),
      rows.map((row) => columns.map((column) => row[column]!)),
      wordColumns,
    ),
  )
  return [...lines, blocks.join('\n\n'), ...(notes.length === 0 ? [] : ['', ...notes.flatMap(note)])].join('\n')
}

/** Where words alone would fill the line, the widest of their columns are cut until there is room for a column of figures. */
function withWordsCut({ header, rows, wordColumns = 1, ...rest }: PrintedTable): PrintedTable {
  const widths = header
    .slice(0, wordColumns)
    .map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]!.length)))
  const room = lineWidth - roomForFigures - 2 * wordColumns
  for (let over = widths.reduce((sum, width) => sum + width, 0) - room; over > 0; over--) {
    widths[widths.indexOf(Math.max(...widths))]!--
  }
  const cut = (cells: readonly string[]) =>
    cells.map((cell, column) => (cell.length > (widths[column] ?? cell.length) ? cutCell(cell, widths[column]!) : cell))
  return { ...rest, wordColumns, header: cut(header), rows: rows.map(cut) }
}

/** A note on lines of which the later ones stand under its words, where a sign of a list or of a mark precedes them. */
function note(sentence: string): string[] {
  const indent = /^[–*•!?·°] /.test(sentence) ? '  ' : ''
  return wrapText(sentence, lineWidth - indent.length).map((line, index) => (index === 0 ? line : `${indent}${line}`))
}

/** The columns of each block, so that every block fits the line; words stand at the left of each. */
function columnBlocks(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  wordColumns: number,
): number[][] {
  const widths = header.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]!.length)) + 2)
  const words = header.map((_, column) => column).slice(0, wordColumns)
  const left = words.reduce((sum, column) => sum + widths[column]!, 0)
  const blocks: number[][] = []
  let width = 0
  for (let column = wordColumns; column < header.length; column++) {
    if (blocks.length === 0 || width + widths[column]! - 2 > lineWidth) {
      blocks.push([...words])
      width = left
    }
    blocks.at(-1)!.push(column)
    width += widths[column]!
  }
  return blocks.length === 0 ? [words] : blocks
}

function asMarkdown({ title, header, rows, wordColumns = 1, notes = [] }: PrintedTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownCell).join(' | ')} |`
  const rule = header.map((_, column) => (column < wordColumns ? ':--' : '--:'))
  return [
    ...(title === undefined ? [] : [`**${markdownCell(title)}**`, '']),
    line(header),
    `| ${rule.join(' | ')} |`,
    ...rows.map(line),
    ...(notes.length === 0 ? [] : ['', ...notes.map((sentence) => `${markdownCell(sentence)}  `)]),
  ].join('\n')
}

/** Text of a ledger as plain words in Markdown: it opens no cell, no emphasis, no link and no tag. */
function markdownCell(text: string): string {
  return text.replace(/[\\|`*_[\]<>#~&]|(?<=\w):(?=\/\/)|(?<=www)\./g, '\\$&').replace(/\s+/g, ' ')
}

function asHtml({ title, header, rows, wordColumns = 1, notes = [] }: PrintedTable): string {
  const table = htmlTable({
    caption: title ?? '',
    columns: header.map((head, column) => (column < wordColumns ? { head, kind: 'text' } : { head })),
    rows: rows.map((row) => ({ cells: row.map(escapeHtml) })),
    wide: true,
  })
  return `<section>${table}\n${notes.map((sentence) => `<p class="reading">${escapeHtml(sentence)}</p>`).join('\n')}</section>`
}

/** A page of tables or charts; `body` is HTML. */
export function htmlPage(title: string, body: string): string {
  return webPage({
    title,
    style: `${reportStyle}
th.text, td.text { text-align: left; }
header, main, footer { max-width: 64rem; }`,
    header: `<h1>${escapeHtml(title)}</h1>`,
    main: body,
    footer: '<p>Made by AR Lab.</p>',
  })
}
