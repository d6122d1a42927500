import { isUtf8 } from 'node:buffer'
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { InputError } from '../../../document/input-error.js'

/** How a text file's bytes are to be read: as they are, or decoded from another encoding first. */
export type TextEncoding = 'utf-8' | { readonly decodedFrom: string; readonly isGuess?: true }

const aliases: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  'latin-1': 'windows-1252',
  ansi: 'windows-1252',
  ascii: 'windows-1252',
  'utf-16': 'utf-16le',
  utf16: 'utf-16le',
}

/**
 * The encoding of a text, from its first bytes and from what a mapping says. UTF-16 is known by its mark or its zeros.
 * Latin-1 has no mark; it is taken for proven only where the bytes could hardly be anything else (see `provesLatin1`).
 * Otherwise the text is UTF-8, and rows that are not come out as rejects. A declaration that the bytes contradict is an
 * InputError, for nothing may be decoded wrongly in silence.
 */
export function textEncoding(name: string, head: Uint8Array, isWhole: boolean, declared?: string): TextEncoding {
  const marked = byteOrderMark(head)
  if (marked === 'utf-32') {
    throw new InputError(`${name}: the file is UTF-32, which is not read; save it as UTF-8.`)
  }
  if (declared === undefined) {
    if (marked !== undefined) return encoding(marked)
    const utf16 = unmarkedUtf16(head)
    if (utf16 !== undefined) return { decodedFrom: utf16 }
    return provesLatin1(head, isWhole) ? { decodedFrom: 'windows-1252', isGuess: true } : 'utf-8'
  }
  const asked = canonicalName(name, declared)
  if (marked !== undefined && marked !== asked && !(asked === 'utf-16le' && marked === 'utf-16be')) {
    throw new InputError(
      `${name}: the mapping says encoding: ${declared}, but the file begins with the mark of ${marked.toUpperCase()}; leave encoding out.`,
    )
  }
  if (marked !== undefined) return encoding(marked)
  const hasHighBytes = head.some((byte) => byte >= 0x80)
  if (asked !== 'utf-8' && !asked.startsWith('utf-16') && hasHighBytes && isUtf8(wholeCharacters(head, isWhole))) {
    throw new InputError(
      `${name}: the mapping says encoding: ${declared}, but the file is UTF-8; leave encoding out, or say utf-8.`,
    )
  }
  return encoding(asked)
}

function encoding(canonical: string): TextEncoding {
  return canonical === 'utf-8' ? 'utf-8' : { decodedFrom: canonical }
}

function canonicalName(file: string, declared: string): string {
  const label = declared.trim().toLowerCase()
  try {
    return new TextDecoder(aliases[label] ?? label).encoding
  } catch {
    throw new InputError(
      `${file}: the encoding "${declared}" is not known; say utf-8, latin-1, utf-16le, utf-16be, or a name like windows-1250 or shift_jis.`,
    )
  }
}

function byteOrderMark(head: Uint8Array): string | undefined {
  const [first, second, third, fourth] = head
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? 'utf-32' : 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0 && second === 0 && third === 0xfe && fourth === 0xff ? 'utf-32' : undefined
}

/** UTF-16 without a mark: a table is mostly ASCII, so every other byte is mostly zero, and the rest never is. */
function unmarkedUtf16(head: Uint8Array): string | undefined {
  const pairs = Math.min(head.length >> 1, 32_768)
  if (pairs < 4) return undefined
  let even = 0
  let odd = 0
  for (let pair = 0; pair < pairs; pair++) {
    if (head[2 * pair] === 0) even++
    if (head[2 * pair + 1] === 0) odd++
  }
  if (odd > 0.6 * pairs && even < 0.02 * pairs) return 'utf-16le'
  return even > 0.6 * pairs && odd < 0.02 * pairs ? 'utf-16be' : undefined
}

/** The bytes without a last character that the end of the block cut off. */
export function wholeCharacters(head: Uint8Array, isWhole: boolean): Uint8Array {
  if (isWhole) return head
  let end = head.length
  while (end > 0 && end > head.length - 4 && (head[end - 1]! & 0xc0) === 0x80) end--
  return head.subarray(0, end > 0 && head[end - 1]! >= 0xc0 ? end - 1 : end)
}

/** Accented letters of Western Europe as Latin-1 (and Windows-1252) has them. */
const westernLetters = new Set(Buffer.from('ÀÁÂÃÄÅÆÇÈÉÊËÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëíîïñòóôõöøùúûü', 'latin1'))

/**
 * Whether bytes that are not UTF-8 can only be Latin-1. A single broken row of a UTF-8 file does not prove it, nor would
 * Czech, Polish, Turkish, Greek or Russian text, which other encodings write with the same bytes. So: not one character
 * of UTF-8 beyond ASCII; such bytes on two lines at least; each of them a letter of Western Europe beside an ASCII
 * letter; and never more than two together. Names in the encodings of other languages soon break one of these rules.
 */
function provesLatin1(head: Uint8Array, isWhole: boolean): boolean {
  if (isUtf8(wholeCharacters(head, isWhole))) return false
  let lines = 0
  let lastHighLine = -1
  let line = 0
  let run = 0
  for (let index = 0; index < head.length; index++) {
    const byte = head[index]!
    if (byte < 0x80) {
      run = 0
      if (byte === 10 || byte === 13) line++
      continue
    }
    // What follows the first byte of a UTF-8 character is never a letter of Latin-1, so this refuses such characters too.
    if (!westernLetters.has(byte) || ++run > 2) return false
    const [before, after] = [head[index - 1] ?? 0, head[index + 1] ?? 0]
    if (!isLetter(before) && !isLetter(after)) return false
    if (line !== lastHighLine) {
      lines++
      lastHighLine = line
    }
  }
  return lines >= 2
}

function isLetter(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
}

/** Windows-1252 where it differs from Latin-1; Node's own decoder has confused the two in some versions. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Decodes bytes that come in pieces; `decode()` without a piece ends the text. Throws where bytes are no text. */
function textDecoder(encodingName: string): { decode(bytes?: Uint8Array): string } {
  if (encodingName !== 'windows-1252') {
    const decoder = new TextDecoder(encodingName, { fatal: true })
    return { decode: (bytes) => (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()) }
  }
  return {
    decode: (bytes) =>
      Buffer.from(bytes ?? [])
        .toString('latin1')
        .replace(/[\u0080-\u009f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80]!),
  }
}

/**
 * Writes a text file anew as UTF-8, line for line. An InputError says if its bytes are no text of that encoding, or if a
 * guess at the encoding from the first bytes turns out wrong further down.
 */
export async function transcode(
  name: string,
  from: string,
  to: string,
  { decodedFrom, isGuess }: { readonly decodedFrom: string; readonly isGuess?: true },
): Promise<void> {
  const decoder = textDecoder(decodedFrom)
  const decode = function* (bytes?: Uint8Array): Iterable<Buffer> {
    let text: string
    try {
      text = decoder.decode(bytes)
    } catch {
      throw new InputError(
        `${name}: the file is not sound ${decodedFrom.toUpperCase()} text; save it as UTF-8, or name its encoding in a mapping.`,
      )
    }
    if (isGuess && utf8AsLatin1.test(text)) {
      throw new InputError(
        `${name}: some rows of the file are Latin-1 and others UTF-8; save it as UTF-8, or say its encoding in a mapping.`,
      )
    }
    if (text !== '') yield Buffer.from(text)
  }
  await pipeline(
    createReadStream(from, { highWaterMark: 1 << 20 }),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) yield* decode(chunk)
      yield* decode()
    },
    createWriteStream(to, { mode: 0o600 }),
  )
}

/** What an accented letter of UTF-8 looks like when it is read as Windows-1252. */
const utf8AsLatin1 = /[\u00c2\u00c3](?:[\u00a0-\u00bf]|[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ])/
