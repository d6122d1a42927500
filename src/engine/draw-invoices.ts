import type { InvoiceState } from './invoice-state.js'
import { normalQuantile } from './normal-quantile.js'
import { paymentDay } from './payment-day.js'
import { never, type Plan } from './plan.js'
import { purpose, RandomStream } from './random-stream.js'

const streams = {
  gap: new RandomStream(),
  amount: new RandomStream(),
  payment: new RandomStream(),
  dispute: new RandomStream(),
  disputeDays: new RandomStream(),
  opening: new RandomStream(),
}

/**
 * Brings the opening invoices into a replicate and decides their futures. They were open on the as-of day, so each
 * draws a fresh threshold for the hazard that still lies ahead: the exponential has no memory.
 */
export function drawOpeningInvoices(plan: Plan, replicate: number, state: InvoiceState): void {
  const { opening, customers } = plan
  for (let row = 0; row < opening.customer.length; row++) {
    const customer = opening.customer[row]!
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
    const threshold = stream.nextExponential()
    const blockedDays = Math.max(1, Math.ceil(stream.nextExponential() * customers.disputeMeanDays[customer]!))
    const start = opening.disputed[row] === 1 ? 1 + blockedDays : 1
    if (opening.disputed[row] === 1) setDispute(plan, state, invoice, customer, blockedDays)
    decideClosing(plan, state, invoice, customer, start, opening.due[row]!, threshold, 1)
  }
}

/**
 * Draws a customer's orders up to the horizon and decides the future of each. Every order takes one draw from each
 * stream, whatever becomes of it, so that the n-th order has the same luck in every scenario.
 */
export function drawOrders(plan: Plan, replicate: number, customer: number, state: InvoiceState): void {
  const { customers, leversFrom, keyHigh, keyLow } = plan
  const horizon = plan.monthEnds[plan.monthEnds.length - 1]!
  const rate = customers.ordersPerDay[customer]!
  if (rate <= 0) return
  const key = customers.key[customer]!
  const gap = streams.gap.setKey(keyHigh, keyLow, replicate, key, purpose.orderGap)
  const amount = streams.amount.setKey(keyHigh, keyLow, replicate, key, purpose.orderAmount)
  const payment = streams.payment.setKey(keyHigh, keyLow, replicate, key, purpose.payment)
  const dispute = streams.dispute.setKey(keyHigh, keyLow, replicate, key, purpose.dispute)
  const disputeDays = streams.disputeDays.setKey(keyHigh, keyLow, replicate, key, purpose.disputeDays)

  const meanLog = customers.logAmountMean[customer]!
  const deviation = customers.logAmountDeviation[customer]!
  for (let time = gap.nextExponential() / rate; time < horizon; time += gap.nextExponential() / rate) {
    const issued = Math.floor(time) + 1
    const drawnAmount = Math.exp(meanLog + deviation * normalQuantile(amount.nextUniform()))
    const threshold = payment.nextExponential()
    const isDisputed = dispute.nextUniform() < customers.disputeProbability[customer]!
    const blockedDays = Math.ceil(disputeDays.nextExponential() * customers.disputeMeanDays[customer]!)

    const underLevers = issued >= leversFrom
    const netDays = underLevers ? customers.netDaysAfter[customer]! : customers.netDaysBefore[customer]!
    const clockShift = underLevers ? customers.clockShiftAfter[customer]! : 0
    const invoice = state.add()
    state.issued[invoice] = issued
    state.due[invoice] = issued + netDays
    state.group[invoice] = customers.group[customer]!
    state.amount[invoice] = Math.max(1, Math.round(drawnAmount))
    state.open[invoice] = state.amount[invoice]!
    if (isDisputed) setDispute(plan, state, invoice, customer, issued + blockedDays)
    const start = isDisputed ? issued + blockedDays + 1 : issued
    const clockDue = issued + customers.netDaysBefore[customer]! + clockShift
    decideClosing(plan, state, invoice, customer, start, clockDue, threshold, issued)
  }
}

function setDispute(plan: Plan, state: InvoiceState, invoice: number, customer: number, ends: number): void {
  state.disputeEnds[invoice] = ends
  state.credited[invoice] = Math.round(state.open[invoice]! * plan.customers.concededShare[customer]!)
}

/** Sets the day of payment and the day of write-off; the earlier one happens, payment first on the same day. */
function decideClosing(
  plan: Plan,
  state: InvoiceState,
  invoice: number,
  customer: number,
  start: number,
  clockDue: number,
  threshold: number,
  earliest: number,
): void {
  const { customers, leversFrom } = plan
  state.paid[invoice] = paymentDay(
    plan.curves,
    customers.curveBefore[customer]!,
    customers.curveAfter[customer]!,
    leversFrom,
    clockDue,
    start,
    threshold,
  )
  const due = state.due[invoice]!
  const before = Math.max(earliest, due + plan.writeOffAgeBefore)
  state.writtenOff[invoice] = before < leversFrom ? before : Math.max(earliest, leversFrom, due + plan.writeOffAgeAfter)
}
