import { Decimal } from 'decimal.js'
import { describe, expect, it } from 'vitest'
import { accumulatedHazard, exponential, logarithm } from '../../../src/engine/random/elementary.js'
import { RandomStream } from '../../../src/engine/random/random-stream.js'
import { withBasicOperationsAlone } from './basic-operations.js'
import { bitsOf, neighbour } from './float-bits.js'

/** Many numbers between two others, the same in every run. */
function* between(least: number, greatest: number, count: number): Generator<number> {
  const stream = new RandomStream().setState(1, 2, 3)
  for (let draw = 0; draw < count; draw++) yield least + (greatest - least) * stream.nextUniform()
}

/** The greatest of many errors; not a number if one of them is none. */
function greatest(values: Iterable<number>, errorOf: (value: number) => number): number {
  let most = 0
  for (const value of values) most = Math.max(most, errorOf(value))
  return most
}

const Exact = Decimal.clone({ precision: 40 })

describe('logarithm', () => {
  // Measured over 20 million numbers: 4.7e-16 against Math.log, 4.4e-16 against 40 digits; the greatest where ln is about 1.
  const bound = 6e-16
  const errorOf = (value: number, right: number) => Math.abs(logarithm(value) - right) / Math.max(1, Math.abs(right))

  it('is that of Math.log to 6e-16 × max(1, |ln|), over all magnitudes', () => {
    const all = greatest(between(-1022, 1024, 300_000), (power) => errorOf(2 ** power, Math.log(2 ** power)))
    expect(all).toBeLessThan(bound)
    expect(greatest(between(0.25, 4, 300_000), (value) => errorOf(value, Math.log(value)))).toBeLessThan(bound)
  })

  it('is that of 40 digits, from the least normal number to the greatest', () => {
    const right = (value: number) => Exact.ln(value).toNumber()
    for (const power of between(-1022, 1024, 1000)) expect(errorOf(2 ** power, right(2 ** power))).toBeLessThan(bound)
    for (const value of between(0.5, 2, 1000)) expect(errorOf(value, right(value))).toBeLessThan(bound)
    for (const value of [2 ** -1022, Number.MAX_VALUE]) expect(errorOf(value, right(value))).toBeLessThan(bound)
  })

  it('has that bound in every one of its cells, at both ends and in the middle', () => {
    for (let cell = 0; cell < 256; cell++) {
      for (const place of [0, 1e-15, 0.5, 1 - 1e-13]) {
        for (const scale of [2 ** -33, 0.5, 1, 2 ** 40]) {
          const value = scale * (1 + (cell + place) / 256)
          expect(errorOf(value, Math.log(value))).toBeLessThan(bound)
        }
      }
    }
  })

  it('of 1 is 0 to that bound, and of 0 and of denormal numbers −∞', () => {
    expect(Math.abs(logarithm(1))).toBeLessThan(bound)
    expect([0, Number.MIN_VALUE, 2 ** -1023].map(logarithm)).toEqual(new Array(3).fill(Number.NEGATIVE_INFINITY))
    expect(Number.isFinite(logarithm(2 ** -1022))).toBe(true)
  })

  it('never falls in steps of 1 part in 2^41, across the seams of its cells and of the powers of two', () => {
    // From one number to the very next it may, by its rounding: 291 times in a million next to the seams.
    for (const power of [-1000, -33, -32, -2, -1, 0, 1, 5, 40, 1000]) {
      for (let cell = 0; cell < 256; cell++) {
        const seam = 2 ** power * (1 + cell / 256)
        let before = Number.NEGATIVE_INFINITY
        for (let step = -20; step <= 20; step++) {
          const value = logarithm(seam * (1 + step * 2 ** -41))
          expect(value).toBeGreaterThanOrEqual(before)
          before = value
        }
      }
    }
  })
})

describe('exponential', () => {
  // Measured over 30 million numbers: (1 + |x|) × 3.6e-16 near 0 and 1.5e-16 × |x| far from it. The error grows with |x| as
  // the rounding of ln 2 ÷ 256 does, which is taken so many times.
  const boundAt = (value: number) => 5e-16 * (1 + Math.abs(value))

  it('is that of Math.exp to 5e-16 × (1 + |x|), relatively', () => {
    for (const [least, most] of [
      [-707, 709],
      [-25, 25],
      [-1, 1],
      [-1e-6, 1e-6],
    ] as const) {
      const error = (value: number) => Math.abs(exponential(value) / Math.exp(value) - 1) / boundAt(value)
      expect(greatest(between(least, most, 200_000), error)).toBeLessThan(1)
    }
  })

  it('is that of 40 digits', () => {
    for (const value of between(-700, 709, 1000)) {
      const error = new Exact(exponential(value)).div(Exact.exp(value)).minus(1).abs().toNumber()
      expect(error).toBeLessThan(boundAt(value))
    }
  })

  it('is exact at 0, and stays what it is beyond −707 and 709', () => {
    expect([exponential(0), exponential(-0)]).toEqual([1, 1])
    for (const value of [709.0001, 710, 1e300, Number.POSITIVE_INFINITY])
      expect(exponential(value)).toBe(exponential(709))
    for (const value of [-707.0001, -746, -1e300, Number.NEGATIVE_INFINITY]) {
      expect(exponential(value)).toBe(exponential(-707))
    }
    expect(exponential(709)).toBeLessThan(Number.POSITIVE_INFINITY)
    expect(exponential(-707)).toBeGreaterThan(0)
  })

  it('never falls, from one number to the very next across the seams of its cells', () => {
    for (let step = -180_000; step <= 180_000; step += 179) {
      const seam = ((step + 0.5) * Math.LN2) / 256
      let before = 0
      for (let after = -10; after <= 10; after++) {
        const value = exponential(neighbour(seam, Math.sign(seam) * after))
        expect(value).toBeGreaterThanOrEqual(before)
        before = value
      }
    }
  })

  it('undoes the logarithm', () => {
    const error = (power: number) => Math.abs(exponential(logarithm(2 ** power)) / 2 ** power - 1)
    // The logarithm's absolute error is the exponential's relative one.
    expect(greatest(between(-60, 60, 100_000), error)).toBeLessThan(60 * Math.LN2 * 1.1e-15)
  })
})

describe('accumulatedHazard', () => {
  const errorOf = (daily: number) => Math.abs(accumulatedHazard(daily) + Math.log1p(-daily))

  it('is −Math.log1p(−h) to 6e-16, relatively, for h up to 0.001', () => {
    // Measured over 20 million numbers: 4.5e-16.
    const error = (daily: number) => errorOf(daily) / -Math.log1p(-daily)
    expect(greatest(between(0, 0.001, 200_000), error)).toBeLessThan(6e-16)
    const tiny = (power: number) => error(10 ** power)
    expect(greatest(between(-300, -3, 200_000), tiny)).toBeLessThan(6e-16)
  })

  it('is that to 6e-16 × max(1, itself) above, which is 3e-13 of itself or less', () => {
    // Measured over 20 million numbers: 4.7e-16; and 2.5e-13 just above 0.001, where 1 − h has lost the last digits of h.
    const absolute = (daily: number) => errorOf(daily) / Math.max(1, -Math.log1p(-daily))
    const relative = (daily: number) => errorOf(daily) / -Math.log1p(-daily)
    for (const [least, most] of [
      [0.001, 1],
      [0.001, 0.0011],
      [1 - 1e-9, 1],
    ] as const) {
      const some = [...between(least, most, 200_000)]
      expect(greatest(some, absolute)).toBeLessThan(6e-16)
      expect(greatest(some, relative)).toBeLessThan(3e-13)
    }
  })

  it('of 0 is 0, of 1 is ∞, and of the greatest number below 1 is 53 ln 2', () => {
    expect([accumulatedHazard(0), accumulatedHazard(1)]).toEqual([0, Number.POSITIVE_INFINITY])
    expect(accumulatedHazard(1 - 2 ** -53)).toBeCloseTo(53 * Math.LN2, 13)
  })

  it('never falls on a fine grid, across the seam of its two formulas', () => {
    let before = 0
    for (let step = 1; step <= 100_000; step++) {
      const value = accumulatedHazard(step / 100_001)
      expect(value).toBeGreaterThan(before)
      before = value
    }
    before = accumulatedHazard(0.001 - 1001e-15)
    for (let step = -1000; step <= 1000; step++) {
      const value = accumulatedHazard(0.001 + step * 1e-15)
      expect(value).toBeGreaterThanOrEqual(before)
      before = value
    }
  })
})

describe('on every machine', () => {
  it('the same bits come out: no function is called whose last bit is left to the JavaScript engine', async () => {
    await withBasicOperationsAlone(
      () => import('../../../src/engine/random/elementary.js'),
      (own) => {
        expect(own.logarithm).not.toBe(logarithm)
        expect(inputs.map((value) => bitsOf(own.logarithm(value)))).toEqual(golden.logarithm)
        expect(inputs.map((value) => bitsOf(own.exponential(value)))).toEqual(golden.exponential)
        expect(shares.map((value) => bitsOf(own.accumulatedHazard(value)))).toEqual(golden.accumulatedHazard)
      },
    )
  })

  it('teeth: a function that calls one is caught', async () => {
    const use = withBasicOperationsAlone(
      async () => (value: number) => Math.log1p(value),
      (own) => own(0.5),
    )
    await expect(use).rejects.toThrow('Math.log1p')
  })
})

const inputs = [2 ** -33, 0.1, 0.5, 0.999999, 1, 1.5, Math.PI, 10, 123.456, 700]
const shares = [1e-9, 0.0005, 0.001, 0.0010001, 0.03, 0.5, 0.999]
// By the same formulas in Python 3.11: additions, multiplications and divisions in their order.
const golden = {
  logarithm: [
    'c036dfb516f20bbe',
    'c0026bb1bbb55515',
    'bfe62e42fefa39f0',
    'beb0c6f82d67ea00',
    'bc90100000000000',
    '3fd9f323ecbf984c',
    '3ff250d048e7a1bd',
    '40026bb1bbb55515',
    '401343774f3e2362',
    '401a344e6741ebab',
  ],
  exponential: [
    '3ff0000000080000',
    '3ff1aec7b35a00d3',
    '3ffa61298e1e069b',
    '4005bf091e3cef8b',
    '4005bf0a8b14576a',
    '4011ed3fe64fc541',
    '403724046eb09338',
    '40d5829dcf95055f',
    '4b11428e1cbc015a',
    '7f0d945df4f8eda8',
  ],
  accumulatedHazard: [
    '3e112e0be84bbb51',
    '3f40635a5955f868',
    '3f5064670d979b6f',
    '3f5064d288e648ca',
    '3f9f30b2d0091d8c',
    '3fe62e42fefa39f0',
    '401ba18a998fff9f',
  ],
}
