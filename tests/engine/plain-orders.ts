import { type Purpose, purpose, type RandomStream } from '../../src/engine/random-stream.js'
import { type Beliefs, streamOf } from './plain-beliefs.js'
import { horizonOf, type PlainCompany } from './plain-company.js'
import { live, monthOfDay, type PlainInvoice, type PlainPayer } from './plain-invoice.js'

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

/** What a customer orders from its first day to the horizon, or until its default has been noticed. */
export function newInvoices(
  company: PlainCompany,
  beliefs: Beliefs,
  replicate: number,
  payer: PlainPayer,
  firstDay: number,
): PlainInvoice[] {
  const { customer, segment, defaultDay } = payer
  const draws = (use: Purpose) => streamOf(company, replicate, payer.key, use)
  const { value, shape } = customer.ordersPerDay
  const rate = value * draws(purpose.orderParameter).nextGammaOfMeanOne(shape)
  // Not knowing the typical amount does not make the mean amount greater.
  const error = customer.logAmountMeanError
  const logMean = customer.logAmountMean + (error * draws(purpose.amountParameter).nextNormal() - (error * error) / 2)
  const gaps = draws(purpose.orderGap)
  const amounts = draws(purpose.orderAmount)
  const payments = draws(purpose.payment)
  const disputes = draws(purpose.dispute)
  const disputeDays = draws(purpose.disputeDays)
  const partials = draws(purpose.partial)
  const rests = draws(purpose.rest)
  const discounts = draws(purpose.discount)
  const lastDay = Math.min(horizonOf(company), defaultDay + company.ordersStopAfterDefault - 1)
  const expectedOn = (day: number) => rate * beliefs.months[monthOfDay(company, day)]!.orders
  const invoices: PlainInvoice[] = []
  for (const issued of poissonDays(gaps, firstDay, lastDay, expectedOn)) {
    const amount = Math.max(1, Math.round(Math.exp(logMean + customer.logAmountDeviation * amounts.nextNormal())))
    const isDisputed = disputes.nextUniform() < segment.disputes
    const blocked = Math.ceil(-Math.log(disputeDays.nextUniform()) * segment.disputeDays)
    const luck = {
      payment: payments.nextUniform(),
      rest: rests.nextUniform(),
      isConceded: disputes.nextUniform(),
      isPartial: partials.nextUniform(),
      fraction: partials.nextUniform(),
    }
    const discountLuck = discounts.nextUniform()
    const onNewTerms = issued >= company.leversFrom
    const due = issued + (onNewTerms ? customer.netDaysAfter : customer.netDaysBefore)
    const discount = isDisputed ? null : discountOf(payer, { issued, due, amount }, discountLuck)
    const events = live(company, beliefs, payer, luck, {
      due,
      clockDue: issued + customer.netDaysBefore + (onNewTerms ? customer.clockShiftAfter : 0),
      firstDay: issued,
      open: amount,
      disputedThrough: isDisputed ? issued + blocked : null,
      discount,
    })
    invoices.push({
      group: customer.group,
      issued,
      due,
      amount,
      openAtStart: 0,
      dispute: isDisputed ? { from: issued, through: issued + blocked } : null,
      events: [{ day: issued, kind: 'issue', amount }, ...events],
    })
  }
  return invoices
}

/** When a discount is taken, on its last day or one or two days before, and what it is worth; null if it is not taken. */
function discountOf(
  { customer, defaultDay }: PlainPayer,
  { issued, due, amount }: { readonly issued: number; readonly due: number; readonly amount: number },
  luck: number,
): { readonly day: number; readonly amount: number } | null {
  if (customer.discount === null) return null
  const { days, rate } = customer.discount
  const daysBefore = luck < 1 / 3 ? 0 : luck < 2 / 3 ? 1 : 2
  const day = issued + Math.max(0, days - daysBefore)
  if (day > due || day >= defaultDay) return null
  // Something is paid in any case.
  return { day, amount: Math.min(amount - 1, Math.round(amount * rate)) }
}
