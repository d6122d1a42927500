import { createReadStream } from 'node:fs'
import { InputError } from '../../../document/input-error.js'

/** The text of one value of a JSON file, and the line on which it begins. */
export interface JsonPiece {
  readonly bytes: Buffer
  readonly line: number
}

/** The longest value that is read; a row is far shorter, so more than this is a file of another kind. */
const longestPiece = 64 * 2 ** 20

/** The lines of a file that are not blank. */
export async function* jsonLines(name: string, path: string): AsyncGenerator<JsonPiece> {
  let line = 1
  let rest: Buffer[] = []
  let restLength = 0
  for await (const chunk of blocks(path)) {
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const last = chunk.subarray(start, end)
      const bytes = rest.length === 0 ? last : Buffer.concat([...rest, last])
      rest = []
      restLength = 0
      if (!isBlank(bytes)) yield { bytes, line }
      line++
      start = end + 1
    }
    if (start < chunk.length) {
      rest.push(chunk.subarray(start))
      restLength += chunk.length - start
      if (restLength > longestPiece) throw tooLong(name, line)
    }
  }
  const bytes = Buffer.concat(rest)
  if (!isBlank(bytes)) yield { bytes, line }
}

/** The elements of a JSON array, or of objects that follow each other, however they are spread over lines. */
export async function* jsonElements(name: string, path: string): AsyncGenerator<JsonPiece> {
  let line = 1
  let depth = 0
  let base = 0
  let isOver = false
  let inString = false
  let escaped = false
  // The element that is being read.
  let parts: Buffer[] = []
  let length = 0
  let startLine = 0
  for await (const chunk of blocks(path)) {
    let start = startLine > 0 ? 0 : -1
    const finish = (end: number): JsonPiece => {
      const piece = { bytes: Buffer.concat([...parts, chunk.subarray(start, end)]), line: startLine }
      parts = []
      length = 0
      start = -1
      startLine = 0
      return piece
    }
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index]!
      if (byte === newline) line++
      if (inString) {
        if (escaped) escaped = false
        else if (byte === backslash) escaped = true
        else if (byte === quote) inString = false
        continue
      }
      if (isSpace(byte)) continue
      if (isOver) throw new InputError(`${name}, line ${line}: there is text after the end of the JSON array.`)
      const isSeparator = byte === comma || byte === closeBracket
      if (startLine > 0 && depth === base && isSeparator) yield finish(index)
      if (startLine === 0) {
        if (byte === openBracket && base === 0 && depth === 0) {
          base = 1
          depth = 1
          continue
        }
        if (byte === closeBracket && depth === 1 && base === 1) {
          isOver = true
          continue
        }
        if (byte === comma) continue
        start = index
        startLine = line
      }
      if (byte === quote) inString = true
      else if (byte === openBrace || byte === openBracket) depth++
      else if (byte === closeBrace || byte === closeBracket) {
        depth--
        if (depth < base) throw new InputError(`${name}, line ${line}: a bracket closes here that was never opened.`)
        if (depth === base) yield finish(index + 1)
      }
    }
    if (start >= 0) {
      parts.push(chunk.subarray(start))
      length += chunk.length - start
      if (length > longestPiece) throw tooLong(name, startLine)
    }
  }
  if (startLine > 0 || (base === 1 && !isOver)) {
    throw new InputError(
      `${name}, line ${startLine || line}: the JSON that begins ${startLine > 0 ? 'here' : 'the file'} does not end; the file is cut off or a bracket is missing.`,
    )
  }
}

async function* blocks(path: string): AsyncGenerator<Buffer> {
  let isFirst = true
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const isMarked = isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf
    isFirst = false
    yield isMarked ? chunk.subarray(3) : chunk
  }
}

function tooLong(name: string, line: number): InputError {
  return new InputError(
    `${name}, line ${line}: the JSON value that begins here is longer than 64 MB; a row is one object.`,
  )
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every(isSpace)
}

function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13)
}

const newline = 10
const quote = 34
const comma = 44
const openBracket = 91
const backslash = 92
const closeBracket = 93
const openBrace = 123
const closeBrace = 125
