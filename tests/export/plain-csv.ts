/** One cell of a CSV file: null where there was nothing between the commas, not even quotes. */
export type PlainCell = string | null

/** A slow reader of CSV as RFC 4180 has it, character by character, with line feeds between records. */
export function plainCsv(text: string): PlainCell[][] {
  const records: PlainCell[][] = []
  let record: PlainCell[] = []
  let at = 0
  while (at < text.length) {
    let cell: PlainCell = null
    if (text[at] === '"') {
      cell = ''
      at++
      while (!(text[at] === '"' && text[at + 1] !== '"')) {
        if (at >= text.length) throw new Error('a quote is not closed')
        if (text[at] === '"') at++
        cell += text[at]
        at++
      }
      at++
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\n') {
        if (text[at] === '"' || text[at] === '\r') throw new Error(`a bare ${JSON.stringify(text[at])} in a cell`)
        cell = (cell ?? '') + text[at]
        at++
      }
    }
    record.push(cell)
    if (text[at] === ',') at++
    else if (text[at] === '\n') {
      at++
      records.push(record)
      record = []
      continue
    } else throw new Error(`a cell ends in ${JSON.stringify(text[at])}`)
    if (text[at] === '\n') {
      record.push(null)
      records.push(record)
      record = []
      at++
    }
  }
  if (record.length > 0) throw new Error('the last line has no end')
  return records
}
