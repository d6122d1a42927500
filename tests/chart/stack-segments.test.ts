import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareText } from '../../src/chart/share-text.js'
import { stackSegments } from '../../src/chart/stack-segments.js'

describe('a stack', () => {
  test('has positive parts above 0 and negative ones below', () => {
    expect(stackSegments([5, 0, -2, 3, -1])).toEqual([
      { part: 0, low: 0, high: 5 },
      { part: 2, low: -2, high: 0 },
      { part: 3, low: 5, high: 8 },
      { part: 4, low: -3, high: -2 },
    ])
    expect(stackSegments([])).toEqual([])
  })

  test('is as high as its parts together, without gaps and overlaps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 12 }), (parts) => {
        const segments = stackSegments(parts)
        for (const { part, low, high } of segments) expect(high - low).toBe(Math.abs(parts[part]!))
        const up = parts.filter((value) => value > 0).reduce((total, value) => total + value, 0)
        const down = parts.filter((value) => value < 0).reduce((total, value) => total + value, 0)
        expect(Math.max(0, ...segments.map(({ high }) => high))).toBe(up)
        expect(Math.min(0, ...segments.map(({ low }) => low))).toBe(down)
        const sorted = [...segments].sort((a, b) => a.low - b.low)
        for (const [index, segment] of sorted.slice(1).entries()) expect(segment.low).toBe(sorted[index]!.high)
      }),
      { seed: 22, numRuns: 200 },
    )
  })
})

test.each([
  [1, 3, '33 %'],
  [2, 3, '67 %'],
  [3, 3, '100 %'],
  [0, 3, '0 %'],
  [999, 1000, 'over 99 %'],
  [1, 1000, 'under 1 %'],
])('%i of %i is %s', (part, whole, text) => {
  expect(shareText(part, whole)).toBe(text)
})

test('nothing has no shares', () => {
  expect(() => shareText(0, 0)).toThrow('shareText needs a whole above 0, got 0')
})
