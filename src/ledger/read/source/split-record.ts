export interface SplitRecord {
  readonly fields: readonly string[]
  /** The offset of the line end after it. */
  readonly end: number
  /** The text ended within quotes. */
  readonly isOpen: boolean
}

/** Splits the record that begins at an offset of a text. `quote` is the character around fields, empty if none is. */
export function splitRecord(text: string, start: number, delimiter: string, quote: string): SplitRecord {
  const fields: string[] = []
  let field = ''
  let quoted = false
  let index = start
  for (; index < text.length; index++) {
    const character = text[index]!
    if (quoted) {
      if (character !== quote) field += character
      else if (text[index + 1] === quote) {
        field += quote
        index++
      } else quoted = false
    } else if (character === quote && field.trim() === '') {
      field = ''
      quoted = true
    } else if (character === '\n' || character === '\r') break
    else if (text.startsWith(delimiter, index)) {
      fields.push(field)
      field = ''
      index += delimiter.length - 1
    } else field += character
  }
  fields.push(field)
  return { fields, end: index, isOpen: quoted }
}
