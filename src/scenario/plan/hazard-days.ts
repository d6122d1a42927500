import type { Behavior } from '../../behavior/behavior.js'
import type { Plan } from '../../engine/plan.js'
import type { Policy } from './policy.js'
import type { PolicyPhase } from './policy-phases.js'

/**
 * The days relative to due for which hazards are needed: up to the write-off, which goes by the due day and not by the
 * customer's clock; and on the first day for what was left open longer than that.
 */
export function hazardDays(
  behavior: Behavior,
  phases: readonly (readonly PolicyPhase[])[],
  opening: Plan['opening'],
): Pick<Plan, 'hazardFrom' | 'hazardThrough'> {
  const hazardFrom = Math.min(...behavior.segments.map(({ hazard }) => hazard[0]!.from))
  const oldest = opening.due.reduce((most, due) => Math.max(most, 1 - due), 0)
  let last = Math.max(hazardFrom, oldest)
  for (const own of phases) {
    const slack = own.reduce((most, { policy }) => Math.max(most, clockSlack(own[0]!.policy, policy)), 0)
    for (const { policy } of own) last = Math.max(last, policy.writeOffAge + slack + 1)
  }
  return { hazardFrom, hazardThrough: last }
}

/** By how many days at most the customer's clock may run apart from the due day. */
function clockSlack(today: Policy, policy: Policy): number {
  const month = today.terms.from === policy.terms.from ? 0 : 31
  return Math.abs(policy.terms.net - today.terms.net) + month + policy.deliveryDaysSaved
}
