import { expect, test } from 'vitest'
import { absorbingChain, absorptionIn } from '../../src/roll-rates/absorbing-chain.js'

/**
 * Closed form. Where an amount can only roll on or be paid, month i is visited from month j with the product of the shares
 * that roll in between, which is row j of the fundamental matrix; and it is lost with that product through the last
 * month: .6 × .5 × .4 × .3 = .036 from the first, then .5 × .4 × .3 = .06, .4 × .3 = .12 and .3.
 */
function chainOf(rolls: readonly number[]) {
  const transitions = rolls.map((share, month) => {
    const row = [0, 0, 0, 0, 1 - share, 0]
    // What rolls out of the last month is lost.
    row[month === 3 ? 5 : month + 1] = share
    return row
  })
  const states = ['1st month', '2nd month', '3rd month', '4th month']
  return absorbingChain({ states, absorbing: ['paid', 'lost'], transitions })
}

const fundamental = [
  [1, 0.6, 0.3, 0.12],
  [0, 1, 0.5, 0.2],
  [0, 0, 1, 0.4],
  [0, 0, 0, 1],
]
const lossShares = [0.036, 0.06, 0.12, 0.3]

/** By how much the chain misses the closed form at most. */
function largestMiss(rolls: readonly number[]): number {
  const chain = chainOf(rolls)
  const found = [...chain.fundamental.flat(), ...absorptionIn(chain, 'lost'), ...chain.steps]
  // The expected number of months until the end is the sum of a row.
  const steps = fundamental.map((row) => row.reduce((sum, visits) => sum + visits, 0))
  const expected = [...fundamental.flat(), ...lossShares, ...steps]
  expect(found).toHaveLength(expected.length)
  return Math.max(...found.map((value, index) => Math.abs(value - expected[index]!)))
}

test('a monthly chain that rolls .6, .5, .4, .3 loses .036, .06, .12, .30', () => {
  expect(largestMiss([0.6, 0.5, 0.4, 0.3])).toBeLessThan(1e-14)
})

test.each([
  ['a first month that rolls .601', [0.601, 0.5, 0.4, 0.3]],
  ['a last month that loses .301', [0.6, 0.5, 0.4, 0.301]],
  ['months in another order', [0.5, 0.6, 0.4, 0.3]],
])('teeth: %s fails the same check', (_, wrong) => {
  expect(largestMiss(wrong)).toBeGreaterThan(1e-4)
})
