import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const stride = 2 ** 23
const piece = 2 ** 16

/**
 * Whether a file has a line so long (16 MB or more) that DuckDB may pass over it without recording that it did: its
 * buffer is 32 MB. Such a line covers a whole stretch of 8 MB, so of each stretch only what is before its first line end
 * is read, which is next to nothing.
 */
export function hasEndlessLine(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const bytes = Buffer.alloc(piece)
    for (let start = 0; start + stride <= size; start += stride) {
      let at = start
      let hasLineEnd = false
      while (!hasLineEnd && at < start + stride) {
        const read = bytes.subarray(0, readSync(file, bytes, 0, piece, at))
        if (read.length === 0) return false
        hasLineEnd = read.includes(10) || read.includes(13)
        at += read.length
      }
      if (!hasLineEnd) return true
    }
    return false
  } finally {
    closeSync(file)
  }
}
