import { never, type Plan } from '../plan.js'
import { logarithm } from '../random/elementary.js'

/**
 * A row of `plan.policies` as an object: an invoice asks a policy for a dozen of its columns, which thus lie in one place.
 * Meaning and units are those of the plan; `termsStart` is added, and `lagRate` stands for `billingLag`.
 */
export class PolicyRow {
  readonly terms: number
  /** Where the days of its terms begin in `plan.terms`. */
  readonly termsStart: number
  readonly passThrough: number
  readonly leverSet: number
  readonly writeOffAge: number
  readonly discountDays: number
  readonly discountRate: number
  readonly discountLogReturn: number
  readonly deposit: number
  readonly disputeFactor: number
  readonly accuracy: number
  readonly disputeDaysFactor: number
  /** What an exponential draw is divided by to make its days from delivery to invoice; 0 where there are none. */
  readonly lagRate: number
  readonly deliveryDaysSaved: number
  readonly orderLift: number
  readonly adverseSelection: number
  readonly admitsNew: number
  readonly creditLimit: number
  readonly holdAfter: number
  readonly lostAfter: number
  readonly contactPlan: number
  readonly recoveryFactor: number
  readonly recoveryDaysFactor: number
  readonly agencyFee: number

  constructor({ policies }: Pick<Plan, 'policies'>, row: number, horizon: number) {
    const lag = policies.billingLag[row]!
    this.terms = policies.terms[row]!
    this.termsStart = this.terms * (horizon + 1)
    this.passThrough = policies.passThrough[row]!
    this.leverSet = policies.leverSet[row]!
    this.writeOffAge = policies.writeOffAge[row]!
    this.discountDays = policies.discountDays[row]!
    this.discountRate = policies.discountRate[row]!
    this.discountLogReturn = policies.discountLogReturn[row]!
    this.deposit = policies.deposit[row]!
    this.disputeFactor = policies.disputeFactor[row]!
    this.accuracy = policies.accuracy[row]!
    this.disputeDaysFactor = policies.disputeDaysFactor[row]!
    // Geometrically distributed days of this mean, by inversion.
    this.lagRate = lag > 0 ? -logarithm(lag / (1 + lag)) : 0
    this.deliveryDaysSaved = policies.deliveryDaysSaved[row]!
    this.orderLift = policies.orderLift[row]!
    this.adverseSelection = policies.adverseSelection[row]!
    this.admitsNew = policies.admitsNew[row]!
    this.creditLimit = policies.creditLimit[row]!
    this.holdAfter = policies.holdAfter[row]!
    this.lostAfter = policies.lostAfter[row]!
    this.contactPlan = policies.contactPlan[row]!
    this.recoveryFactor = policies.recoveryFactor[row]!
    this.recoveryDaysFactor = policies.recoveryDaysFactor[row]!
    this.agencyFee = policies.agencyFee[row]!
  }
}

/** Days on which a customer stands under one policy; they follow one another. */
export interface PolicyPhase {
  /** Row of `plan.phases`. */
  readonly row: number
  /** The first day, −`never` for the first phase; and the first day after the last, `never` for the last phase. */
  readonly from: number
  readonly until: number
  readonly policy: PolicyRow
  readonly next: PolicyPhase | null
}

/** The first phase of each customer. */
export function firstPhases(plan: Plan, horizon: number): PolicyPhase[] {
  const { phases, customers } = plan
  const policies = Array.from(plan.policies.terms, (_, row) => new PolicyRow(plan, row, horizon))
  return Array.from(customers.key, (_, customer) => {
    let first: PolicyPhase | null = null
    for (let row = customers.phaseStart[customer + 1]! - 1; row >= customers.phaseStart[customer]!; row--) {
      const until: number = first === null ? never : first.from
      first = { row, from: phases.from[row]!, until, policy: policies[phases.policy[row]!]!, next: first }
    }
    return first!
  })
}
