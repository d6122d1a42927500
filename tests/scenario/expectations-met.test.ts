import { expect, test } from 'vitest'
import { expectationNotes, expectationsMet } from '../../src/scenario/expectations-met.js'
import type { Expectation } from '../../src/scenario/file/expectation.js'
import type { KpiSpread, PairedDifference } from '../../src/scenario/result.js'

const spread = {
  group: {},
  month: '2025-12',
  defined: 100,
  se: 0,
  q05: 0,
  q25: 0,
  q50: 0,
  q75: 0,
  q95: 0,
  intervals: {},
}
const baseline = [{ kpi: 'dso', mean: 50, ...spread }] as unknown as KpiSpread[]

function holds(expected: Expectation, mean: number | null, se: number | null): boolean | null {
  const difference = { scenario: 'A', against: 'baseline', kpi: 'dso', group: {}, month: '2025-12', mean, se }
  return expectationsMet({ dso: expected }, baseline, [difference as PairedDifference])[0]!.holds
}

test.each<[Expectation, number, number, boolean]>([
  // 1.96 standard errors are what chance brings.
  ['rises', 1, 0.5, true],
  ['rises', 1, 0.52, false],
  ['falls', -1, 0.5, true],
  ['falls', -1, 0.52, false],
  ['does not rise', 1, 0.52, true],
  ['does not rise', 1, 0.5, false],
  ['does not fall', -1, 0.52, true],
  ['does not fall', -1, 0.5, false],
  // 2 % of 50 is 1.
  ['hardly moves', 0.99, 0.01, true],
  ['hardly moves', -1.01, 0.01, false],
  ['hardly moves', 1.01, 0.52, true],
])('%s: a change of %s with a standard error of %s', (expected, mean, se, result) => {
  expect(holds(expected, mean, se)).toBe(result)
})

test('nothing is said where no future defines the difference', () => {
  expect(holds('rises', null, null)).toBeNull()
})

test('in words', () => {
  const met = (expected: Expectation, own: boolean | null, isShown = true) => ({
    kpi: 'dso',
    expected,
    holds: own,
    isShown,
    mean: 1,
    low: 0,
    high: 2,
  })
  expect(expectationNotes([met('rises', true), met('falls', false), met('hardly moves', null)])).toEqual([
    'As expected on average: DSO rises.',
    'Not as expected: DSO falls – this does not come, or not surely.',
    'Cannot be told, as hardly any future defines it: DSO hardly moves.',
  ])
  expect(expectationNotes([met('does not rise', true, false)])).toEqual([
    'Expected, and not shown otherwise: DSO does not rise.',
  ])
  expect(expectationNotes([])).toEqual([])
})
