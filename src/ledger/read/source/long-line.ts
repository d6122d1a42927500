import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const pieceBytes = 2 ** 16

/**
 * Whether a file may have a line of `longest` bytes or more: one that crosses from one of DuckDB's buffers into the next
 * it passes over without recording that it did. Such a line covers a whole stretch of half that length, so of each
 * stretch only what is before its first line end is read, which is next to nothing.
 */
export function mayHaveLongLine(path: string, longest: number): boolean {
  const stretch = Math.floor(longest / 2)
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const bytes = Buffer.alloc(Math.min(pieceBytes, stretch))
    for (let start = 0; start + stretch <= size; start += stretch) {
      if (!hasLineEnd(file, bytes, start, start + stretch)) return true
    }
    return false
  } finally {
    closeSync(file)
  }
}

/** Whether a line ends within bytes `start` to `end` − 1 of a file. */
function hasLineEnd(file: number, bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; ) {
    const read = bytes.subarray(0, readSync(file, bytes, 0, Math.min(bytes.length, end - at), at))
    // The file has become shorter meanwhile, which is not for this function to say.
    if (read.length === 0) return true
    if (read.includes(10) || read.includes(13)) return true
    at += read.length
  }
  return false
}
