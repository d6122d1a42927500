import type { CustomerBehavior } from '../../behavior/behavior.js'
import { type Policy, policyKey } from './policy.js'

/** What a lever makes of the policy of the customers it acts on, from a day on. */
export interface PolicyChange {
  /** Day offset from the as-of day. */
  readonly from: number
  readonly apply: (policy: Policy, customer: CustomerBehavior, today: Policy) => Policy
}

export interface PolicyPhase {
  /** Day offset; −∞ for the first phase. */
  readonly from: number
  readonly policy: Policy
  /** The policy as text: equal policies have the same. */
  readonly key: string
}

/**
 * The policies of one customer one after the other: today's, and one more from each day on which some lever begins to act.
 * Changes act in the order in which they are listed, whenever they begin.
 */
export function policyPhases(
  customer: CustomerBehavior,
  today: Policy,
  changes: readonly PolicyChange[],
): PolicyPhase[] {
  const days = [...new Set(changes.map(({ from }) => from))].sort((a, b) => a - b)
  const phases: PolicyPhase[] = [{ from: Number.NEGATIVE_INFINITY, policy: today, key: policyKey(today) }]
  for (const day of days) {
    let policy = today
    for (const { from, apply } of changes) if (from <= day) policy = apply(policy, customer, today)
    // A lever that changes nothing leaves the plan as it was, bit for bit.
    const key = policyKey(policy)
    if (key !== phases.at(-1)!.key) phases.push({ from: day, policy, key })
  }
  return phases
}
