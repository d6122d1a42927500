import type { MonthTable } from '../month-table.js'
import { OrderSource } from '../orders/draw-orders.js'
import { orders, wholes } from '../orders/order-block.js'
import { paySteadily, type SteadyRule, unusual } from '../orders/pay-steadily.js'
import { HazardCurve } from '../payment/hazard-curve.js'
import { PaymentHabit } from '../payment/payment-habit.js'
import { never, type Plan } from '../plan.js'
import { logarithm } from '../random/elementary.js'
import { decision, purpose } from '../random/purpose.js'
import { decisionWord, RandomStream, triple32 } from '../random/random-stream.js'
import { exponentialOf, uniformOf } from '../random/word-draws.js'
import type { ReplicateParameters } from '../replicate-parameters.js'
import type { Tally } from '../tally/tally.js'
import { addWholes, beginWholes, takeWholes } from '../tally/whole-payments.js'
import { CustomerPolicies } from './customer-policies.js'
import { HabitBuilder } from './habit-builder.js'
import { InvoiceLife } from './invoice-life.js'

/** How the invoices of customers are worked off: the usual ones in batches, or every one by itself, as their oracle. */
export type Pace = 'batches' | 'one by one'

/**
 * Works off the customers of one replicate one after the other: nothing that one does changes what another does. Every
 * draw is keyed by its customer, order or invoice, and every order takes the same numbers, whatever becomes of it, so that
 * the n-th order has the same luck in every scenario.
 */
export class CustomerRun {
  readonly habit = new PaymentHabit()
  readonly life: InvoiceLife
  readonly policies: CustomerPolicies
  /** Invoices of the replicate so far. */
  invoices = 0
  readonly #habits: HabitBuilder
  readonly #streams = { orders: new RandomStream(), arrivals: new RandomStream(), other: new RandomStream() }
  readonly #orders: OrderSource
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
    this.life = new InvoiceLife(plan, parameters, tally, this.habit, this.policies)
    this.life.leavesWholes = pace === 'batches'
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
    this.life.group = group
    if (group === this.#group) return
    takeWholes(this.tally, this.#group)
    this.#group = group
  }

  #begin(replicate: number, customer: number, key: number, from: number, defaulted: number): void {
    this.policies.of(customer)
    this.#habits.build(this.habit, replicate, customer, key, from, defaulted)
    this.life.customer = customer
    this.life.segment = this.plan.customers.segment[customer]!
    this.life.slowness = 1
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
    const { plan, life } = this
    const { opening, keyHigh, keyLow } = plan
    for (let row = opening.start[customer]!; row < opening.start[customer + 1]!; row++) {
      this.invoices++
      // A credit balance stays as it is.
      if (opening.open[row]! <= 0) continue
      const stream = this.#streams.other.setKey(keyHigh, keyLow, replicate, opening.key[row]!, purpose.opening)
      life.payment = stream.nextWord()
      life.key = stream.nextWord()
      life.salt = stream.nextWord()
      life.group = opening.group[row]!
      life.issued = opening.issued[row]!
      life.due = opening.due[row]!
      life.clockDue = life.due
      life.policy = this.policies.on(life.issued)
      life.amount = opening.amount[row]!
      life.open = opening.open[row]!
      life.isOpening = true
      life.isDisputed = opening.disputed[row] === 1
      life.disputeAge = opening.disputeAge[row]!
      life.isPartlyPaid = opening.partlyPaid[row] === 1
      life.live()
    }
    life.isOpening = false
    life.isPartlyPaid = false
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
    const first = from - this.#longestLag()
    this.#enterGroup(customers.group[customer]!)
    this.life.slowness = 1
    const source = this.#orders
    source.stream.setKey(keyHigh, keyLow, replicate, key, purpose.orders)
    source.begin(rate, first, through, logMean, deviation)
    this.#live(from, 0)

    const lift = this.#greatestLift()
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
      const whole = isSteady ? this.#liveSteadily(count, policy) : this.#liveOneByOne(count, from, greatestLift)
      this.invoices += whole
      addWholes(whole)
    }
  }

  /** Whether nothing can happen to most invoices but to be paid whole or written off. */
  #isPlain(policy: number): boolean {
    const { plan, parameters, life } = this
    const { policies } = plan
    return (
      parameters.partial[life.segment]! === 0 &&
      policies.deposit[policy]! === 0 &&
      policies.discountDays[policy]! < 0 &&
      policies.billingLag[policy]! === 0 &&
      parameters.responses[policies.orderLift[policy]!]! === 0 &&
      plan.customers.marginRate[life.customer]! === 0
    )
  }

  #setRule(policy: number): void {
    const { plan, habit, table } = this
    const rule = this.#rule
    rule.curve = habit.curves[0]!
    rule.termsRow = plan.policies.terms[policy]! * (table.horizon + 1)
    rule.writeOffAge = plan.policies.writeOffAge[policy]!
    rule.disputed = this.#disputeProbability(policy) * 4294967296
    rule.defaultDay = habit.defaultDay
  }

  /** The usual invoice takes a few look-ups, the unusual one is lived by itself. Returns how many are usual. */
  #liveSteadily(count: number, policy: number): number {
    const rule = this.#rule
    const others = paySteadily(count, rule)
    let whole = count - others
    for (let row = 0; row < others; row++) {
      const order = unusual[row]!
      const issued = orders.day[order]!
      whole = this.#liveOne(order, policy, issued, issued + rule.terms[rule.termsRow + issued]!, whole)
    }
    return whole
  }

  /** Returns how many are paid whole, which are the first in `wholes`. */
  #liveOneByOne(count: number, from: number, greatestLift: number): number {
    const { plan, parameters, policies, table, life, tally } = this
    const { day, key } = orders
    const { salt } = this.#orders
    const { horizon } = table
    const { responses } = parameters
    const firstTerms = plan.policies.terms[plan.phases.policy[policies.first]!]!
    let whole = 0
    for (let order = 0; order < count; order++) {
      const orderKey = key[order]!
      let policy = policies.on(day[order]!)
      const lift = responses[plan.policies.orderLift[policy]!]!
      if (greatestLift > 0 || lift < 0) {
        const luck = uniformOf(decisionWord(orderKey, salt, decision.lift))
        if (greatestLift > 0 ? luck * greatestLift >= lift : luck < -lift) continue
      }
      let issued = day[order]!
      const lag = plan.policies.billingLag[policy]!
      if (lag > 0) {
        issued += billingDays(lag, decisionWord(orderKey, salt, decision.billingLag))
        // Invoiced by the as-of day: the ledger has it.
        if (issued < from) continue
      }
      if (issued > horizon) continue
      if (lag > 0) {
        tally.bill(life.group, issued, issued - day[order]!)
        policy = policies.on(issued)
      }
      const terms = plan.policies.terms[policy]!
      const due = issued + plan.terms[terms * (horizon + 1) + issued]!
      if (greatestLift > 0) life.slowness = responses[plan.policies.adverseSelection[policy]!]!
      const clockDue = this.#clockDue(policy, firstTerms, issued, due)
      whole = this.#liveOne(order, policy, issued, due, whole, clockDue)
    }
    return whole
  }

  /** The due day that the customer's habit goes by: it moves by what of new terms passes through, and with the delivery. */
  #clockDue(policy: number, firstTerms: number, issued: number, due: number): number {
    const { plan, parameters, table } = this
    const { terms, passThrough, deliveryDaysSaved } = plan.policies
    const saved = deliveryDaysSaved[policy]!
    if (terms[policy] === firstTerms) return due - saved
    const dueBefore = issued + plan.terms[firstTerms * (table.horizon + 1) + issued]!
    return dueBefore + Math.round((due - dueBefore) * parameters.responses[passThrough[policy]!]!) - saved
  }

  #disputeProbability(policy: number): number {
    const { plan, parameters, life } = this
    const accuracy = plan.policies.accuracy[policy]!
    // Where accuracy is stated it says the share of invoices without a dispute.
    if (accuracy === accuracy) return 1 - accuracy
    return parameters.disputeProbability[life.segment]! * parameters.responses[plan.policies.disputeFactor[policy]!]!
  }

  /** Lives an invoice; one that is paid whole is put to `wholes`, behind the first `whole`. Returns how many these are then. */
  #liveOne(order: number, policy: number, issued: number, due: number, whole: number, clockDue = due): number {
    const { life } = this
    const amount = orders.amount[order]!
    life.policy = policy
    life.issued = issued
    life.due = due
    life.clockDue = clockDue
    life.amount = amount
    life.open = amount
    life.payment = orders.payment[order]!
    life.key = orders.key[order]!
    life.salt = this.#orders.salt
    life.isDisputed = uniformOf(life.key) < this.#disputeProbability(policy)
    const paid = life.live()
    if (paid === 0) {
      this.invoices++
      return whole
    }
    wholes.issued[whole] = issued
    wholes.due[whole] = due
    wholes.paid[whole] = paid
    wholes.amount[whole] = amount
    return whole + 1
  }

  /** Days before its first that an order may have been delivered which is invoiced only then. */
  #longestLag(): number {
    const { plan, policies } = this
    const lag = plan.policies.billingLag[plan.phases.policy[policies.first]!]!
    return lag > 0 ? billingDays(lag, 0) : 0
  }

  #greatestLift(): number {
    const { plan, parameters, policies } = this
    let greatest = 0
    for (let phase = policies.first; phase < policies.end; phase++) {
      const policy = plan.phases.policy[phase]!
      greatest = Math.max(greatest, parameters.responses[plan.policies.orderLift[policy]!]!)
    }
    return greatest
  }
}

/** Geometrically distributed days of this mean, by inversion; the greatest for the word 0. */
function billingDays(mean: number, word: number): number {
  return Math.floor(exponentialOf(word) / -logarithm(mean / (1 + mean)))
}
