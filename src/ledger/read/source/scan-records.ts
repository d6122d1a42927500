import { open } from 'node:fs/promises'
import { type CsvLayout, isBroken, isInsideQuotes, quotingRules, recordStart } from './csv-quoting.js'

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
  const handle = await open(file, 'r')
  try {
    const scanner = new RecordScanner(layout)
    const block = Buffer.allocUnsafe(blockSize)
    for (;;) {
      const { bytesRead } = await handle.read(block, 0, block.length, null)
      if (bytesRead === 0) break
      yield scanner.scan(block.subarray(0, bytesRead))
    }
    yield scanner.finish()
  } finally {
    await handle.close()
  }
}

class RecordScanner {
  private readonly rules: Uint8Array
  private readonly quote: number
  private readonly skippedLines: number
  private readonly blankIsRecord: boolean
  private offset = 0
  private line = 1
  /** Where the record that is being read begins; −1 between records. */
  private start = -1
  private startLine = 1
  private state = recordStart
  private afterReturn = false

  constructor(layout: CsvLayout) {
    this.rules = quotingRules(layout)
    this.quote = layout.quote === '' ? -1 : layout.quote.charCodeAt(0)
    this.skippedLines = layout.skippedLines
    this.blankIsRecord = layout.columns === 1
  }

  /** The records that end within the next block. The loop works on local variables, for speed. */
  scan(block: Buffer): readonly RecordPlace[] {
    const { rules, quote, skippedLines, blankIsRecord, offset } = this
    const { length } = block
    let { line, start, startLine, state, afterReturn } = this
    const places: RecordPlace[] = []
    let nextQuote = -1
    let nextReturn = -1
    // A byte order mark is no text of the first record.
    const isMarked = offset === 0 && length > 2 && block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf
    for (let index = isMarked ? 3 : 0; index < length; index++) {
      const byte = block[index]!
      if (byte !== newline && byte !== carriageReturn) {
        afterReturn = false
        if (start < 0) {
          if (line <= skippedLines) continue
          // Most lines have no quote and are a record as a whole: native searches find their end far faster.
          const lineEnd = block.indexOf(newline, index)
          if (nextQuote < index) nextQuote = nextOf(block, quote, index)
          if (nextReturn < index) nextReturn = nextOf(block, carriageReturn, index)
          if (lineEnd >= 0 && lineEnd < nextQuote && lineEnd < nextReturn + 2) {
            const end = offset + Math.min(lineEnd, nextReturn)
            places.push({ start: offset + index, end, line, lastLine: line, broken: false })
            line++
            index = lineEnd
            continue
          }
          start = offset + index
          startLine = line
          state = recordStart
        }
        state = rules[(state << 8) | byte]!
        continue
      }
      const isSecondHalf = byte === newline && afterReturn
      afterReturn = byte === carriageReturn
      if (isSecondHalf) continue
      line++
      const end = offset + index
      if (start >= 0) {
        if (isInsideQuotes(state)) continue
        places.push({ start, end, line: startLine, lastLine: line - 1, broken: isBroken(state) })
        start = -1
      } else if (blankIsRecord && line - 1 > skippedLines) {
        places.push({ start: end, end, line: line - 1, lastLine: line - 1, broken: false })
      }
    }
    this.offset = offset + length
    Object.assign(this, { line, start, startLine, state, afterReturn })
    return places
  }

  /** The record that ends with the file. */
  finish(): readonly RecordPlace[] {
    const { start, offset, startLine, line, state } = this
    return start < 0 ? [] : [{ start, end: offset, line: startLine, lastLine: line, broken: isBroken(state) }]
  }
}

/** Where a byte comes next in a block; Infinity if it does not. */
function nextOf(block: Buffer, byte: number, from: number): number {
  const found = byte < 0 ? -1 : block.indexOf(byte, from)
  return found < 0 ? Number.POSITIVE_INFINITY : found
}

const blockSize = 1 << 20
const newline = 10
const carriageReturn = 13
