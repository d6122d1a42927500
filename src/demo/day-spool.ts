import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import type { AppendFile } from './append-file.js'
import { putText } from './put-text.js'

const mostSlotBytes = 1 << 14

/**
 * Puts the lines of a table in the order of their days, however many there are: every day has a small slot in memory, and a
 * full slot goes to the end of one file on disk. Lines of one day keep the order in which they came. Memory is `budget`
 * bytes and a few numbers for each piece on disk; nothing is read back to be sorted.
 */
export class DaySpool {
  readonly #descriptor: number
  readonly #slots: Buffer
  readonly #slotBytes: number
  readonly #used: Uint32Array
  /** Of each day, the place and length of its pieces on disk, in turns. */
  readonly #pieces: number[][]
  #end = 0

  constructor(
    readonly path: string,
    readonly days: number,
    budget: number,
  ) {
    this.#slotBytes = Math.min(mostSlotBytes, Math.floor(budget / days))
    this.#slots = Buffer.allocUnsafe(this.#slotBytes * days)
    this.#used = new Uint32Array(days)
    this.#pieces = Array.from({ length: days }, () => [])
    this.#descriptor = openSync(path, 'w+')
  }

  /** How much memory the slots take, in bytes. */
  get memory(): number {
    return this.#slots.length
  }

  /** Adds a line to a day (from 0). */
  append(day: number, line: string): void {
    const room = this.#slotBytes - this.#used[day]!
    // No character of a JavaScript string takes more than three bytes of UTF-8.
    if (line.length * 3 > room) {
      this.#spill(day)
      if (line.length * 3 > this.#slotBytes) {
        this.#store(day, Buffer.from(line))
        return
      }
    }
    this.#used[day]! += putText(this.#slots, day * this.#slotBytes + this.#used[day]!, line)
  }

  /** Appends the lines of all days to a file, one day at a time, and gives up the spool's own file. */
  *drainInto(file: AppendFile): Generator<number, void> {
    for (let day = 0; day < this.days; day++) {
      const pieces = this.#pieces[day]!
      for (let piece = 0; piece < pieces.length; piece += 2)
        file.appendBytes(this.#read(pieces[piece]!, pieces[piece + 1]!))
      const from = day * this.#slotBytes
      file.appendBytes(this.#slots.subarray(from, from + this.#used[day]!))
      yield day
    }
    closeSync(this.#descriptor)
    rmSync(this.path)
  }

  #spill(day: number): void {
    const from = day * this.#slotBytes
    this.#store(day, this.#slots.subarray(from, from + this.#used[day]!))
    this.#used[day] = 0
  }

  #store(day: number, bytes: Uint8Array): void {
    if (bytes.length === 0) return
    for (let from = 0; from < bytes.length; )
      from += writeSync(this.#descriptor, bytes, from, bytes.length - from, this.#end + from)
    this.#pieces[day]!.push(this.#end, bytes.length)
    this.#end += bytes.length
  }

  #read(place: number, length: number): Uint8Array {
    const bytes = Buffer.allocUnsafe(length)
    for (let from = 0; from < length; ) from += readSync(this.#descriptor, bytes, from, length - from, place + from)
    return bytes
  }
}
