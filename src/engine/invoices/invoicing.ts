import type { Plan } from '../plan.js'
import type { CustomerPolicies } from '../policies/customer-policies.js'
import type { PolicyPhase, PolicyRow } from '../policies/policy-phase.js'
import { decision } from '../random/purpose.js'
import { decisionWord } from '../random/random-stream.js'
import { drawExponential, drawn, exponentialOf, uniformOf } from '../random/word-draws.js'
import type { ReplicateParameters } from '../replicate-parameters.js'
import type { Invoice } from './invoice.js'

/** Makes invoices of orders: which orders come at all, when they are billed, and what their invoices are like. */
export class Invoicing {
  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    readonly policies: CustomerPolicies,
  ) {}

  /** The greatest share of orders that a lever adds in some phase of the customer; 0 for none. */
  greatestLift(): number {
    const { parameters, policies } = this
    let greatest = 0
    for (let phase: PolicyPhase | null = policies.first; phase !== null; phase = phase.next) {
      greatest = Math.max(greatest, parameters.responses[phase.policy.orderLift]!)
    }
    return greatest
  }

  /**
   * Whether an order comes. Of a customer's own orders (`greatestLift` 0) a negative lift takes some away; of the added ones,
   * drawn as often as the greatest lift says, as many are kept as the lift of their day says.
   */
  isKept(day: number, key: number, salt: number, greatestLift: number): boolean {
    const { parameters, policies } = this
    const lift = parameters.responses[policies.on(day).orderLift]!
    if (greatestLift === 0 && lift >= 0) return true
    const luck = uniformOf(decisionWord(key, salt, decision.lift))
    return greatestLift > 0 ? luck * greatestLift < lift : luck >= -lift
  }

  /** Days from the delivery of an order on a day to its invoice; −1 where invoices go out with the delivery, and nobody counts. */
  lag(day: number, key: number, salt: number): number {
    const rate = this.policies.on(day).lagRate
    if (rate <= 0) return -1
    drawExponential(decisionWord(key, salt, decision.billingLag))
    return Math.floor(drawn[0]! / rate)
  }

  /** Days before its first that an order of the customer may have been delivered which is invoiced only then. */
  longestLag(): number {
    const rate = this.policies.first.policy.lagRate
    // No draw is greater than that of the word 0.
    return rate > 0 ? Math.floor(exponentialOf(0) / rate) : 0
  }

  /** Fills an invoice, whose customer and amount are known, with what it is when it is issued. */
  write(invoice: Invoice, issued: number, payment: number, key: number, salt: number, isAdded: boolean): void {
    const { plan, parameters, policies } = this
    const policy = policies.on(issued)
    const due = issued + plan.terms[policy.termsStart + issued]!
    invoice.policy = policy
    invoice.issued = issued
    invoice.due = due
    invoice.clockDue = this.#clockDue(policy, issued, due)
    invoice.open = invoice.amount
    invoice.slowness = isAdded ? parameters.responses[policy.adverseSelection]! : 1
    drawExponential(payment)
    invoice.threshold = drawn[0]! * invoice.slowness
    invoice.key = key
    invoice.salt = salt
    invoice.isDisputed = uniformOf(key) < this.disputeProbability(policy, invoice.segment)
    invoice.isOpening = false
    invoice.isPartlyPaid = false
  }

  /** The due day that the customer's habit goes by: it moves by what of new terms passes through, and with the delivery. */
  #clockDue(policy: PolicyRow, issued: number, due: number): number {
    const { plan, parameters, policies } = this
    const saved = policy.deliveryDaysSaved
    const first = policies.first.policy
    if (policy.terms === first.terms) return due - saved
    const dueBefore = issued + plan.terms[first.termsStart + issued]!
    const passThrough = parameters.responses[policy.passThrough]!
    return dueBefore + Math.round((due - dueBefore) * passThrough) - saved
  }

  disputeProbability({ accuracy, disputeFactor }: PolicyRow, segment: number): number {
    const { parameters } = this
    // Where accuracy is stated it says the share of invoices without a dispute.
    if (!Number.isNaN(accuracy)) return 1 - accuracy
    return parameters.disputeProbability[segment]! * parameters.responses[disputeFactor]!
  }
}
