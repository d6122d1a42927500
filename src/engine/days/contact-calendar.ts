import { never, type Plan } from '../plan.js'
import type { CustomerPolicies } from '../policies/customer-policies.js'
import type { PolicyPhase } from '../policies/policy-phase.js'

/** Finds when an invoice is to be followed up, and how, by the contact plan of the policy that is in force on that day. */
export class ContactCalendar {
  /** The kind of the contact that `next` has found. */
  kind = 0

  constructor(
    readonly plan: Plan,
    readonly policies: CustomerPolicies,
  ) {}

  /** The first day after a day on which the invoice is to be followed up; `never` if there is none. */
  next(due: number, after: number): number {
    let phase: PolicyPhase | null = this.policies.phaseOn(after + 1)
    for (; phase !== null; phase = phase.next) {
      const { contactPlan } = phase.policy
      if (contactPlan < 0) continue
      const day = this.#nextOfPlan(contactPlan, due, Math.max(after, phase.from - 1))
      if (day < phase.until) return day
    }
    return never
  }

  #nextOfPlan(contactPlan: number, due: number, after: number): number {
    const { planStart, stepDay, stepKind, stepEvery } = this.plan.contacts
    const end = planStart[contactPlan + 1]!
    for (let step = planStart[contactPlan]!; step < end; step++) {
      const first = due + stepDay[step]!
      const next = step + 1 < end ? due + stepDay[step + 1]! : never
      if (next <= after + 1) continue
      const every = stepEvery[step]!
      let day = first
      if (first <= after) {
        if (every === 0) continue
        day = first + Math.ceil((after + 1 - first) / every) * every
        if (day >= next) continue
      }
      this.kind = stepKind[step]!
      return day
    }
    return never
  }
}
