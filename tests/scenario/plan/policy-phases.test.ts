import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../../src/scenario/plan/policy.js'
import { type PolicyChange, policyPhases } from '../../../src/scenario/plan/policy-phases.js'
import { smallBehavior } from '../scenario-of.js'

// What is asked here holds for any field of a policy: two are enough.
const somebody = smallBehavior.customers[0]!
const today = { terms: { net: 30 }, writeOffAge: 180 } as Policy
const net = (days: number) => (policy: Policy) => ({ ...policy, terms: { ...policy.terms, net: days } })
const age = (days: number) => (policy: Policy) => ({ ...policy, writeOffAge: days })

/** Phases as [first day, net days, write-off age]. */
const phasesOf = (changes: readonly PolicyChange[]) =>
  policyPhases(somebody, today, changes).map(({ from, policy }) => [from, policy.terms.net, policy.writeOffAge])
const ever = Number.NEGATIVE_INFINITY

describe('policyPhases', () => {
  it('is today’s policy from ever on where nothing changes it', () => {
    expect(phasesOf([])).toEqual([[ever, 30, 180]])
  })

  it('has one more phase from each day on which something changes', () => {
    expect(
      phasesOf([
        { from: 40, apply: age(90) },
        { from: 10, apply: net(45) },
      ]),
    ).toEqual([
      [ever, 30, 180],
      [10, 45, 180],
      [40, 45, 90],
    ])
  })

  it('has one phase for all that changes on a day', () => {
    expect(
      phasesOf([
        { from: 10, apply: age(90) },
        { from: 10, apply: net(45) },
      ]),
    ).toEqual([
      [ever, 30, 180],
      [10, 45, 90],
    ])
  })

  it('lets a later change of the list go before an earlier one, also where it begins to act first', () => {
    expect(
      phasesOf([
        { from: 10, apply: net(45) },
        { from: 10, apply: net(60) },
      ]),
    ).toEqual([
      [ever, 30, 180],
      [10, 60, 180],
    ])
    expect(
      phasesOf([
        { from: 40, apply: net(45) },
        { from: 10, apply: net(60) },
      ]),
    ).toEqual([
      [ever, 30, 180],
      [10, 60, 180],
    ])
    expect(
      phasesOf([
        { from: 10, apply: net(60) },
        { from: 40, apply: net(45) },
      ]),
    ).toEqual([
      [ever, 30, 180],
      [10, 60, 180],
      [40, 45, 180],
    ])
  })

  it('has no phase for what changes nothing, whether against today or against the phase before', () => {
    expect(
      phasesOf([
        { from: 10, apply: (policy) => policy },
        { from: 20, apply: net(30) },
      ]),
    ).toEqual([[ever, 30, 180]])
    expect(
      phasesOf([
        { from: 10, apply: net(45) },
        { from: 20, apply: (policy) => net(45)(policy) },
      ]),
    ).toEqual([
      [ever, 30, 180],
      [10, 45, 180],
    ])
  })

  it('goes back to today’s policy by a phase of its own', () => {
    expect(
      phasesOf([
        { from: 10, apply: net(45) },
        { from: 20, apply: net(30) },
      ]),
    ).toEqual([
      [ever, 30, 180],
      [10, 45, 180],
      [20, 30, 180],
    ])
  })

  it('leaves today’s policy as it was', () => {
    const before = JSON.stringify(today)
    policyPhases(somebody, today, [{ from: 10, apply: net(45) }])
    expect(JSON.stringify(today)).toBe(before)
  })

  it('is on every day what the changes of that day and before make of today’s, in the order of the list', () => {
    const change: fc.Arbitrary<PolicyChange> = fc.record({
      from: fc.integer({ min: 1, max: 12 }),
      apply: fc.oneof(
        fc.constantFrom(30, 45, 60).map(net),
        fc.constantFrom(90, 180).map(age),
        // Like a multiplier: what it makes hangs on what came before.
        fc.constantFrom(0, 5).map((days) => (policy: Policy) => net(policy.terms.net + days)(policy)),
      ),
    })
    let several = 0
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const phases = policyPhases(somebody, today, changes)
        if (phases.length > 3) several++
        expect(phases[0]!.from).toBe(ever)
        phases.slice(1).forEach((phase, index) => {
          expect(phase.from).toBeGreaterThan(phases[index]!.from)
          expect(phase.policy).not.toEqual(phases[index]!.policy)
        })
        for (let day = 0; day <= 13; day++) {
          let expected = today
          for (const { from, apply } of changes) if (from <= day) expected = apply(expected, somebody, today)
          expect(phases.filter(({ from }) => from <= day).at(-1)!.policy).toEqual(expected)
        }
      }),
      { seed: 1, numRuns: 500 },
    )
    expect(several).toBeGreaterThan(50)
  })
})
