import { open } from 'node:fs/promises'
import { type CsvLayout, CsvQuoting } from './csv-quoting.js'

/** A record of a delimited file, and where it is. */
export interface RecordPlace {
  /** The offset of its first byte. */
  readonly start: number
  /** The offset of the line end after it, or of the file's end. */
  readonly end: number
  /** The lines on which it begins and ends, counted from 1. */
  readonly line: number
  readonly lastLine: number
  /** A quoted field of it is not closed properly. */
  readonly broken: boolean
}

/**
 * Tells where each record of a delimited UTF-8 file is, a block of the file at a time, so that a file of any size can be
 * scanned. Blank lines are no records, unless there is only one column.
 */
export async function* scanRecords(file: string, layout: CsvLayout): AsyncGenerator<readonly RecordPlace[]> {
  const quoting = new CsvQuoting(layout)
  const blankIsRecord = layout.columns === 1
  const handle = await open(file, 'r')
  try {
    const block = Buffer.allocUnsafe(blockSize)
    let offset = 0
    let line = 1
    // Where the record that is being read begins; −1 between records.
    let start = -1
    let startLine = 1
    let afterReturn = false
    for (;;) {
      const { bytesRead } = await handle.read(block, 0, block.length, offset)
      if (bytesRead === 0) break
      const places: RecordPlace[] = []
      // A byte order mark is no text of the first record.
      const isMarked = offset === 0 && bytesRead > 2 && block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf
      for (let index = isMarked ? 3 : 0; index < bytesRead; index++) {
        const byte = block[index]!
        if (byte === newline || byte === carriageReturn) {
          const isSecondHalf = byte === newline && afterReturn
          afterReturn = byte === carriageReturn
          if (isSecondHalf) continue
          line++
          const end = offset + index
          if (start >= 0) {
            if (quoting.insideQuotes) continue
            places.push({ start, end, line: startLine, lastLine: line - 1, broken: quoting.broken })
            start = -1
          } else if (blankIsRecord && line - 1 > layout.skippedLines) {
            places.push({ start: end, end, line: line - 1, lastLine: line - 1, broken: false })
          }
          continue
        }
        afterReturn = false
        if (start < 0) {
          if (line <= layout.skippedLines) continue
          start = offset + index
          startLine = line
          quoting.startRecord()
        }
        quoting.step(byte)
      }
      offset += bytesRead
      yield places
    }
    if (start >= 0) yield [{ start, end: offset, line: startLine, lastLine: line, broken: quoting.broken }]
  } finally {
    await handle.close()
  }
}

const blockSize = 1 << 20
const newline = 10
const carriageReturn = 13
