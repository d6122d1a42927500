import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NumberIndex } from '../../../src/ledger/text/number-index.js'

const anyNumber = fc.oneof(
  fc.nat({ max: 200 }),
  fc.nat({ max: 999_999_999 }),
  fc.constantFrom(0, 63, 64, 262_143, 262_144),
)

describe('an index of numbers', () => {
  test('finds the row of each number that it took, and −1 for every other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyNumber, { maxLength: 200 }), fc.array(anyNumber), (numbers, others) => {
        const index = new NumberIndex()
        const rows = new Map<number, number>()
        for (const number of numbers) {
          expect(index.find(number)).toBe(-1)
          expect(index.add(number, rows.size)).toBe(true)
          rows.set(number, rows.size)
        }
        for (const number of [...numbers, ...others]) expect(index.find(number)).toBe(rows.get(number) ?? -1)
      }),
    )
  })

  test('takes a hundred thousand running numbers, and the largest of nine digits', () => {
    const index = new NumberIndex()
    for (let row = 0; row < 100_000; row++) expect(index.add(999_900_000 + row, row)).toBe(true)
    for (let row = 0; row < 100_000; row++) expect(index.find(999_900_000 + row)).toBe(row)
  })

  test('refuses numbers that lie far apart, so that it never grows to many times their size', () => {
    const index = new NumberIndex()
    const taken = new Map<number, number>()
    let refused = 0
    for (let row = 0; row < 100_000; row++) {
      const number = row * 9_999
      if (index.add(number, row)) taken.set(number, row)
      else refused++
    }
    expect(refused).toBeGreaterThan(90_000)
    for (let row = 0; row < 100_000; row++) expect(index.find(row * 9_999)).toBe(taken.get(row * 9_999) ?? -1)
  })

  test('that refused a number still takes those near the ones it has', () => {
    const index = new NumberIndex()
    for (let row = 0; row < 10_000; row++) index.add(row * 9_999, row)
    expect(index.add(500_000_000, 1)).toBe(false)
    expect(index.add(1, 10_000)).toBe(true)
    expect(index.find(1)).toBe(10_000)
  })
})
