import type { Behavior } from '../behavior/behavior.js'
import { addDays, type Day } from '../calendar/day.js'
import type { Invoice, InvoiceEvent } from '../engine/invoices/invoice.js'
import { traceReplicate } from '../engine/run-plan.js'
import { baselineName, type Scenario } from './file/scenario.js'
import { type CompiledPlan, compilePlan, type PlanInput } from './plan/compile-plan.js'

/** Something that happens to an invoice in one future. Money is minor units. */
export interface TracedEvent {
  readonly scenario: string
  readonly day: Day
  /** A newcomer is told by the customer that it is like and a number: `C0042 (new 1)`. */
  readonly customer: string
  /** Counts the customer's invoices, those that are open on the as-of day first. */
  readonly invoice: number
  /** Whether it is in the ledger already. */
  readonly isOpening: boolean
  readonly issued: Day
  readonly due: Day
  readonly invoiceAmount: number
  readonly event: InvoiceEvent
  readonly amount: number
}

/** All that happens to every invoice of one future, in the baseline and in each scenario, by day and customer. */
export function traceFuture(input: PlanInput, scenarios: readonly Scenario[], replicate: number): TracedEvent[] {
  const plans = [null, ...scenarios].map((scenario) => ({
    name: scenario?.name ?? baselineName,
    compiled: compilePlan(input, scenario),
  }))
  return plans.flatMap(({ name, compiled }) => traceOf(name, compiled, input, replicate))
}

function traceOf(
  scenario: string,
  { plan }: CompiledPlan,
  { behavior, asOf }: PlanInput,
  replicate: number,
): TracedEvent[] {
  const names = new CustomerNames(behavior, plan.customers.key)
  const numbers = new Map<string, number>()
  const ofCustomer = new Map<string, number>()
  const events: TracedEvent[] = []
  traceReplicate(plan, replicate, (day, event, amount, invoice) => {
    const customer = names.of(invoice)
    const identity = `${customer} ${invoice.isOpening} ${invoice.salt} ${invoice.key}`
    let number = numbers.get(identity)
    if (number === undefined) {
      number = (ofCustomer.get(customer) ?? 0) + 1
      ofCustomer.set(customer, number)
      numbers.set(identity, number)
    }
    events.push({
      scenario,
      day: addDays(asOf, day),
      customer,
      invoice: number,
      isOpening: invoice.isOpening,
      issued: addDays(asOf, invoice.issued),
      due: addDays(asOf, invoice.due),
      invoiceAmount: invoice.amount,
      event,
      amount,
    })
  })
  // What happens to an invoice on a day keeps its order.
  return events.sort(
    (a, b) =>
      a.day - b.day || (a.customer < b.customer ? -1 : a.customer > b.customer ? 1 : 0) || a.invoice - b.invoice,
  )
}

/** Names whoever owes an invoice. */
class CustomerNames {
  readonly #newcomers = new Map<number, string>()
  readonly #counts = new Map<number, number>()

  constructor(
    readonly behavior: Behavior,
    readonly keys: Uint32Array,
  ) {}

  of({ customer, customerKey }: Invoice): string {
    const { id } = this.behavior.customers[customer]!
    if (customerKey >>> 0 === this.keys[customer]! >>> 0) return id
    const known = this.#newcomers.get(customerKey)
    if (known !== undefined) return known
    const count = (this.#counts.get(customer) ?? 0) + 1
    this.#counts.set(customer, count)
    const name = `${id} (new ${count})`
    this.#newcomers.set(customerKey, name)
    return name
  }
}
