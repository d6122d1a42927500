/** A value of a CSV field; null is an empty field. */
export type CsvValue = string | number | null

/** A table as CSV text (RFC 4180, comma, a header line, lines ended by LF). Fields are quoted only where they must be. */
export function csvText(header: readonly string[], rows: Iterable<readonly CsvValue[]>): string {
  const lines = [header.map(csvField).join(',')]
  for (const row of rows) lines.push(row.map(csvField).join(','))
  return `${lines.join('\n')}\n`
}

function csvField(value: CsvValue): string {
  if (value === null) return ''
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
