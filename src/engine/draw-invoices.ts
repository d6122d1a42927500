import type { ReplicateParameters } from './draw-parameters.js'
import { HazardCurve } from './hazard-curve.js'
import type { InvoiceState } from './invoice-state.js'
import { type PaymentHabit, paymentDay } from './payment-day.js'
import { fractionSteps, never, type Plan } from './plan.js'
import { purpose, RandomStream, triple32 } from './random-stream.js'

const streams = {
  gap: new RandomStream(),
  amount: new RandomStream(),
  payment: new RandomStream(),
  dispute: new RandomStream(),
  disputeDays: new RandomStream(),
  partial: new RandomStream(),
  rest: new RandomStream(),
  discount: new RandomStream(),
  opening: new RandomStream(),
  arrival: new RandomStream(),
  other: new RandomStream(),
}

/** A taken discount is paid on its last day or up to two days before, each as likely. */
const discountDaysBeforeLast = 2

/** What chance has in store for one invoice. */
interface InvoiceLuck {
  threshold: number
  restThreshold: number
  /** Uniform numbers. */
  isPartial: number
  fraction: number
  /** The last day under dispute; `never` where there is none. */
  disputeEnds: number
  isConceded: boolean
}

/**
 * Draws all invoices of one replicate and decides the future of each, customer by customer. Every draw is keyed by its
 * customer or invoice, and every order takes one number from each of its streams, whatever becomes of it, so that the
 * n-th order has the same luck in every scenario.
 */
export class InvoiceDrawer {
  readonly #before: HazardCurve
  readonly #after: HazardCurve
  readonly #horizon: number
  /** Of the invoice at hand; one object for all. */
  readonly #luck: InvoiceLuck = {
    threshold: 0,
    restThreshold: 0,
    isPartial: 1,
    fraction: 0,
    disputeEnds: never,
    isConceded: false,
  }

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    readonly monthOfDay: Int32Array,
  ) {
    this.#before = new HazardCurve(plan)
    this.#after = new HazardCurve(plan)
    this.#horizon = plan.monthEnds[plan.monthEnds.length - 1]!
  }

  draw(replicate: number, state: InvoiceState): void {
    for (let customer = 0; customer < this.plan.customers.key.length; customer++) {
      const key = this.plan.customers.key[customer]!
      const habit = this.#habitOf(replicate, customer, key, 1, this.plan.customers.defaulted[customer]!)
      this.#drawOpening(replicate, customer, habit, state)
      this.#drawOrders(replicate, customer, key, 1, habit, state)
    }
    this.#drawArrivals(replicate, state)
  }

  /** New customers are like a customer that is there, with luck of their own. */
  #drawArrivals(replicate: number, state: InvoiceState): void {
    const { segments, keyHigh, keyLow } = this.plan
    for (let segment = 0; segment < segments.key.length; segment++) {
      const rate = this.parameters.arrivalsPerDay[segment]!
      const first = segments.memberStart[segment]!
      const members = segments.memberStart[segment + 1]! - first
      if (rate <= 0 || members === 0) continue
      // A number of its own for the n-th newcomer of the segment: what it is like does not hang on when it comes.
      const arrival = streams.arrival.setKey(keyHigh, keyLow, replicate, segments.key[segment]!, purpose.arrival)
      let time = arrival.nextExponential() / rate
      for (; time < this.#horizon; time += arrival.nextExponential() / rate) {
        const like = segments.members[first + Math.floor(arrival.nextUniform() * members)]!
        const key = triple32(arrival.nextWord())
        const from = Math.floor(time) + 1
        this.#drawOrders(replicate, like, key, from, this.#habitOf(replicate, like, key, from, 0), state)
      }
    }
  }

  /** How a customer pays in this replicate; `from` is its first day, `defaulted` the probability that it pays no more. */
  #habitOf(replicate: number, customer: number, key: number, from: number, defaulted: number): PaymentHabit {
    const { plan, parameters } = this
    const { customers, leversFrom, keyHigh, keyLow } = plan
    const segment = customers.segment[customer]!
    const shape = customers.multiplierShape[customer]!
    if (shape > 0) streams.other.setKey(keyHigh, keyLow, replicate, key, purpose.multiplierParameter)
    const multiplier = customers.multiplier[customer]! * streams.other.nextGammaOfMeanOne(shape)
    this.#before.fill(plan, parameters.daily, segment, multiplier, 0)
    const leverSet = customers.leverSet[customer]!
    const changes = leversFrom !== never && leverSet !== 0
    if (changes) this.#after.fill(plan, parameters.daily, segment, multiplier, leverSet)
    return {
      before: this.#before,
      after: changes ? this.#after : this.#before,
      leversFrom,
      factors: parameters.paymentVaries ? parameters.paymentFactor : null,
      monthEnds: plan.monthEnds,
      monthOfDay: this.monthOfDay,
      defaultDay: this.#defaultDay(replicate, segment, key, from, defaulted),
    }
  }

  /** The first day on which the accumulated rate of default passes a threshold; long before the first for one that has defaulted already. */
  #defaultDay(replicate: number, segment: number, key: number, from: number, defaulted: number): number {
    const { plan, parameters } = this
    const rate = parameters.defaultsPerDay[segment]!
    if (rate <= 0 && defaulted <= 0) return never
    const stream = streams.other.setKey(plan.keyHigh, plan.keyLow, replicate, key, purpose.default)
    let left = stream.nextExponential()
    // So long ago that its orders have been stopped.
    if (stream.nextUniform() < defaulted) return from - plan.ordersStopAfterDefault
    if (rate <= 0) return never
    let day = from
    for (let month = this.monthOfDay[from]!; month < plan.monthEnds.length; month++) {
      const daily = rate * parameters.defaultFactor[month]!
      const days = plan.monthEnds[month]! - day + 1
      if (left <= daily * days) return day + Math.max(0, Math.ceil(left / daily) - 1)
      left -= daily * days
      day = plan.monthEnds[month]! + 1
    }
    return never
  }

  /**
   * Brings a customer's opening invoices in. They were open on the as-of day, so each draws a fresh threshold for the hazard
   * that still lies ahead: the exponential has no memory.
   */
  #drawOpening(replicate: number, customer: number, habit: PaymentHabit, state: InvoiceState): void {
    const { plan, parameters } = this
    const { opening, customers } = plan
    const segment = customers.segment[customer]!
    for (let row = opening.start[customer]!; row < opening.start[customer + 1]!; row++) {
      const invoice = state.add()
      state.issued[invoice] = opening.issued[row]!
      state.due[invoice] = opening.due[row]!
      state.group[invoice] = opening.group[row]!
      state.amount[invoice] = opening.amount[row]!
      state.open[invoice] = opening.open[row]!
      state.paid[invoice] = never
      state.writtenOff[invoice] = never
      if (opening.open[row]! <= 0) continue

      const stream = streams.opening.setKey(plan.keyHigh, plan.keyLow, replicate, opening.key[row]!, purpose.opening)
      const luck = this.#luck
      luck.threshold = stream.nextExponential()
      const blockedDays = Math.max(1, Math.ceil(stream.nextExponential() * parameters.disputeMeanDays[segment]!))
      luck.disputeEnds = opening.disputed[row] === 1 ? blockedDays : never
      luck.isConceded = stream.nextUniform() < parameters.conceded[segment]!
      // One that was paid in part pays its rest.
      luck.isPartial = opening.partlyPaid[row] === 1 ? 1 : stream.nextUniform()
      luck.fraction = stream.nextUniform()
      luck.restThreshold = stream.nextExponential()
      this.#decide(state, invoice, customer, habit, opening.due[row]!, 1)
    }
  }

  #drawOrders(
    replicate: number,
    customer: number,
    key: number,
    from: number,
    habit: PaymentHabit,
    state: InvoiceState,
  ): void {
    const { plan, parameters } = this
    const { customers, leversFrom, keyHigh, keyLow } = plan
    const { orderClock } = parameters
    let rate = customers.ordersPerDay[customer]!
    if (rate <= 0) return
    const orderShape = customers.ordersShape[customer]!
    if (orderShape > 0) {
      const stream = streams.other.setKey(keyHigh, keyLow, replicate, key, purpose.orderParameter)
      rate *= stream.nextGammaOfMeanOne(orderShape)
    }
    let meanLog = customers.logAmountMean[customer]!
    const meanError = customers.logAmountMeanError[customer]!
    if (meanError > 0) {
      const stream = streams.other.setKey(keyHigh, keyLow, replicate, key, purpose.amountParameter)
      // So that ignorance of the mean amount does not raise the mean amount.
      meanLog += meanError * stream.nextNormal() - meanError ** 2 / 2
    }
    const gap = streams.gap.setKey(keyHigh, keyLow, replicate, key, purpose.orderGap)
    const amount = streams.amount.setKey(keyHigh, keyLow, replicate, key, purpose.orderAmount)
    const payment = streams.payment.setKey(keyHigh, keyLow, replicate, key, purpose.payment)
    const dispute = streams.dispute.setKey(keyHigh, keyLow, replicate, key, purpose.dispute)
    const disputeDays = streams.disputeDays.setKey(keyHigh, keyLow, replicate, key, purpose.disputeDays)
    const segment = customers.segment[customer]!
    const discountDays = customers.discountDays[customer]!
    // Streams that decide nothing are not drawn from: each is keyed by itself, so that no other moves.
    const paysInParts = parameters.partial[segment]! > 0
    const takesDiscount = discountDays >= 0
    const { partial, rest, discount } = streams
    if (paysInParts) {
      partial.setKey(keyHigh, keyLow, replicate, key, purpose.partial)
      rest.setKey(keyHigh, keyLow, replicate, key, purpose.rest)
    }
    if (takesDiscount) discount.setKey(keyHigh, keyLow, replicate, key, purpose.discount)
    const deviation = customers.logAmountDeviation[customer]!
    const luck = this.#luck
    const lastDay = Math.min(this.#horizon, habit.defaultDay + plan.ordersStopAfterDefault - 1)
    const end = orderClock[lastDay]!
    let day = from
    for (
      let time = orderClock[from - 1]! + gap.nextExponential() / rate;
      time < end;
      time += gap.nextExponential() / rate
    ) {
      while (orderClock[day]! <= time) day++
      const issued = day
      const drawnAmount = Math.exp(meanLog + deviation * amount.nextNormal())
      const isDisputed = dispute.nextUniform() < parameters.disputeProbability[segment]!
      const blockedDays = Math.ceil(disputeDays.nextExponential() * parameters.disputeMeanDays[segment]!)
      luck.threshold = payment.nextExponential()
      luck.disputeEnds = isDisputed ? issued + blockedDays : never
      luck.isConceded = dispute.nextUniform() < parameters.conceded[segment]!
      luck.isPartial = 1
      if (paysInParts) {
        luck.isPartial = partial.nextUniform()
        luck.fraction = partial.nextUniform()
        luck.restThreshold = rest.nextExponential()
      }

      const underLevers = issued >= leversFrom
      const netDays = underLevers ? customers.netDaysAfter[customer]! : customers.netDaysBefore[customer]!
      const invoice = state.add()
      state.issued[invoice] = issued
      state.due[invoice] = issued + netDays
      state.group[invoice] = customers.group[customer]!
      state.amount[invoice] = Math.max(1, Math.round(drawnAmount))
      state.open[invoice] = state.amount[invoice]!
      const clockDue =
        issued + customers.netDaysBefore[customer]! + (underLevers ? customers.clockShiftAfter[customer]! : 0)
      this.#decide(state, invoice, customer, habit, clockDue, issued)
      if (takesDiscount) {
        const daysBeforeLast = Math.floor((discountDaysBeforeLast + 1) * discount.nextUniform())
        this.#takeDiscount(state, invoice, customer, habit, Math.max(0, discountDays - daysBeforeLast))
      }
    }
  }

  /**
   * Sets dispute, payments and write-off. The earlier of payment and write-off happens, payment first on the same day. The
   * rest of a part payment is paid by the same hazard from the next day on.
   */
  #decide(
    state: InvoiceState,
    invoice: number,
    customer: number,
    habit: PaymentHabit,
    clockDue: number,
    earliest: number,
  ): void {
    const { plan, parameters } = this
    const luck = this.#luck
    const segment = plan.customers.segment[customer]!
    let start = earliest
    if (luck.disputeEnds !== never) {
      start = luck.disputeEnds + 1
      state.disputeEnds[invoice] = luck.disputeEnds
      if (luck.isConceded) {
        state.credited[invoice] = Math.round(state.open[invoice]! * plan.segments.creditedShare[segment]!)
      }
    }
    const paid = this.#onPayDay(customer, habit, paymentDay(habit, clockDue, start, luck.threshold))
    state.paid[invoice] = paid
    if (paid !== never && luck.isPartial < parameters.partial[segment]!) {
      state.fraction[invoice] = this.#fraction(segment, luck.fraction)
      state.restPaid[invoice] = this.#onPayDay(
        customer,
        habit,
        paymentDay(habit, clockDue, paid + 1, luck.restThreshold),
      )
    }
    const due = state.due[invoice]!
    const before = Math.max(earliest, due + plan.writeOffAgeBefore)
    state.writtenOff[invoice] =
      before < plan.leversFrom ? before : Math.max(earliest, plan.leversFrom, due + plan.writeOffAgeAfter)
  }

  /** A customer that takes its discount pays whole and in time for it, unless a dispute or its default comes between. */
  #takeDiscount(state: InvoiceState, invoice: number, customer: number, habit: PaymentHabit, days: number): void {
    const day = state.issued[invoice]! + days
    if (state.disputeEnds[invoice] !== never || day >= habit.defaultDay || day > state.due[invoice]!) return
    state.paid[invoice] = day
    state.fraction[invoice] = 0
    state.discount[invoice] = Math.min(
      state.open[invoice]! - 1,
      Math.round(state.open[invoice]! * this.plan.customers.discountRate[customer]!),
    )
  }

  /** What a customer has decided to pay is paid on its next pay day, if it has not defaulted by then. */
  #onPayDay(customer: number, habit: PaymentHabit, day: number): number {
    const calendar = this.plan.customers.payCalendar[customer]!
    if (calendar < 0 || day > this.#horizon) return day
    const payDay = this.plan.payCalendars[calendar * (this.#horizon + 1) + day]!
    return payDay < habit.defaultDay ? payDay : never
  }

  /** The part that a first payment is of what is open, by inversion: linear between quantiles. */
  #fraction(segment: number, uniform: number): number {
    const { partialFraction } = this.plan.segments
    const place = uniform * fractionSteps
    const step = Math.floor(place)
    const row = segment * (fractionSteps + 1) + step
    return partialFraction[row]! + (place - step) * (partialFraction[row + 1]! - partialFraction[row]!)
  }
}
