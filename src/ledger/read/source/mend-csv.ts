import { type FileHandle, open } from 'node:fs/promises'
import { InputError } from '../../../document/input-error.js'
import type { CsvLayout } from './csv-quoting.js'
import { type RecordPlace, scanRecords } from './scan-records.js'

/** A record that was taken out of a mended copy. */
export interface TakenOut {
  readonly value: string
  readonly reason: string
}

/** The longest record that DuckDB takes, by its default. */
const longestRecord = 2 ** 21
/** A row of more lines than an address or a note could have is the work of a quote that nobody closed. */
const mostLines = 100

/**
 * Copies a delimited file so that DuckDB reads every record of it as it stands: each line ends with LF, and records with
 * a quote that is not closed, or that are too long, are taken out. In the place of such a record comes one with too many
 * fields (none of them empty, for DuckDB forgives an empty last one) and as many lines, so that the copy has the records and lines of the original. Returns what was taken out, by
 * the line on which it begins. An InputError tells of a quote that swallowed a good part of the file.
 */
export async function mendCsv(
  name: string,
  from: string,
  to: string,
  layout: CsvLayout,
): Promise<ReadonlyMap<number, TakenOut>> {
  const takenOut = new Map<number, TakenOut>()
  const source = await open(from, 'r')
  const target = await open(to, 'w', 0o600)
  try {
    await target.write('-\n'.repeat(layout.skippedLines))
    let line = layout.skippedLines + 1
    for await (const places of scanRecords(from, layout)) {
      const pieces: Buffer[] = []
      let window: { readonly start: number; readonly bytes: Buffer } | undefined
      for (const [index, place] of places.entries()) {
        if (place.line > line) pieces.push(Buffer.from('\n'.repeat(place.line - line)))
        line = place.lastLine + 1
        if (isSound(place)) {
          if (!window || place.end > window.start + window.bytes.length) {
            const end = places[endOfSound(places, index)]!.end
            window = { start: place.start, bytes: await bytesOf(source, place.start, end) }
          }
          pieces.push(window.bytes.subarray(place.start - window.start, place.end - window.start), lineEnd)
        } else {
          takenOut.set(place.line, await faultOf(name, source, place))
          const lines = '\n'.repeat(place.lastLine - place.line)
          pieces.push(
            Buffer.from(`${layout.quote}${lines}${layout.quote}${`${layout.delimiter}-`.repeat(layout.columns)}\n`),
          )
        }
      }
      await target.write(Buffer.concat(pieces))
    }
  } finally {
    await source.close()
    await target.close()
  }
  return takenOut
}

const lineEnd = Buffer.from('\n')

function isSound(place: RecordPlace): boolean {
  return !place.broken && place.end - place.start <= longestRecord
}

/** The last of the sound records that follow each other without one that is not. */
function endOfSound(places: readonly RecordPlace[], from: number): number {
  let last = from
  while (last + 1 < places.length && isSound(places[last + 1]!)) last++
  return last
}

async function bytesOf(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start)
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes
}

async function faultOf(name: string, file: FileHandle, place: RecordPlace): Promise<TakenOut> {
  if (place.lastLine - place.line >= mostLines) {
    throw new InputError(
      `${name}, line ${place.line}: the row that begins here runs on to line ${place.lastLine}, for a quote in it is not closed; close it, or double it if it is part of the text.`,
    )
  }
  const bytes = await bytesOf(file, place.start, Math.min(place.end, place.start + longestValue))
  return { value: bytes.toString('utf8').trim(), reason: place.broken ? notClosed : tooLong }
}

/** How much of a record a reject shows, in bytes. */
export const longestValue = 2000
export const notClosed = 'a quoted field is not closed properly; double a quote inside it, or close it'
export const tooLong = 'the row is longer than 2 MB'
