import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate } from '../../src/money/allocate.js'
import { type Cents, cents } from '../../src/money/cents.js'

/** Enough digits for 2^53 cents times the smallest and largest weights that the properties draw. */
const Exact = Decimal.clone({ precision: 1500, toExpNeg: -1e6, toExpPos: 1e6 })

const amounts = fc
  .oneof(fc.integer({ min: -1000, max: 1000 }), fc.maxSafeInteger())
  .map((minorUnits): Cents => cents(minorUnits))

const weight = fc.oneof(
  fc.nat({ max: 20 }),
  fc.maxSafeNat(),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 1, 0.1, 0.25, 1 / 3, 1e-9, 1e15),
)
const weights = fc
  .array(weight, { minLength: 1, maxLength: 30 })
  .filter((list) => list.some((value) => value > 0))
  .map((list) => list.map((value) => (value < 1e-200 ? 0 : value)))
  .filter((list) => list.some((value) => value > 0))

/** The exact shares, by decimal.js. */
function shares(amount: number, list: readonly number[]): Decimal[] {
  const sum = list.reduce((total, value) => total.plus(value), new Exact(0))
  return list.map((value) => new Exact(amount).times(value).dividedBy(sum))
}

describe('examples', () => {
  test.each([
    ['a hundred in three', 10_000, [1, 1, 1], [3334, 3333, 3333]],
    ['a loss is split like a gain', -10_000, [1, 1, 1], [-3334, -3333, -3333]],
    ['one cent over many', 1, [1, 1, 1], [1, 0, 0]],
    ['a payment over invoices by what is open', 50_000, [30_000, 20_000, 50_000], [15_000, 10_000, 25_000]],
    ['the largest remainder comes first', 100, [1, 2, 3], [17, 33, 50]],
    ['a weight of nothing gets nothing', 101, [0, 1, 1, 0], [0, 51, 50, 0]],
    ['shares as fractions', 1001, [0.25, 0.75], [250, 751]],
    ['nothing is nothing, without a sign', 0, [3, 4], [0, 0]],
    ['the largest amount that is held exactly', Number.MAX_SAFE_INTEGER, [1, 1], [4503599627370496, 4503599627370495]],
  ])('%s', (_, amount, list, parts) => {
    const allocated = allocate(cents(amount), list)
    expect(allocated).toEqual(parts)
    expect(allocated.some((part) => Object.is(part, -0))).toBe(false)
  })

  test('weights a hair apart are told apart, which a product in floats would not do', () => {
    expect(allocate(cents(1), [2 ** 53 - 2, 2 ** 53 - 1])).toEqual([0, 1])
    expect(allocate(cents(1), [0.1, 0.1 + 2 ** -56])).toEqual([0, 1])
  })
})

describe('against decimal.js', () => {
  test('parts add up to the amount exactly and each is within a minor unit of its share', () => {
    fc.assert(
      fc.property(amounts, weights, (amount, list) => {
        const parts = allocate(amount, list)
        expect(parts.reduce((total, part) => total.plus(part), new Exact(0)).equals(amount)).toBe(true)
        shares(amount, list).forEach((share, index) => {
          expect(share.minus(parts[index]!).abs().lessThan(1)).toBe(true)
        })
      }),
      { numRuns: 500, seed: 3 },
    )
  })

  test('parts are those of the largest remainders, by their definition', () => {
    fc.assert(
      fc.property(amounts, weights, (amount, list) => {
        const exact = shares(Math.abs(amount), list)
        const parts = exact.map((share) => share.floor().toNumber())
        let left = new Exact(Math.abs(amount))
          .minus(parts.reduce((total, part) => total.plus(part), new Exact(0)))
          .toNumber()
        const order = exact
          .map((_, index) => index)
          .sort((a, b) => {
            // Shares of unlike periods are cut at 1500 digits: remainders that near are equal.
            const difference = exact[b]!.minus(exact[b]!.floor()).minus(exact[a]!.minus(exact[a]!.floor()))
            return difference.abs().lessThan('1e-1000') ? a - b : difference.isPositive() ? 1 : -1
          })
        for (const index of order) if (left-- > 0) parts[index]!++
        expect(allocate(amount, list)).toEqual(parts.map((part) => (amount < 0 ? -part + 0 : part)))
      }),
      { numRuns: 500, seed: 4 },
    )
  })
})

test('a tie is decided by the order of the weights, and by nothing else', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1000 }), fc.integer({ min: 1, max: 40 }), (amount, count) => {
      const parts = allocate(cents(amount), Array<number>(count).fill(7))
      expect(parts).toEqual([...parts].sort((a, b) => b - a))
    }),
    { numRuns: 300, seed: 5 },
  )
})

test('twice the weights are the same proportions', () => {
  fc.assert(
    fc.property(amounts, weights, fc.integer({ min: -40, max: 40 }), (amount, list, power) => {
      const scaled = list.map((value) => value * 2 ** power)
      fc.pre(scaled.every((value, index) => value / 2 ** power === list[index]))
      expect(allocate(amount, scaled)).toEqual(allocate(amount, list))
    }),
    { numRuns: 300, seed: 6 },
  )
})

describe('what cannot be split is refused', () => {
  test.each([
    ['no weights', [], 'allocate needs at least one weight'],
    ['a negative weight', [1, -1], 'allocate needs weights that are finite and not negative, got -1'],
    ['a weight that is no number', [Number.NaN], 'allocate needs weights that are finite and not negative, got NaN'],
    ['a weight without end', [Infinity], 'allocate needs weights that are finite and not negative, got Infinity'],
    ['weights that are all 0', [0, 0], 'allocate needs a weight above 0'],
  ])('%s', (_, list, message) => {
    expect(() => allocate(cents(100), list)).toThrow(new RangeError(message))
  })

  test('an amount that is no whole number of minor units', () => {
    expect(() => allocate(0.5 as Cents, [1])).toThrow(RangeError)
  })
})
