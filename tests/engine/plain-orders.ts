import { decision, type Purpose, purpose } from '../../src/engine/random/purpose.js'
import { decisionWord, type RandomStream } from '../../src/engine/random/random-stream.js'
import { exponentialOf, uniformOf } from '../../src/engine/random/word-draws.js'
import { type Beliefs, streamOf } from './plain-beliefs.js'
import { dueDay, horizonOf, monthOfDay, type PlainCompany, type PlainPolicy, policyOn } from './plain-company.js'
import type { PlainBill, PlainLuck, PlainPayer } from './plain-invoice.js'

/**
 * The day of each event of a Poisson process that begins with a day, found by walking the days: a gap is an exponential
 * number, and a day wears it down by the number of events that are expected on it.
 */
export function* poissonDays(
  gaps: RandomStream,
  firstDay: number,
  lastDay: number,
  expectedOn: (day: number) => number,
): Generator<number> {
  let gap = gaps.nextExponential()
  for (let day = firstDay; day <= lastDay; day++) {
    let leftOfDay = expectedOn(day)
    while (gap < leftOfDay) {
      yield day
      leftOfDay -= gap
      gap = gaps.nextExponential()
    }
    gap -= leftOfDay
  }
}

/** What a customer orders. */
export interface PlainOrder {
  readonly day: number
  readonly amount: number
  readonly luck: PlainLuck
  /** Whether a lever has brought it. */
  readonly isAdded: boolean
}

/**
 * What a customer orders from its first day to the horizon, or until its default has been noticed; of a day, its own orders
 * come before those that levers add. A lever may take orders away, each with the probability that it states, or add some,
 * from a process of their own.
 */
export function ordersOf(company: PlainCompany, beliefs: Beliefs, replicate: number, payer: PlainPayer): PlainOrder[] {
  const { respond } = beliefs
  const { phases } = payer.customer
  const liftOn = (day: number) => respond(policyOn(payer.customer, day).orderLift)
  const chance = ({ luck }: PlainOrder) => uniformOf(luck.word(decision.lift))
  const greatest = Math.max(0, ...phases.map(({ policy }) => respond(policy.orderLift)))
  const own = drawnOrders(company, beliefs, replicate, payer, purpose.orders, 1)
  const added = drawnOrders(company, beliefs, replicate, payer, purpose.addedOrders, greatest)
  return [
    ...own.filter((order) => chance(order) >= -liftOn(order.day)),
    // Drawn as often as the greatest lift says, and kept as often as that of their own day says.
    ...added.filter((order) => chance(order) * greatest < liftOn(order.day)),
  ].sort((a, b) => a.day - b.day)
}

/** Orders at so many times the customer's own rate. */
function drawnOrders(
  company: PlainCompany,
  beliefs: Beliefs,
  replicate: number,
  payer: PlainPayer,
  use: Purpose,
  times: number,
): PlainOrder[] {
  const { customer, firstDay, defaultDay } = payer
  const draws = (own: Purpose) => streamOf(company, replicate, payer.key, own)
  const { value, shape } = customer.ordersPerDay
  const rate = value * draws(purpose.orderParameter).nextGammaOfMeanOne(shape)
  // Not knowing the typical amount does not make the mean amount greater.
  const error = customer.logAmountMeanError
  const logMean = customer.logAmountMean + (error * draws(purpose.amountParameter).nextNormal() - (error * error) / 2)
  const stream = draws(use)
  const salt = stream.nextWord()
  // What was ordered before the first day may be invoiced from that day on.
  const longestWait = billingDays(policyOn(customer, Number.NEGATIVE_INFINITY).billingLag, 0)
  const lastDay = Math.min(horizonOf(company), defaultDay + company.ordersStopAfterDefault - 1)
  const expectedOn = (day: number) => times * rate * beliefs.months[monthOfDay(company, day)]!.orders
  const list: PlainOrder[] = []
  for (const day of poissonDays(stream, firstDay - longestWait, lastDay, expectedOn)) {
    const drawn = Math.floor(Math.exp(logMean + customer.logAmountDeviation * stream.nextNormal()) + 0.5)
    const threshold = exponentialOf(stream.nextWord())
    const key = stream.nextWord()
    const luck: PlainLuck = { threshold, key, word: (decided) => decisionWord(key, salt, decided) }
    list.push({ day, amount: Math.max(1, drawn), luck, isAdded: use === purpose.addedOrders })
  }
  return list
}

/** The day on which an order is billed that is delivered on a day. */
export function billingDay({ customer }: PlainPayer, { luck }: PlainOrder, deliveredOn: number): number {
  return deliveredOn + billingDays(policyOn(customer, deliveredOn).billingLag, luck.word(decision.billingLag))
}

/** The invoice of an order that was delivered on a day. */
export function billOf(
  beliefs: Beliefs,
  payer: PlainPayer,
  { amount, luck, isAdded }: PlainOrder,
  deliveredOn: number,
): PlainBill {
  const { customer } = payer
  const { respond } = beliefs
  const issued = billingDay(payer, { amount, luck, isAdded, day: deliveredOn }, deliveredOn)
  const policy = policyOn(customer, issued)
  const deposit = Math.round(amount * policy.deposit)
  return {
    payer,
    luck,
    group: customer.group,
    issued,
    due: dueDay(policy.terms, issued),
    clockDue: clockDue(payer, policy, issued, respond(policy.passThrough)),
    amount,
    margin: Math.round(amount * customer.marginRate),
    openAtStart: 0,
    deposit,
    billingDays: policyOn(customer, deliveredOn).billingLag > 0 ? issued - deliveredOn : null,
    slowness: isAdded ? respond(policy.adverseSelection) : 1,
    isPartlyPaid: false,
    // What is paid already is not disputed.
    dispute: deposit === amount ? null : disputeOf(beliefs, payer, policy, issued, luck),
  }
}

/** The customer goes by the terms that it has always had, moved by a part of their change; and by when the invoice is there. */
function clockDue({ customer }: PlainPayer, policy: PlainPolicy, issued: number, passThrough: number): number {
  const always = dueDay(policyOn(customer, Number.NEGATIVE_INFINITY).terms, issued)
  return always + Math.round(passThrough * (dueDay(policy.terms, issued) - always)) - policy.deliveryDaysSaved
}

function disputeOf(
  { respond }: Beliefs,
  { segment }: PlainPayer,
  { accuracy, disputeFactor, disputeDaysFactor }: PlainPolicy,
  issued: number,
  luck: PlainLuck,
): PlainBill['dispute'] {
  const probability = accuracy === null ? segment.disputes * respond(disputeFactor) : 1 - accuracy
  if (uniformOf(luck.key) >= probability) return null
  const mean = segment.disputeDays * respond(disputeDaysFactor)
  const days = Math.ceil(exponentialOf(luck.word(decision.disputeDays)) * mean)
  return { openedOn: issued, from: issued, through: issued + days }
}

/** Every day an order that is not billed yet waits for another day with the same probability. */
function billingDays(mean: number, word: number): number {
  const waits = mean / (1 + mean)
  let days = 0
  for (let stillWaits = waits; uniformOf(word) <= stillWaits; stillWaits *= waits) days++
  return days
}
