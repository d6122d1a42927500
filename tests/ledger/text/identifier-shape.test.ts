import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IdentifierShape, inlineBytes } from '../../../src/ledger/text/identifier-shape.js'

/** A text as DuckDB keeps a short one: 12 bytes, zero behind its end. */
function wordsOf(text: Uint8Array): Int32Array {
  const memory = new Uint8Array(inlineBytes)
  memory.set(text)
  return new Int32Array(memory.buffer)
}

/** The plain way: compare the beginning, and read the digits one by one. */
function plainNumber(text: Uint8Array, beginning: Uint8Array, digits: number): number {
  const isAlike = text.length === beginning.length + digits && beginning.every((byte, index) => text[index] === byte)
  const end = Buffer.from(text.subarray(beginning.length)).toString('latin1')
  return isAlike && /^[0-9]+$/.test(end) ? Number(end) : -1
}

const drawn = fc
  .record({ length: fc.integer({ min: 1, max: inlineBytes }), digits: fc.integer({ min: 1, max: 9 }) })
  .filter(({ length, digits }) => digits <= length)
  .chain(({ length, digits }) =>
    fc.record({
      beginning: fc.uint8Array({ minLength: length - digits, maxLength: length - digits }),
      number: fc.nat({ max: 10 ** digits - 1 }),
      digits: fc.constant(digits),
      changed: fc.option(
        fc.record({
          at: fc.nat({ max: inlineBytes - 1 }),
          to: fc.oneof(fc.nat({ max: 255 }), fc.integer({ min: 0x2f, max: 0x3a })),
        }),
      ),
    }),
  )

describe('the shape of an identifier', () => {
  test('tells its number as reading it byte by byte does, also where any one byte is another', () => {
    let [numbers, others] = [0, 0]
    fc.assert(
      fc.property(drawn, ({ beginning, number, digits, changed }) => {
        const text = Uint8Array.from([...beginning, ...Buffer.from(String(number).padStart(digits, '0'))])
        if (changed && changed.at < text.length) text[changed.at] = changed.to
        const expected = plainNumber(text, beginning, digits)
        const shape = new IdentifierShape(beginning, digits)
        expect(shape.length).toBe(text.length)
        expect(shape.numberOf(wordsOf(text), 0)).toBe(expected)
        if (expected < 0) others++
        else numbers++
      }),
      { numRuns: 3000 },
    )
    expect(Math.min(numbers, others)).toBeGreaterThan(300)
  })

  test('does not take memory behind the end for a part of it', () => {
    const shape = new IdentifierShape(Buffer.from('I'), 4)
    expect(shape.numberOf(wordsOf(Buffer.from('I0042')), 0)).toBe(42)
    expect(shape.numberOf(wordsOf(Buffer.from('I00421')), 0)).toBe(-1)
  })
})
