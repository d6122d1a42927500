import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HashIndex } from '../../../src/ledger/text/hash-index.js'
import { hashOf, PackedTexts } from '../../../src/ledger/text/packed-texts.js'
import { texts } from '../plain-data.js'

const wellFormed = fc.string({ unit: 'grapheme' })

describe('packed texts', () => {
  test('are an array of texts: in order, repeated ones and empty ones too', () => {
    fc.assert(
      fc.property(fc.array(wellFormed), fc.nat({ max: 3 }), fc.boolean(), (list, expected, trims) => {
        const packed = new PackedTexts(expected)
        for (const [row, text] of list.entries()) {
          const bytes = Buffer.from(`<${text}>`)
          expect(packed.append(bytes, 1, bytes.length - 1)).toBe(row)
        }
        if (trims) packed.trim()
        expect(texts(packed)).toEqual(list)
        expect([packed.at(-1), packed.at(list.length)]).toEqual([undefined, undefined])
      }),
    )
  })

  test('equal just those bytes that they are', () => {
    fc.assert(
      fc.property(wellFormed, wellFormed, (one, other) => {
        const packed = new PackedTexts(0)
        const bytes = Buffer.from(one)
        packed.append(Buffer.from('before'), 0, 6)
        packed.append(bytes, 0, bytes.length)
        const asked = Buffer.from(`.${other}.`)
        expect(packed.equals(1, asked, 1, asked.length - 1)).toBe(one === other)
        expect(packed.equals(1, bytes, 0, bytes.length)).toBe(true)
        expect(packed.hash(1)).toBe(hashOf(bytes, 0, bytes.length))
      }),
    )
  })

  test('go on growing after they were trimmed', () => {
    const packed = new PackedTexts(100)
    packed.append(Buffer.from('one'), 0, 3)
    packed.trim()
    packed.append(Buffer.from('two'), 0, 3)
    expect(texts(packed)).toEqual(['one', 'two'])
  })
})

test('an index of hashes finds every text, also those that share a hash', () => {
  // Of 200,000 texts some share a hash of 32 bits; that these do is checked below.
  const packed = new PackedTexts(0)
  const index = new HashIndex(packed)
  const bytesOf = (row: number) =>
    Buffer.from(`x${Math.imul(row ^ 0x5bd1e995, 0x85ebca6b) >>> 0}${Math.imul(row, 0xc2b2ae35) >>> 0}`)
  const count = 200_000
  for (let row = 0; row < count; row++) {
    const bytes = bytesOf(row)
    expect(index.find(bytes, 0, bytes.length)).toBe(-1)
    index.add(packed.append(bytes, 0, bytes.length))
  }
  const hashes = new Set(Array.from({ length: count }, (_, row) => packed.hash(row)))
  expect(hashes.size).toBeLessThan(count)
  for (let row = 0; row < count; row++) {
    const bytes = bytesOf(row)
    expect(index.find(bytes, 0, bytes.length)).toBe(row)
  }
})

test('hashes tell apart identifiers that differ in a letter at either end, as well as chance does', () => {
  const stem = 'A'.repeat(40)
  const count = 100_000
  const bytes = Array.from({ length: count }, (_, index) =>
    Buffer.from(index % 2 === 0 ? `${index}${stem}` : `${stem}${index}`),
  )
  /** How many texts share a hash, and how many stand at the same place of an index of this size at most. */
  const crowding = (hash: (text: Buffer) => number) => {
    const hashes = bytes.map(hash)
    const places = new Uint32Array(2 ** 18)
    for (const value of hashes) places[value & (places.length - 1)]!++
    return { shared: count - new Set(hashes).size, most: places.reduce((most, here) => Math.max(most, here), 0) }
  }
  // By chance 1.2 share a hash, and a place has 0.38 texts: more than 12 of the one or of the other in any place comes
  // about once in 10^9 (Poisson, with Bonferroni's bound over the places).
  const { shared, most } = crowding((text) => hashOf(text, 0, text.length))
  expect(shared).toBeLessThanOrEqual(12)
  expect(most).toBeLessThanOrEqual(12)
  // A hash that does not look at the end of a text does not pass.
  expect(crowding((text) => hashOf(text, 0, 40)).shared).toBeGreaterThan(12)
})
