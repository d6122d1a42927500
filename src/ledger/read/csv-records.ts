/** Splits one CSV line at a delimiter, minding double quotes. */
export function splitRecord(line: string, delimiter: string): string[] {
  const fields: string[] = []
  let field = ''
  let quoted = false
  for (let index = 0; index < line.length; index++) {
    const character = line[index]!
    if (character === '"') {
      if (quoted && line[index + 1] === '"') {
        field += '"'
        index++
      } else quoted = !quoted
    } else if (character === delimiter && !quoted) {
      fields.push(field)
      field = ''
    } else field += character
  }
  fields.push(field)
  return fields
}

/** Where a record of a CSV text begins: the offset of its first character and its line, counted from 1. */
export interface RecordStart {
  readonly offset: number
  readonly line: number
}

/**
 * Where each record of a CSV text begins; the header is the first. Blank lines are no records. As CSV has it, a quote
 * opens a quoted field only at the field's beginning; elsewhere it is a character like any other.
 */
export function recordStarts(text: string, delimiter: string): RecordStart[] {
  const starts: RecordStart[] = []
  const delimiterCode = delimiter.charCodeAt(0)
  let line = 1
  let inRecord = false
  let quoted = false
  let atFieldStart = true
  // A byte order mark, read byte by byte, is no text of the header.
  for (let offset = text.startsWith('\u00EF\u00BB\u00BF') ? 3 : 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset)
    if (code === newline || code === carriageReturn) {
      if (code === newline || text.charCodeAt(offset + 1) !== newline) line++
      if (!quoted) {
        inRecord = false
        atFieldStart = true
      }
      continue
    }
    if (!inRecord) {
      starts.push({ offset, line })
      inRecord = true
    }
    if (code === quote && (quoted || atFieldStart)) quoted = !quoted
    // A doubled quote closes and opens again, so after a quote inside a quoted field the field counts as just begun.
    atFieldStart = quoted ? false : code === delimiterCode || (code === quote && text.charCodeAt(offset + 1) === quote)
  }
  return starts
}

const newline = 10
const carriageReturn = 13
const quote = 34
