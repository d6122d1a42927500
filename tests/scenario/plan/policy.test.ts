import { describe, expect, it } from 'vitest'
import { discountReturn, placed } from '../../../src/scenario/plan/policy.js'

describe('what taking a discount yields a year', () => {
  const yieldOf = (percent: number, days: number, net: number) => discountReturn({ net, discount: { percent, days } })

  // The textbooks' figures: discount ÷ (100 − discount) × 365 ÷ the days that paying later would have gained.
  it.each([
    ['2/10 net 30', 2, 10, 30, 0.3724],
    ['1/10 net 30', 1, 10, 30, 0.1843],
    ['2/10 net 60', 2, 10, 60, 0.149],
    ['3/15 net 45', 3, 15, 45, 0.3763],
  ])('of %s is the textbooks’', (_, percent, days, net, expected) => {
    expect(yieldOf(percent, days, net)).toBeCloseTo(expected, 4)
  })

  it('is nothing without a discount, or with one of nothing', () => {
    expect([discountReturn({ net: 30 }), yieldOf(0, 10, 30)]).toEqual([0, 0])
  })

  it('takes the least time gained for a day', () => {
    expect(yieldOf(2, 30, 30)).toBeCloseTo((2 / 98) * 365, 12)
    expect(yieldOf(2, 40, 30)).toBeCloseTo((2 / 98) * 365, 12)
  })
})

describe('a response', () => {
  it('that is a number has no place: it is the same whoever states it', () => {
    expect(placed(0.5, ['levers', 'terms', 1])).toEqual({ response: 0.5, place: '' })
  })

  it('that is a distribution has the place where it stands', () => {
    const response = { uniform: [0, 1] as [number, number] }
    expect(placed(response, ['levers', 'terms', 1])).toEqual({ response, place: 'levers.terms.1' })
  })
})
