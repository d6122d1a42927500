import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bridge } from '../../src/bridge/bridge.js'
import { shownParts } from '../../src/bridge/shown-parts.js'
import { iso } from '../ledger/ledger-reading.js'

/** A bridge from a value by parts; where it leads to follows from them. */
function bridgeOf(from: number, values: readonly number[]): Bridge {
  const to = values.reduce((sum, value) => sum + value, from)
  const end = (label: string, value: number) => ({ label, start: iso('2024-01-01'), end: iso('2024-01-31'), value })
  return {
    kpi: 'dso',
    unit: 'days',
    from: end('before', from),
    to: end('after', to),
    change: to - from,
    parts: values.map((value, index) => ({ id: `part ${index}`, label: 'a part', meaning: 'what it is', value })),
  }
}

function shown(from: number, values: readonly number[], digits = 1) {
  const { parts, ...ends } = shownParts(bridgeOf(from, values), digits)
  return { ...ends, parts: parts.map(({ value }) => value) }
}

describe('shownParts', () => {
  test('values that round well are rounded to the nearest', () => {
    expect(shown(40, [1.24, -0.43, 0])).toEqual({ from: 40, to: 40.8, change: 0.8, parts: [1.2, -0.4, 0] })
  })

  test('the part that lost most by rounding gets what is missing', () => {
    // 0.14 + 0.13 + 0.14 = 0.41, but 0.1 + 0.1 + 0.1 = 0.3: one of those that lost 0.04 gets a tenth, the first.
    expect(shown(10, [0.14, 0.13, 0.14])).toEqual({ from: 10, to: 10.4, change: 0.4, parts: [0.2, 0.1, 0.1] })
    // And the one that gained most gives back: −0.17 − 0.16 − 0.17 = −0.5, but −0.2 three times is −0.6.
    expect(shown(10, [-0.17, -0.16, -0.17])).toEqual({ from: 10, to: 9.5, change: -0.5, parts: [-0.2, -0.1, -0.2] })
  })

  test('the change is that of the values as they are shown, and no part of 0 is touched', () => {
    // 39.86 and 41.44 are shown as 39.9 and 41.4: 1.5, although the change of 1.58 would be shown as 1.6.
    expect(shown(39.86, [0, 1.58, 0])).toEqual({ from: 39.9, to: 41.4, change: 1.5, parts: [0, 1.5, 0] })
  })

  test('parts that are too small to be seen are shown as 0, never as −0', () => {
    const { parts } = shown(10, [-0.001, 0.002, -0.001])
    expect(parts).toEqual([0, 0, 0])
    expect(parts.some((value) => Object.is(value, -0))).toBe(false)
  })

  const anyValue = fc.oneof(
    fc.double({ min: -100, max: 100, noNaN: true }),
    fc.integer({ min: -1000, max: 1000 }).map((value) => value / 100),
    fc.double({ min: -0.1, max: 0.1, noNaN: true }),
    fc.constant(0),
  )
  const anyBridge = fc.record({
    from: fc.double({ min: 0, max: 200, noNaN: true }),
    values: fc.array(anyValue, { minLength: 1, maxLength: 7 }),
    digits: fc.integer({ min: 0, max: 4 }),
  })

  test('always adds up, ends are rounded as texts are, and no part is moved by more than it must', () => {
    fc.assert(
      fc.property(anyBridge, ({ from, values, digits }) => {
        const bridge = bridgeOf(from, values)
        const { parts, ...ends } = shownParts(bridge, digits)
        const unit = 10 ** -digits
        const units = (value: number) => Math.round(value / unit)
        const sum = parts.reduce((total, { value }) => total + units(value), 0)
        expect(units(ends.from) + sum).toBe(units(ends.to))
        expect(sum).toBe(units(ends.change))
        expect(ends.from.toFixed(digits)).toBe(bridge.from.value.toFixed(digits))
        expect(Math.abs(ends.to - bridge.to.value)).toBeLessThanOrEqual(unit * 0.5000001)
        for (const [index, { id, value }] of parts.entries()) {
          const exact = values[index]!
          expect(id).toBe(`part ${index}`)
          // Whole units, less than one away; or up to 1.5 where the two ends were rounded apart.
          expect(value).toBe(units(value) / 10 ** digits + 0)
          expect(Math.abs(value - exact)).toBeLessThanOrEqual(unit * 1.5000001)
          if (exact === 0 && values.some((other) => other !== 0)) expect(value).toBe(0)
        }
      }),
      { numRuns: 2000, seed: 20240701 },
    )
  })

  test('turns its signs with the direction', () => {
    fc.assert(
      fc.property(anyBridge, ({ from, values, digits }) => {
        const bridge = bridgeOf(from, values)
        const back: Bridge = {
          ...bridge,
          from: bridge.to,
          to: bridge.from,
          change: -bridge.change,
          parts: bridge.parts.map((part) => ({ ...part, value: -part.value })),
        }
        const there = shownParts(bridge, digits).parts.map(({ value }) => value)
        expect(shownParts(back, digits).parts.map(({ value }) => -value + 0)).toEqual(there)
      }),
      { numRuns: 500, seed: 20240702 },
    )
  })

  test('refuses digits that there are none of', () => {
    const message = 'shownParts needs a whole number of digits from 0 on, got '
    expect(() => shown(1, [1], -1)).toThrow(new RangeError(`${message}-1`))
    expect(() => shown(1, [1], 1.5)).toThrow(new RangeError(`${message}1.5`))
    expect(() => shown(1, [1], 17)).toThrow(new RangeError('shownParts cannot show 17 digits of 1'))
  })
})
