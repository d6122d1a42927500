import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { plotHeight } from '../../src/chart/theme.js'
import { labelPositions, valueScale } from '../../src/chart/value-scale.js'

const values = fc.array(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => Number(value.toFixed(4))),
  {
    minLength: 1,
    maxLength: 12,
  },
)

test('a scale holds its values between round ends', () => {
  expect(valueScale([28.2, 54])).toEqual({ domain: [20, 60], ticks: [20, 30, 40, 50, 60] })
  expect(valueScale([0.67, 1.43])).toEqual({ domain: [0.6, 1.6], ticks: [0.6, 0.8, 1, 1.2, 1.4, 1.6] })
  expect(valueScale([])).toEqual({ domain: [0, 1], ticks: [0, 1] })
  expect(valueScale([0, 0]).domain[0]).toBe(0)
  // However little of it lies beyond a round number.
  expect(valueScale([-250000.0002, 0.0001]).domain[1]).toBeGreaterThanOrEqual(0.0001)
})

test('a scale always holds its values and has a few ticks in order', () => {
  fc.assert(
    fc.property(values, (sample) => {
      const { domain, ticks } = valueScale(sample)
      expect(domain[0]).toBeLessThanOrEqual(Math.min(...sample) + 1e-6)
      expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...sample) - 1e-6)
      expect(ticks.length).toBeGreaterThanOrEqual(2)
      expect(ticks.length).toBeLessThanOrEqual(8)
      for (const [index, tick] of ticks.slice(1).entries()) expect(tick).toBeGreaterThan(ticks[index]!)
    }),
  )
})

test('labels keep their distance and their order', () => {
  fc.assert(
    fc.property(values, (sample) => {
      const scale = valueScale(sample)
      const height = scale.domain[1] - scale.domain[0]
      const placed = labelPositions(sample, scale, 14)
        .map((at, index) => ({ at, value: sample[index]! }))
        .sort((a, b) => a.at - b.at)
      for (const [index, { at, value }] of placed.slice(1).entries()) {
        expect(((at - placed[index]!.at) / height) * plotHeight).toBeGreaterThanOrEqual(14 - 1e-2)
        expect(value).toBeGreaterThanOrEqual(placed[index]!.value)
      }
    }),
  )
})

test('labels with room stay at their values', () => {
  expect(labelPositions([20, 60, 40], valueScale([20, 60]), 14)).toEqual([20, 60, 40])
})
