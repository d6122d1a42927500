import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TextDictionary } from '../../../src/ledger/text/text-dictionary.js'
import { texts } from '../plain-data.js'

/** Identifiers of every make, so that few draws already collide in their ends, their beginnings or their lengths. */
const anyText = fc.oneof(
  fc.nat({ max: 50 }).map(String),
  fc.nat().map(String),
  fc.nat({ max: 99_999 }).map((number) => String(number).padStart(10, '0')),
  fc
    .tuple(fc.constantFrom('', 'INV-', 'inv-', 'INV-0', 'R/', '-', 'Ä', '請求', '٣', '\u0000'), fc.nat({ max: 300 }))
    .map(([beginning, number]) => beginning + String(number)),
  fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String),
  fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 99 })).map(([length, number]) => '0'.repeat(length) + String(number)),
  fc
    .tuple(fc.integer({ min: 55, max: 70 }), fc.nat({ max: 9 }))
    .map(([length, end]) => 'x'.repeat(length) + String(end)),
  fc.string({ unit: 'grapheme' }),
  fc.string().map((text) => `${text}7`),
  fc.constantFrom('x'.repeat(70_000), `${'x'.repeat(70_000)}1`, ''),
)

/** The plain way to number texts: a Map from text to number. */
class PlainDictionary {
  readonly numbers = new Map<string, number>()

  add(text: string): number {
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    this.numbers.set(text, this.numbers.size)
    return this.numbers.size - 1
  }
}

/** As the reader adds a short text first: from the 16 bytes that DuckDB keeps it in. */
function addAlike(dictionary: TextDictionary, text: string): number {
  const bytes = new Uint8Array(16)
  bytes[0] = Buffer.byteLength(text)
  bytes.set(Buffer.from(text), 4)
  return dictionary.addAlike(new Int32Array(bytes.buffer), 0, bytes, 4)
}

function expectSame(drawn: readonly string[], asked: readonly string[], expected?: number): void {
  const dictionary = new TextDictionary(expected)
  const plain = new PlainDictionary()
  const all = Buffer.from(`ab${drawn.join('')}yz`)
  let at = 2
  for (const [index, text] of drawn.entries()) {
    const bytes = Buffer.byteLength(text)
    // One in two from the middle of a buffer, as the reader adds them.
    const alike = bytes <= 12 ? addAlike(dictionary, text) : -1
    const number = alike >= 0 ? alike : index % 2 === 0 ? dictionary.addText(text) : dictionary.add(all, at, at + bytes)
    expect(number, text).toBe(plain.add(text))
    at += bytes
  }
  for (const text of asked) expect(dictionary.find(text), text).toBe(plain.numbers.get(text) ?? -1)
  expect(texts(dictionary)).toEqual([...plain.numbers.keys()])
  expect(dictionary.at(dictionary.length)).toBeUndefined()
  expect(dictionary.at(-1)).toBeUndefined()
}

describe('a dictionary of texts numbers as a Map from text to number does', () => {
  test('whatever the texts are, and finds no text that was not added', () => {
    fc.assert(
      fc.property(
        fc.array(anyText, { maxLength: 60 }),
        fc.array(anyText, { maxLength: 20 }),
        fc.constantFrom(0, 1, 64),
        (drawn, others, expected) => expectSame([...drawn, ...drawn], [...others, ...drawn], expected),
      ),
      { numRuns: 400 },
    )
  })

  test('where leading zeros, signs and letters tell identifiers apart that are one number', () => {
    const all = ['7', '07', '007', '0000000007', '00000000007', '+7', '-7', '7 ', ' 7', '7.0', 'A7', 'a7', 'A07', '７']
    expectSame(all, ['0007', '', 'A', 'A007'])
  })

  test('where numbers are longer than nine digits and share their ends', () => {
    const ends = ['123456789', '023456789', '000000000']
    const all = ends.flatMap((end) => ['', '1', '2', '12', '4294967296', '9007199254740993'].map((head) => head + end))
    expectSame(all, ['3123456789', '22123456789'])
  })

  test('where there are more beginnings than have an index of their own', () => {
    const all = Array.from({ length: 2_000 }, (_, row) => `B${row % 700}-${row}`)
    expectSame(all, ['B0-1', 'B701-0', 'B1-1 '])
  })

  test('as it grows: fifty thousand running numbers, each asked for again', () => {
    const all = Array.from({ length: 50_000 }, (_, row) => `INV-${String(row).padStart(8, '0')}`)
    expectSame(all, [...all, 'INV-00050000', 'INV-0000000'], 1)
  })

  test('where numbers lie so far apart that their index refuses them', () => {
    const all: string[] = []
    for (let number = 1; all.length < 30_000; number = (number * 48_271) % 999_999_937) all.push(String(number))
    expectSame(all, [...all, '5', '999999999'])
  })

  test('for texts as long as a page and longer than any buffer is at first', () => {
    const long = 'ä'.repeat(100_000)
    expectSame([long, `${long}1`, `${long}2`, `1${long}`], [`${long}3`, long.slice(1)], 0)
  })
})

test('texts with a control character are known by their numbers; tabs and line ends are none', () => {
  const dictionary = new TextDictionary()
  const all = ['plain', 'nul\u0000', '\u001b[31m', 'tab\t', 'line\nend\r', 'del\u007f', '1\u00002']
  for (const text of [...all, ...all]) dictionary.addText(text)
  expect([...dictionary.withControlCharacters].map((number) => dictionary.at(number))).toEqual([
    'nul\u0000',
    '\u001b[31m',
    'del\u007f',
    '1\u00002',
  ])
})

test('once closed its texts are still there', () => {
  const dictionary = new TextDictionary(1000)
  for (const text of ['A1', 'A2', 'é']) dictionary.addText(text)
  dictionary.close()
  expect(texts(dictionary)).toEqual(['A1', 'A2', 'é'])
})
