import { escapeHtml } from '../document/escape-html.js'

/** A small table of figures that are written out; `none` stands where a cell has nothing. */
export interface FigureTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** An empty cell. */
export const none = '–'

/** As lines of text: words to the left, figures to the right, two blanks or more between columns. */
export function figureTableText({ columns, rows }: FigureTable): string {
  const right = columns.map((_, column) => isOfFigures(rows, column))
  const widths = columns.map((name, column) =>
    Math.max(...[name, ...rows.map((row) => row[column]!)].map(({ length }) => length)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (right[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('   ')
      .trimEnd()
  return [line(columns), widths.map((width) => '─'.repeat(width)).join('   '), ...rows.map(line)].join('\n')
}

/** As an HTML table with its looks in its tags; all text is escaped. */
export function figureTableHtml({ columns, rows }: FigureTable): string {
  const align = (column: number) => (isOfFigures(rows, column) ? 'right' : 'left')
  const cells = (tag: 'th' | 'td', texts: readonly string[], line: string) =>
    texts
      .map((text, column) => {
        const style = `text-align:${align(column)};padding:2px 14px 2px 0;border:0;${line}`
        return `<${tag}${tag === 'th' ? ' scope="col"' : ''} style="${style}">${escapeHtml(text)}</${tag}>`
      })
      .join('')
  const head = cells('th', columns, 'border-bottom:1px solid #8888;white-space:nowrap;')
  const body = rows.map((row) => `<tr style="background:transparent">${cells('td', row, '')}</tr>`).join('\n')
  return `<table style="border-collapse:collapse;color:inherit;font-size:inherit;margin:8px 0;font-variant-numeric:tabular-nums">
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody>
</table>`
}

/** Whether all cells of a column are numbers, with or without a unit. */
function isOfFigures(rows: FigureTable['rows'], column: number): boolean {
  return rows.every((row) => row[column] === none || /^[−+]?\d[\d,]*(?:\.\d+)?(?: %)?$/.test(row[column]!))
}
