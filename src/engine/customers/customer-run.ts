import { Invoice } from '../invoices/invoice.js'
import { liveInvoice } from '../invoices/invoice-life.js'
import { Invoicing } from '../invoices/invoicing.js'
import { eachOpening, writeOpening } from '../invoices/opening-invoices.js'
import type { MonthTable } from '../month-table.js'
import { orders, wholes } from '../orders/order-block.js'
import { paySteadily, type SteadyRule, unusual } from '../orders/pay-steadily.js'
import { HazardCurve } from '../payment/hazard-curve.js'
import { PaymentHabit } from '../payment/payment-habit.js'
import { never, type Plan } from '../plan.js'
import { CustomerPolicies } from '../policies/customer-policies.js'
import type { PolicyPhase, PolicyRow } from '../policies/policy-phase.js'
import type { ReplicateParameters } from '../replicate-parameters.js'
import type { Tally } from '../tally/tally.js'
import { addWholes, beginWholes, takeWholes } from '../tally/whole-payments.js'
import { CustomerOrders } from './customer-orders.js'
import { HabitBuilder } from './habit-builder.js'
import { eachNewcomer } from './newcomers.js'

/**
 * How invoices are worked off: the usual ones in batches and what hangs together day by day; or every one by itself, or all
 * of them day by day, as oracles of the first.
 */
export type Pace = 'batches' | 'one by one' | 'day by day'

/**
 * Works off the customers of one replicate one after the other: nothing that one does changes what another does. Every
 * draw is keyed by its customer, order or invoice, and every order takes the same numbers, whatever becomes of it, so that
 * the n-th order has the same luck in every scenario.
 */
export class CustomerRun {
  readonly habit = new PaymentHabit()
  readonly invoice: Invoice
  readonly policies: CustomerPolicies
  /** Invoices of the replicate so far. */
  invoices = 0
  readonly #habits: HabitBuilder
  readonly #orders: CustomerOrders
  readonly #invoicing: Invoicing
  readonly #rule: SteadyRule
  /** Customers, those of a group together. */
  readonly #byGroup: Int32Array
  #group = 0

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    readonly table: MonthTable,
    firstPhases: readonly PolicyPhase[],
    readonly tally: Tally,
    readonly pace: Pace,
    /** 1 for the customers that are worked off elsewhere. */
    readonly without: Uint8Array,
  ) {
    this.policies = new CustomerPolicies(firstPhases)
    this.#habits = new HabitBuilder(plan, parameters, table, this.policies)
    this.invoice = new Invoice(plan, parameters, tally, this.habit, this.policies.first.policy)
    this.#invoicing = new Invoicing(plan, parameters, this.policies)
    this.#orders = new CustomerOrders(plan, parameters, this.#invoicing, table.horizon)
    const { group } = plan.customers
    this.#byGroup = Int32Array.from(group.keys()).sort((a, b) => group[a]! - group[b]! || a - b)
    this.#rule = {
      curve: new HazardCurve(0, 0),
      terms: plan.terms,
      termsRow: 0,
      writeOffAge: 0,
      disputed: 0,
      defaultDay: never,
      horizon: table.horizon,
    }
  }

  run(replicate: number): void {
    const { plan, policies, invoice, table } = this
    this.invoices = 0
    beginWholes(table)
    for (const customer of this.#byGroup) {
      if (this.without[customer] === 1) continue
      const key = plan.customers.key[customer]!
      this.#begin(replicate, customer, key, 1, plan.customers.defaulted[customer]!)
      this.invoices += eachOpening(plan, customer, (row) => {
        writeOpening(plan, policies, invoice, replicate, row)
        liveInvoice(invoice, policies, false)
      })
      this.#order(replicate, customer, key, 1)
    }
    eachNewcomer(plan, this.parameters, policies, replicate, table.horizon, (like, key, from) => {
      if (this.without[like] === 1) return
      this.#begin(replicate, like, key, from, 0)
      this.#order(replicate, like, key, from)
    })
    takeWholes(this.tally, this.#group)
  }

  /** Whole payments are added up for one group at a time. */
  #enterGroup(group: number): void {
    this.invoice.group = group
    if (group === this.#group) return
    takeWholes(this.tally, this.#group)
    this.#group = group
  }

  #begin(replicate: number, customer: number, key: number, from: number, defaulted: number): void {
    this.policies.of(customer)
    this.#habits.build(this.habit, replicate, customer, key, from, defaulted)
    this.invoice.customer = customer
    this.invoice.customerKey = key
    this.invoice.segment = this.plan.customers.segment[customer]!
  }

  /** Draws a customer's orders from its first day on, and lives their invoices. */
  #order(replicate: number, customer: number, key: number, from: number): void {
    this.#enterGroup(this.plan.customers.group[customer]!)
    this.#orders.each(replicate, customer, key, from, this.habit.defaultDay, this.#live)
  }

  /** Lives the invoices of a block of orders. */
  readonly #live = (count: number, from: number, greatestLift: number) => {
    const whole = this.#isSteady(greatestLift)
      ? this.#liveSteadily(count)
      : this.#liveOneByOne(count, from, greatestLift)
    this.invoices += whole
    addWholes(whole)
  }

  /** Whether one rule serves all orders of the customer at hand. */
  #isSteady(greatestLift: number): boolean {
    const { habit, policies } = this
    return (
      this.pace === 'batches' &&
      greatestLift === 0 &&
      habit.phases === 1 &&
      habit.factors === null &&
      habit.payFrom < 0 &&
      habit.curves[0]!.servesMany &&
      this.#isPlain(policies.first.policy)
    )
  }

  /** Whether nothing can happen to most invoices but to be paid whole or written off. */
  #isPlain(policy: PolicyRow): boolean {
    const { plan, parameters, invoice } = this
    return (
      parameters.partial[invoice.segment]! === 0 &&
      policy.deposit === 0 &&
      policy.discountDays < 0 &&
      policy.lagRate === 0 &&
      policy.deliveryDaysSaved === 0 &&
      parameters.responses[policy.orderLift]! === 0 &&
      plan.customers.marginRate[invoice.customer]! === 0
    )
  }

  /** The usual invoice takes a few look-ups, the unusual one is lived by itself. Returns how many are paid whole. */
  #liveSteadily(count: number): number {
    this.#setRule(this.policies.first.policy)
    const others = paySteadily(count, this.#rule)
    let whole = count - others
    for (let row = 0; row < others; row++) {
      const order = unusual[row]!
      whole = this.#liveOne(order, orders.day[order]!, whole, false)
    }
    return whole
  }

  #setRule(policy: PolicyRow): void {
    const { habit } = this
    const rule = this.#rule
    rule.curve = habit.curves[0]!
    rule.termsRow = policy.termsStart
    rule.writeOffAge = policy.writeOffAge
    rule.disputed = this.#invoicing.disputeProbability(policy, this.invoice.segment) * 2 ** 32
    rule.defaultDay = habit.defaultDay
  }

  /** Returns how many are paid whole, which are the first in `wholes`. */
  #liveOneByOne(count: number, from: number, greatestLift: number): number {
    const { table, tally, invoice } = this
    const invoicing = this.#invoicing
    const { salt } = this.#orders
    let whole = 0
    for (let order = 0; order < count; order++) {
      const day = orders.day[order]!
      const key = orders.key[order]!
      if (!invoicing.isKept(day, key, salt, greatestLift)) continue
      const lag = invoicing.lag(day, key, salt)
      const issued = day + Math.max(0, lag)
      // What was invoiced by the as-of day is in the ledger.
      if (issued < from || issued > table.horizon) continue
      if (lag >= 0) tally.bill(invoice.group, issued, lag)
      whole = this.#liveOne(order, issued, whole, greatestLift > 0)
    }
    return whole
  }

  /** Lives an invoice; one that is paid whole is put to `wholes`, behind the first `whole`. Returns how many these are then. */
  #liveOne(order: number, issued: number, whole: number, isAdded: boolean): number {
    const { invoice } = this
    invoice.amount = orders.amount[order]!
    this.#invoicing.write(invoice, issued, orders.payment[order]!, orders.key[order]!, this.#orders.salt, isAdded)
    const paid = liveInvoice(invoice, this.policies, this.pace === 'batches')
    if (paid === 0) {
      this.invoices++
      return whole
    }
    wholes.issued[whole] = issued
    wholes.due[whole] = invoice.due
    wholes.paid[whole] = paid
    wholes.amount[whole] = orders.amount[order]!
    return whole + 1
  }
}
