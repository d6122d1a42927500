import type { MonthTable } from '../month-table.js'
import { OrderSource } from '../orders/draw-orders.js'
import { orders, wholes } from '../orders/order-block.js'
import { paySteadily, type SteadyRule, unusual } from '../orders/pay-steadily.js'
import { HazardCurve } from '../payment/hazard-curve.js'
import { PaymentHabit } from '../payment/payment-habit.js'
import { never, type Plan } from '../plan.js'
import { decision, purpose } from '../random/purpose.js'
import { decisionWord, RandomStream, triple32 } from '../random/random-stream.js'
import type { ReplicateParameters } from '../replicate-parameters.js'
import type { Tally } from '../tally/tally.js'
import { addWholes, beginWholes, takeWholes } from '../tally/whole-payments.js'
import { CustomerPolicies } from './customer-policies.js'
import { HabitBuilder } from './habit-builder.js'
import { Invoice } from './invoice.js'
import { liveInvoice } from './invoice-life.js'
import { billingDays, Invoicing } from './invoicing.js'

/** How the invoices of customers are worked off: the usual ones in batches, or every one by itself, as their oracle. */
export type Pace = 'batches' | 'one by one'

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
  readonly #streams = { orders: new RandomStream(), arrivals: new RandomStream(), other: new RandomStream() }
  readonly #orders: OrderSource
  readonly #invoicing: Invoicing
  readonly #rule: SteadyRule
  /** Customers, those of a group together. */
  readonly #byGroup: Int32Array
  #group = 0

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    readonly table: MonthTable,
    readonly tally: Tally,
    readonly pace: Pace,
  ) {
    this.policies = new CustomerPolicies(plan)
    this.#orders = new OrderSource(this.#streams.orders, parameters.orderClock)
    this.#habits = new HabitBuilder(plan, parameters, table, this.policies)
    this.invoice = new Invoice(plan, parameters, tally, this.habit)
    this.#invoicing = new Invoicing(plan, parameters, this.policies, this.invoice, table.horizon)
    const { group } = plan.customers
    this.#byGroup = Int32Array.from(group.keys()).sort((a, b) => group[a]! - group[b]! || a - b)
    this.#rule = {
      curve: new HazardCurve(0, 0, false),
      terms: plan.terms,
      termsRow: 0,
      writeOffAge: 0,
      disputed: 0,
      defaultDay: never,
      horizon: table.horizon,
    }
  }

  run(replicate: number): void {
    this.invoices = 0
    beginWholes(this.table)
    for (const customer of this.#byGroup) {
      const key = this.plan.customers.key[customer]!
      this.#begin(replicate, customer, key, 1, this.plan.customers.defaulted[customer]!)
      this.#openInvoices(replicate, customer)
      this.#order(replicate, customer, key, 1)
    }
    this.#newCustomers(replicate)
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
    this.invoice.segment = this.plan.customers.segment[customer]!
  }

  /** New customers are like a customer that is there, with luck of their own. They come as orders do, by season and growth. */
  #newCustomers(replicate: number): void {
    const { plan, parameters, table } = this
    const { segments, keyHigh, keyLow } = plan
    const clock = parameters.orderClock
    const end = clock.atEndOf(table.horizon)
    for (let segment = 0; segment < segments.key.length; segment++) {
      const rate = parameters.arrivalsPerDay[segment]!
      const first = segments.memberStart[segment]!
      const members = segments.memberStart[segment + 1]! - first
      if (rate <= 0 || members === 0) continue
      // A number of its own for the n-th newcomer of the segment: what it is like does not hang on when it comes.
      const arrivals = this.#streams.arrivals.setKey(keyHigh, keyLow, replicate, segments.key[segment]!, purpose.arrival)
      let time = arrivals.nextExponential() / rate
      for (; time < end; time += arrivals.nextExponential() / rate) {
        const like = segments.members[first + Math.floor(arrivals.nextUniform() * members)]!
        const key = triple32(arrivals.nextWord())
        const from = clock.dayAt(time)
        this.policies.of(like)
        if (plan.policies.admitsNew[this.policies.on(from)] === 0) continue
        this.#begin(replicate, like, key, from, 0)
        this.#order(replicate, like, key, from)
      }
    }
  }

  #openInvoices(replicate: number, customer: number): void {
    const { plan, invoice } = this
    const { opening, keyHigh, keyLow } = plan
    for (let row = opening.start[customer]!; row < opening.start[customer + 1]!; row++) {
      this.invoices++
      // A credit balance stays as it is.
      if (opening.open[row]! <= 0) continue
      const stream = this.#streams.other.setKey(keyHigh, keyLow, replicate, opening.key[row]!, purpose.opening)
      invoice.slowness = 1
      invoice.threshold = stream.nextExponential()
      invoice.key = stream.nextWord()
      invoice.salt = stream.nextWord()
      invoice.group = opening.group[row]!
      invoice.issued = opening.issued[row]!
      invoice.due = opening.due[row]!
      invoice.clockDue = invoice.due
      invoice.policy = this.policies.on(invoice.issued)
      invoice.amount = opening.amount[row]!
      invoice.open = opening.open[row]!
      invoice.isOpening = true
      invoice.isDisputed = opening.disputed[row] === 1
      invoice.disputeAge = opening.disputeAge[row]!
      invoice.isPartlyPaid = opening.partlyPaid[row] === 1
      liveInvoice(invoice, this.policies, false)
    }
    invoice.isOpening = false
    invoice.isPartlyPaid = false
  }

  /** Draws a customer's orders from its first day on, and lives their invoices. */
  #order(replicate: number, customer: number, key: number, from: number): void {
    const { plan, habit, table } = this
    const { customers, keyHigh, keyLow } = plan
    let rate = customers.ordersPerDay[customer]!
    if (rate <= 0) return
    const other = this.#streams.other
    const shape = customers.ordersShape[customer]!
    if (shape > 0) {
      rate *= other.setKey(keyHigh, keyLow, replicate, key, purpose.orderParameter).nextGammaOfMeanOne(shape)
    }
    let logMean = customers.logAmountMean[customer]!
    const error = customers.logAmountMeanError[customer]!
    if (error > 0) {
      other.setKey(keyHigh, keyLow, replicate, key, purpose.amountParameter)
      // So that ignorance of the mean amount does not raise the mean amount.
      logMean += error * other.nextNormal() - (error * error) / 2
    }
    const deviation = customers.logAmountDeviation[customer]!
    const through = Math.min(table.horizon, habit.defaultDay + plan.ordersStopAfterDefault - 1)
    const first = from - this.#invoicing.longestLag()
    this.#enterGroup(customers.group[customer]!)
    const source = this.#orders
    source.stream.setKey(keyHigh, keyLow, replicate, key, purpose.orders)
    source.begin(rate, first, through, logMean, deviation)
    this.#live(from, 0)

    const lift = this.#invoicing.greatestLift()
    if (lift <= 0) return
    source.stream.setKey(keyHigh, keyLow, replicate, key, purpose.addedOrders)
    source.begin(rate * lift, first, through, logMean, deviation)
    this.#live(from, lift)
  }

  /** `greatestLift` is 0 for a customer's own orders; added ones are kept as often as the lift of their day says. */
  #live(from: number, greatestLift: number): void {
    const { habit, policies } = this
    const policy = this.plan.phases.policy[policies.first]!
    const isSteady =
      this.pace === 'batches' &&
      greatestLift === 0 &&
      habit.phases === 1 &&
      habit.factors === null &&
      habit.payDays === null &&
      habit.curves[0]!.byWord.length > 0 &&
      this.#isPlain(policy)
    if (isSteady) this.#setRule(policy)
    const source = this.#orders
    for (let count = source.next(); count > 0; count = source.next()) {
      const whole = isSteady ? this.#liveSteadily(count) : this.#liveOneByOne(count, from, greatestLift)
      this.invoices += whole
      addWholes(whole)
    }
  }

  /** Whether nothing can happen to most invoices but to be paid whole or written off. */
  #isPlain(policy: number): boolean {
    const { plan, parameters, invoice } = this
    const { policies } = plan
    return (
      parameters.partial[invoice.segment]! === 0 &&
      policies.deposit[policy]! === 0 &&
      policies.discountDays[policy]! < 0 &&
      policies.billingLag[policy]! === 0 &&
      policies.deliveryDaysSaved[policy]! === 0 &&
      parameters.responses[policies.orderLift[policy]!]! === 0 &&
      plan.customers.marginRate[invoice.customer]! === 0
    )
  }

  #setRule(policy: number): void {
    const { plan, habit, table } = this
    const rule = this.#rule
    rule.curve = habit.curves[0]!
    rule.termsRow = plan.policies.terms[policy]! * (table.horizon + 1)
    rule.writeOffAge = plan.policies.writeOffAge[policy]!
    rule.disputed = this.#invoicing.disputeProbability(policy) * 4294967296
    rule.defaultDay = habit.defaultDay
  }

  /** The usual invoice takes a few look-ups, the unusual one is lived by itself. Returns how many are usual. */
  #liveSteadily(count: number): number {
    const others = paySteadily(count, this.#rule)
    let whole = count - others
    for (let row = 0; row < others; row++) {
      const order = unusual[row]!
      whole = this.#liveOne(order, orders.day[order]!, whole, false)
    }
    return whole
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
      const mean = invoicing.meanLag(day)
      const lag = mean > 0 ? billingDays(mean, decisionWord(key, salt, decision.billingLag)) : 0
      const issued = day + lag
      // What was invoiced by the as-of day is in the ledger.
      if (issued < from || issued > table.horizon) continue
      if (mean > 0) tally.bill(invoice.group, issued, lag)
      whole = this.#liveOne(order, issued, whole, greatestLift > 0)
    }
    return whole
  }

  /** Lives an invoice; one that is paid whole is put to `wholes`, behind the first `whole`. Returns how many these are then. */
  #liveOne(order: number, issued: number, whole: number, isAdded: boolean): number {
    const { invoice } = this
    const amount = orders.amount[order]!
    this.#invoicing.write(issued, amount, orders.payment[order]!, orders.key[order]!, this.#orders.salt, isAdded)
    const paid = liveInvoice(invoice, this.policies, this.pace === 'batches')
    if (paid === 0) {
      this.invoices++
      return whole
    }
    wholes.issued[whole] = issued
    wholes.due[whole] = invoice.due
    wholes.paid[whole] = paid
    wholes.amount[whole] = amount
    return whole + 1
  }
}
