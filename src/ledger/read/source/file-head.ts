import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { InputError } from '../../../document/input-error.js'

/** How much of a file may be looked at to tell what it is. */
const headSize = 1 << 20

/** The beginning of a file. */
export class FileHead {
  private constructor(
    readonly bytes: Buffer,
    /** The head is the whole file. */
    readonly isWhole: boolean,
  ) {}

  /** Reads the head of the file at `path`; an InputError, which calls it `name`, says if that cannot be done. */
  static of(name: string, path: string): FileHead {
    try {
      // Opening a pipe that nobody writes to would wait for ever.
      if (!statSync(path).isFile()) {
        throw new InputError(`${name}: this is no file with rows; give a file, or a folder of files.`)
      }
      const descriptor = openSync(path, 'r')
      try {
        const bytes = Buffer.alloc(headSize)
        const length = readSync(descriptor, bytes, 0, headSize, 0)
        return new FileHead(bytes.subarray(0, length), length === fstatSync(descriptor).size)
      } finally {
        closeSync(descriptor)
      }
    } catch (error) {
      if (error instanceof InputError) throw error
      throw new InputError(`${name}: ${whyUnreadable(error as NodeJS.ErrnoException)}`)
    }
  }

  beginsWith(...bytes: readonly number[]): boolean {
    return bytes.every((byte, index) => this.bytes[index] === byte)
  }

  /** The head as UTF-8 text, without a byte order mark and without a last character that is cut off. */
  text(): string {
    return new TextDecoder('utf-8').decode(this.bytes, { stream: !this.isWhole })
  }
}

/** Why a file cannot be read, for people. */
export function whyUnreadable(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return 'the file does not exist; check the name and the folder.'
    case 'EACCES':
    case 'EPERM':
      return 'the file may not be read; ask for the right to, or copy it.'
    default:
      return `the file cannot be read: ${error.message}.`
  }
}
