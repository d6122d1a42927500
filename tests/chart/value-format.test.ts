import { describe, expect, test } from 'vitest'
import {
  formatChange,
  formatChangeRange,
  formatDistance,
  formatRange,
  formatValue,
  plotValue,
  type ValueUnit,
  valueFormat,
} from '../../src/chart/value-format.js'

const usd = { code: 'USD', decimals: 2 }
const format = (unit: ValueUnit, kpi = 'x', ...values: number[]) => valueFormat(kpi, unit, usd, values)

describe('a value', () => {
  test.each<[string, string, string]>([
    ['days', formatValue(47.149, format('days')), '47.1 days'],
    ['per cent', formatValue(90.15, format('percent')), '90.2 %'],
    ['bad debt', formatValue(1.126, format('percent', 'bad_debt_to_sales')), '1.13 %'],
    ['times', formatValue(8.5, format('times')), '8.5 times'],
    ['a count', formatValue(12345, format('count')), '12,345'],
    ['thousands in money', formatValue(1_234_567_50, format('money', 'x', 1_234_567_50)), '1,234,568 USD'],
    ['small money', formatValue(1234, format('money', 'x', 1234)), '12.34 USD'],
    ['below zero', formatValue(-4.25, format('days')), '−4.3 days'],
    ['a zero has no sign', formatValue(-0.04, format('days')), '0.0 days'],
    [
      'digits before the point alone are grouped',
      formatValue(1234.5678, { ...format('score'), digits: 4 }),
      '1,234.5678',
    ],
  ])('%s', (_, text, expected) => expect(text).toBe(expected))
})

describe('a difference', () => {
  test.each<[string, string, string]>([
    ['up', formatChange(14.8, format('days')), '+14.8 days'],
    ['down', formatChange(-1.2, format('percent')), '−1.2 points'],
    ['none to be seen', formatChange(0.04, format('days')), '0.0 days'],
    ['its size', formatDistance(-14.8, format('days')), '14.8 days'],
    ['its range', formatChangeRange(-0.3, 15.6, format('days')), '−0.3 to +15.6 days'],
    ['a range', formatRange(41, 53.2, format('days')), '41.0 to 53.2 days'],
  ])('%s', (_, text, expected) => expect(text).toBe(expected))
})

test('charts plot money in major units of its currency', () => {
  expect(plotValue(123_456, format('money'))).toBe(1234.56)
  expect(plotValue(123_456, valueFormat('x', 'money', { code: 'KWD', decimals: 3 }))).toBe(123.456)
})
