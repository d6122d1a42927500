import { isUtf8 } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import { InputError } from '../../../document/input-error.js'
import type { CsvLayout } from './csv-quoting.js'
import { type RecordPlace, scanRecords } from './scan-records.js'
import { splitRecord } from './split-record.js'
import { wholeCharacters } from './text-encoding.js'

/** A record that was taken out of a mended copy. */
export interface TakenOut {
  readonly value: string
  readonly reason: string
  /** Which field is at fault, counted from 0; not there where it is the record as a whole. */
  readonly field?: number
}

/** The longest record that is read as a row, in bytes. */
export const longestRecord = 2_000_000
/** A row of more lines than an address or a note could have is the work of a quote that nobody closed. */
const mostLines = 100

/**
 * Copies a delimited file so that DuckDB reads every record of it as it stands: each line ends with LF, and records with
 * a quote that is not closed, that are too long or no UTF-8, are taken out. In the place of such a record comes one with too many
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
      let window: Window | undefined
      for (const [index, place] of places.entries()) {
        if (place.line > line) pieces.push(Buffer.from('\n'.repeat(place.line - line)))
        line = place.lastLine + 1
        if (isSound(place) && (!window || place.end > window.start + window.bytes.length)) {
          window = windowOf(place.start, await bytesOf(source, place.start, places[endOfSound(places, index)]!.end))
        }
        const bytes = window?.bytes.subarray(place.start - window.start, place.end - window.start)
        if (isSound(place) && (window!.isUtf8 || isUtf8(bytes!))) {
          pieces.push(bytes!, lineEnd)
        } else {
          const fault = isSound(place) ? notText(bytes!, layout) : await faultOf(name, source, place)
          takenOut.set(place.line, fault)
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

/** Bytes of records that follow each other. */
interface Window {
  readonly start: number
  readonly bytes: Buffer
  readonly isUtf8: boolean
}

function windowOf(start: number, bytes: Buffer): Window {
  return { start, bytes, isUtf8: isUtf8(bytes) }
}

/** Why a record that is no UTF-8 is taken out; its text is shown byte by byte. */
function notText(bytes: Buffer, { delimiter, quote }: CsvLayout): TakenOut {
  let sound = bytes.length
  for (let low = 0; low < sound; ) {
    // The longest beginning that is UTF-8 ends in the field at fault.
    const middle = (low + sound) >> 1
    if (isUtf8(wholeCharacters(bytes.subarray(0, middle + 1), false))) low = middle + 1
    else sound = middle
  }
  const bytesOf = (text: string) => Buffer.from(text).toString('latin1')
  const field = splitRecord(bytes.toString('latin1', 0, sound), 0, bytesOf(delimiter), quote).fields.length - 1
  const value = bytes.toString('latin1', 0, longestValue).trim()
  return { value, reason: notUtf8, ...(Buffer.byteLength(delimiter) === 1 ? { field } : {}) }
}

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
export const notUtf8 = 'the row is not UTF-8 text; save the file as UTF-8, or say encoding: latin-1 in a mapping'
export const tooLong = 'the row is longer than 2 MB'
