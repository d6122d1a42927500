import { describe, expect, test } from 'vitest'
import { valueOfKnowing } from '../../src/decision/value-of-knowing.js'
import { RandomStream } from '../../src/engine/random/random-stream.js'

/** Gains of futures: what is known times `slope`, less a cost, and luck. */
function futures(count: number, slope: number, cost: number, luck: number, key: number) {
  const stream = new RandomStream().setKey(key, 7, 0, 0, 1)
  const known = new Float64Array(count)
  const gain = new Float64Array(count)
  for (let future = 0; future < count; future++) {
    known[future] = stream.nextNormal()
    gain[future] = slope * known[future]! - cost + luck * stream.nextNormal()
  }
  return { known, gain }
}

/** E max(0, sX − c) − max(0, −c) for a standard normal X: s·φ(c/s) − c·(1 − Φ(c/s)), of a positive cost c. */
const closedForm = (slope: number, cost: number) => {
  const z = cost / slope
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  // Abramowitz and Stegun 26.2.17, to 7.5 × 10^−8.
  const t = 1 / (1 + 0.2316419 * z)
  const tail =
    density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return slope * density - cost * tail
}

describe('the value of knowing', () => {
  // 4,000 futures: its standard error is about 0.02 at luck 1; groups of 200 lose 1 % of it. Four errors: a false alarm in 16,000.
  test('is that of the closed form for a normal unknown', () => {
    const { known, gain } = futures(4000, 2, 0.5, 1, 11)
    const { value, changes } = valueOfKnowing(gain, known)!
    expect(value).toBeGreaterThan(closedForm(2, 0.5) - 0.08)
    expect(value).toBeLessThan(closedForm(2, 0.5) + 0.08)
    // One would decide otherwise where 2X > 0.5: P(X > 0.25) = 0.40, less where groups cannot tell.
    expect(changes).toBeGreaterThan(0.3)
    expect(changes).toBeLessThan(0.45)
  })

  // Each of 60 unknowns beats all but one of its 60 shuffles by chance with a probability of 2/61: 2 are expected, 8 or more in 1 of 1,000.
  test('is nothing where the unknown has nothing to do with the gain, whatever the luck', () => {
    let told = 0
    for (let key = 0; key < 60; key++) {
      const { gain } = futures(400, 0, 0.1, 1, 100 + key)
      if (valueOfKnowing(gain, futures(400, 0, 0, 1, 900 + key).known)!.value > 0) told++
    }
    expect(told).toBeLessThan(8)
  })

  test('is nothing where one would decide alike whatever one knew', () => {
    const { known, gain } = futures(1000, 0.5, -10, 0.2, 5)
    expect(valueOfKnowing(gain, known)).toEqual({ value: 0, changes: 0 })
  })

  test('cannot be told of too few futures', () => {
    const { known, gain } = futures(99, 2, 0.5, 1, 3)
    expect(valueOfKnowing(gain, known)).toBeNull()
  })
})
