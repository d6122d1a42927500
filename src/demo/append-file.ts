import { closeSync, openSync, writeSync } from 'node:fs'
import { putText } from './put-text.js'

const bufferBytes = 1 << 18

/** A file that is written from its beginning to its end, in large pieces. */
export class AppendFile {
  /** How much was appended. */
  bytes = 0
  readonly #descriptor: number
  readonly #buffer = Buffer.allocUnsafe(bufferBytes)
  #used = 0

  /** Makes the file, or empties it. */
  constructor(path: string) {
    this.#descriptor = openSync(path, 'w')
  }

  append(text: string): void {
    // No character of a JavaScript string takes more than three bytes of UTF-8.
    if (text.length * 3 > bufferBytes - this.#used) this.#flush()
    if (text.length * 3 > bufferBytes) this.appendBytes(Buffer.from(text))
    else {
      const length = putText(this.#buffer, this.#used, text)
      this.#used += length
      this.bytes += length
    }
  }

  appendBytes(bytes: Uint8Array): void {
    this.#flush()
    writeWhole(this.#descriptor, bytes)
    this.bytes += bytes.length
  }

  close(): void {
    this.#flush()
    closeSync(this.#descriptor)
  }

  #flush(): void {
    writeWhole(this.#descriptor, this.#buffer.subarray(0, this.#used))
    this.#used = 0
  }
}

/** Writes all of the bytes: the system may take less than it was given. */
function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length; ) from += writeSync(descriptor, bytes, from)
}
