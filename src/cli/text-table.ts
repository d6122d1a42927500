import Table from 'cli-table3'

/** Rows as an aligned text table: words to the left, figures to the right, a rule under the header. */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  /** Columns from the first one that hold words. */
  wordColumns = 1,
): string {
  const table = new Table({
    head: [...header],
    colAligns: header.map((_, column) => (column < wordColumns ? 'left' : 'right')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      right: '',
      'right-mid': '',
      mid: '',
      'mid-mid': '',
      middle: '',
    },
  })
  for (const row of rows) table.push([...row])
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
  const width = Math.max(...lines.map((line) => line.length))
  return [lines[0]!, '─'.repeat(width), ...lines.slice(1)].join('\n')
}
