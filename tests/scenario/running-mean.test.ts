import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RunningMean } from '../../src/scenario/running-mean.js'

const values = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: -9_999_999, max: 9_999_999 }).map((n) => n / 100) },
    fc.constant(Number.NaN),
  ),
  { maxLength: 60 },
)

/** The means of whole runs, the plain way; a run that defines nothing has none. */
function meansOf(list: readonly number[], run: number): number[] {
  const means: number[] = []
  for (let first = 0; first + run <= list.length; first += run) {
    const defined = list.slice(first, first + run).filter((value) => !Number.isNaN(value))
    if (defined.length > 0) means.push(defined.reduce((sum, value) => sum + value, 0) / defined.length)
  }
  return means
}

test('mean and standard error are those of the plain formulas, at every moment', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 3 }), fc.constantFrom(0, 1e9), (list, run, shift) => {
      const running = new RunningMean(run)
      list.forEach((value, index) => {
        running.add(value + shift)
        const means = meansOf(list.slice(0, index + 1), run)
        expect(running.count).toBe(means.length)
        if (means.length === 0) return
        const mean = means.reduce((sum, own) => sum + own, 0) / means.length
        const squares = means.reduce((sum, own) => sum + (own - mean) ** 2, 0)
        const error = means.length < 2 ? 0 : Math.sqrt(squares / (means.length - 1) / means.length)
        // Numbers near a thousand million have steps of 1e−7.
        expect(Math.abs(running.mean - shift - mean)).toBeLessThan(1e-5)
        expect(Math.abs(running.standardError - error)).toBeLessThan(1e-5 * (1 + error))
      })
    }),
    { seed: 1, numRuns: 300 },
  )
})

test('nothing has no error', () => {
  const running = new RunningMean(1)
  expect([running.count, running.mean, running.standardError]).toEqual([0, 0, 0])
  running.add(7)
  expect([running.count, running.mean, running.standardError]).toEqual([1, 7, 0])
})
