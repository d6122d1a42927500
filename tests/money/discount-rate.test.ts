import { describe, expect, test } from 'vitest'
import { discountRate } from '../../src/money/discount-rate.js'

const percent = (fraction: number) => (fraction * 100).toFixed(2)

describe('the yearly rate of a discount', () => {
  test('KPI.md "Numbers to reproduce": 2/10 net 30 as a yearly rate | 2 ÷ 98 × 365 ÷ 20; compounded | 37.24 %; 44.59 %', () => {
    const { simple, compounded } = discountRate(2, 30 - 10)
    expect([percent(simple), percent(compounded)]).toEqual(['37.24', '44.59'])
  })

  test.each<[string, number, number, string, string]>([
    // 1 ÷ 99 × 365 ÷ 20 = 18.434; (100/99)^18.25 − 1.
    ['1/10 net 30', 1, 20, '18.43', '20.13'],
    // 2 ÷ 98 × 365 ÷ 50 = 14.898; (100/98)^7.3 − 1.
    ['2/10 net 60', 2, 50, '14.90', '15.89'],
    // A year earlier, there is nothing to compound: 50 ÷ 50 = 100 % both.
    ['50 % a year earlier', 50, 365, '100.00', '100.00'],
    // Half a year twice: 2 × 25 ÷ 75 = 66.67 %; (4/3)² − 1 = 7/9.
    ['25 % for half a year', 25, 182.5, '66.67', '77.78'],
  ])('%s', (_, discount, days, simple, compounded) => {
    const rate = discountRate(discount, days)
    expect([percent(rate.simple), percent(rate.compounded)]).toEqual([simple, compounded])
  })

  test('is higher compounded within the year, and lower beyond it', () => {
    for (const days of [1, 20, 90, 364]) {
      const { simple, compounded } = discountRate(2, days)
      expect(compounded).toBeGreaterThan(simple)
    }
    const { simple, compounded } = discountRate(2, 730)
    expect(compounded).toBeLessThan(simple)
  })

  test.each([0, -2, 100, 101, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a discount of %d per cent',
    (discount) => {
      expect(() => discountRate(discount, 20)).toThrow(
        new RangeError(`a discount must lie between 0 and 100 %, got ${discount}`),
      )
    },
  )

  test.each([0, -20, Number.NaN])('refuses %d days', (days) => {
    expect(() => discountRate(2, days)).toThrow(
      new RangeError(`a discount needs days by which it is paid earlier, got ${days}`),
    )
  })
})
