import { never } from '../plan.js'
import type { PolicyPhase, PolicyRow } from './policy-phase.js'

/** The policies under which one customer stands, phase by phase. One object is reused for all customers. */
export class CustomerPolicies {
  /** The first phase of the customer at hand. */
  first: PolicyPhase

  constructor(
    /** By customer. */
    readonly firstPhases: readonly PolicyPhase[],
  ) {
    this.first = firstPhases[0]!
  }

  of(customer: number): void {
    this.first = this.firstPhases[customer]!
  }

  /** The phase in which a day lies. */
  phaseOn(day: number): PolicyPhase {
    let phase = this.first
    while (phase.next !== null && phase.until <= day) phase = phase.next
    return phase
  }

  /** The policy on a day. */
  on(day: number): PolicyRow {
    return this.phaseOn(day).policy
  }

  /** The day on which what is unpaid is written off: the first, from an invoice's first day on, that is old enough by then. */
  writeOffDay(due: number, firstDay: number): number {
    for (let phase = this.first; ; phase = phase.next) {
      const day = Math.max(due + phase.policy.writeOffAge, firstDay, phase.from)
      if (day < phase.until) return day
      if (phase.next === null) return never
    }
  }
}
