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

/** The line on which each record of a CSV text begins (the header is record 1 on line 1). Blank lines are no records. */
export function recordLines(text: string): number[] {
  const lines: number[] = []
  let line = 1
  let quoted = false
  let recordHasText = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const isReturn = code === 13
    if (isReturn && text.charCodeAt(index + 1) === 10) continue
    if (code === 10 || isReturn) {
      line++
      if (!quoted) recordHasText = false
      continue
    }
    if (!recordHasText) {
      lines.push(line)
      recordHasText = true
    }
    if (code === 34) quoted = !quoted
  }
  return lines
}
