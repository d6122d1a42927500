import { never, type Plan } from '../plan.js'

/** The policies under which one customer stands, phase by phase. One object is reused for all customers. */
export class CustomerPolicies {
  first = 0
  /** The row after the last phase. */
  end = 0

  constructor(readonly plan: Plan) {}

  of(customer: number): void {
    const { phaseStart } = this.plan.customers
    this.first = phaseStart[customer]!
    this.end = phaseStart[customer + 1]!
  }

  /** The row of the policy on a day. */
  on(day: number): number {
    const { from, policy } = this.plan.phases
    let phase = this.first
    while (phase + 1 < this.end && from[phase + 1]! <= day) phase++
    return policy[phase]!
  }

  /** The day on which what is unpaid is written off: the first, from an invoice's first day on, that is old enough by then. */
  writeOffDay(due: number, firstDay: number): number {
    const { phases, policies } = this.plan
    for (let phase = this.first; phase < this.end; phase++) {
      const old = due + policies.writeOffAge[phases.policy[phase]!]!
      const day = Math.max(old, firstDay, phases.from[phase]!)
      const next = phase + 1 < this.end ? phases.from[phase + 1]! : never
      if (day < next) return day
    }
    return never
  }

  /** Whether some policy of the customer fulfils a condition. */
  some(condition: (policy: number) => boolean): boolean {
    for (let phase = this.first; phase < this.end; phase++) {
      if (condition(this.plan.phases.policy[phase]!)) return true
    }
    return false
  }
}
