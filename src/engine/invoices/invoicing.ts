import type { CustomerPolicies } from '../customers/customer-policies.js'
import type { Plan } from '../plan.js'
import { logarithm } from '../random/elementary.js'
import { decision } from '../random/purpose.js'
import { decisionWord } from '../random/random-stream.js'
import { exponentialOf, uniformOf } from '../random/word-draws.js'
import type { ReplicateParameters } from '../replicate-parameters.js'
import type { Invoice } from './invoice.js'

/** Makes invoices of orders: which orders come at all, when they are billed, and what their invoices are like. */
export class Invoicing {
  /** By policy: what an exponential draw is divided by to make its days from delivery to invoice; 0 where there are none. */
  readonly #lagRate: Float64Array

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    readonly policies: CustomerPolicies,
    readonly horizon: number,
  ) {
    // Geometrically distributed days of this mean, by inversion.
    this.#lagRate = plan.policies.billingLag.map((mean) => (mean > 0 ? -logarithm(mean / (1 + mean)) : 0))
  }

  /** The greatest share of orders that a lever adds in some phase of the customer; 0 for none. */
  greatestLift(): number {
    const { plan, parameters, policies } = this
    let greatest = 0
    for (let phase = policies.first; phase < policies.end; phase++) {
      const lift = plan.policies.orderLift[plan.phases.policy[phase]!]!
      greatest = Math.max(greatest, parameters.responses[lift]!)
    }
    return greatest
  }

  /**
   * Whether an order comes. Of a customer's own orders (`greatestLift` 0) a negative lift takes some away; of the added ones,
   * drawn as often as the greatest lift says, as many are kept as the lift of their day says.
   */
  isKept(day: number, key: number, salt: number, greatestLift: number): boolean {
    const { plan, parameters, policies } = this
    const lift = parameters.responses[plan.policies.orderLift[policies.on(day)]!]!
    if (greatestLift === 0 && lift >= 0) return true
    const luck = uniformOf(decisionWord(key, salt, decision.lift))
    return greatestLift > 0 ? luck * greatestLift < lift : luck >= -lift
  }

  /** Days from the delivery of an order on a day to its invoice; −1 where invoices go out with the delivery, and nobody counts. */
  lag(day: number, key: number, salt: number): number {
    const rate = this.#lagRate[this.policies.on(day)]!
    return rate > 0 ? Math.floor(exponentialOf(decisionWord(key, salt, decision.billingLag)) / rate) : -1
  }

  /** Days before its first that an order of the customer may have been delivered which is invoiced only then. */
  longestLag(): number {
    const { plan, policies } = this
    const rate = this.#lagRate[plan.phases.policy[policies.first]!]!
    // No draw is greater than that of the word 0.
    return rate > 0 ? Math.floor(exponentialOf(0) / rate) : 0
  }

  /** Fills an invoice, whose customer is known, with what it is when it is issued. */
  write(
    invoice: Invoice,
    issued: number,
    amount: number,
    payment: number,
    key: number,
    salt: number,
    isAdded: boolean,
  ): void {
    const { plan, parameters, policies } = this
    const policy = policies.on(issued)
    const terms = plan.policies.terms[policy]!
    const due = issued + plan.terms[terms * (this.horizon + 1) + issued]!
    invoice.policy = policy
    invoice.issued = issued
    invoice.due = due
    invoice.clockDue = this.#clockDue(policy, terms, issued, due)
    invoice.amount = amount
    invoice.open = amount
    invoice.slowness = isAdded ? parameters.responses[plan.policies.adverseSelection[policy]!]! : 1
    invoice.threshold = exponentialOf(payment) * invoice.slowness
    invoice.key = key
    invoice.salt = salt
    invoice.isDisputed = uniformOf(key) < this.disputeProbability(policy, invoice.segment)
    invoice.isOpening = false
    invoice.isPartlyPaid = false
  }

  /** The due day that the customer's habit goes by: it moves by what of new terms passes through, and with the delivery. */
  #clockDue(policy: number, terms: number, issued: number, due: number): number {
    const { plan, parameters, policies, horizon } = this
    const saved = plan.policies.deliveryDaysSaved[policy]!
    const firstTerms = plan.policies.terms[plan.phases.policy[policies.first]!]!
    if (terms === firstTerms) return due - saved
    const dueBefore = issued + plan.terms[firstTerms * (horizon + 1) + issued]!
    const passThrough = parameters.responses[plan.policies.passThrough[policy]!]!
    return dueBefore + Math.round((due - dueBefore) * passThrough) - saved
  }

  disputeProbability(policy: number, segment: number): number {
    const { plan, parameters } = this
    const accuracy = plan.policies.accuracy[policy]!
    // Where accuracy is stated it says the share of invoices without a dispute.
    if (!Number.isNaN(accuracy)) return 1 - accuracy
    const factor = parameters.responses[plan.policies.disputeFactor[policy]!]!
    return parameters.disputeProbability[segment]! * factor
  }
}
