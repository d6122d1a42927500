import { addDays, type Day } from '../calendar/day.js'
import { type Cents, cents } from '../money/cents.js'
import type { DemoApplication, DemoPayment } from './demo-rows.js'
import type { DemoSetting } from './demo-setting.js'
import type { DrawnCustomer } from './draw-customer.js'
import { drawsOf, happens, uniformWhole } from './draws.js'
import type { InvoicePayment } from './live-invoice.js'
import { numberedId } from './numbered-id.js'

/** Money that came in for an invoice, and after how many days its excess, if any, goes back. */
export interface Receipt extends InvoicePayment {
  readonly invoiceId: string
  readonly refundAfterDays: number | null
}

/** A credit note's amount that closes a part of an invoice. */
export interface AppliedCredit {
  readonly creditNoteId: string
  readonly invoiceId: string
  readonly day: Day
  readonly amount: Cents
}

/** A customer's payments, all that it pays on one day being one, its refunds, and what they and credits are applied to. */
export function customerPayments(
  { seed, end, parameters }: DemoSetting,
  { number, row, method }: DrawnCustomer,
  receipts: Receipt[],
  credits: readonly AppliedCredit[],
): { payments: DemoPayment[]; applications: DemoApplication[] } {
  const { customerId } = row
  const { probability, days } = parameters.lateApplication
  const draws = drawsOf(seed, number, 'late application')
  const movements: { readonly day: Day; amount: number; readonly receipts: Receipt[] }[] = []
  for (const receipt of receipts.sort((a, b) => a.day - b.day)) {
    const { day, amount, excess } = receipt
    const last = movements.at(-1)
    if (last?.day === day) {
      last.amount += amount + excess
      last.receipts.push(receipt)
    } else movements.push({ day, amount: amount + excess, receipts: [receipt] })
  }
  for (const { day, excess, refundAfterDays } of receipts) {
    if (excess === 0 || refundAfterDays === null || day + refundAfterDays > end) continue
    movements.push({ day: addDays(day, refundAfterDays), amount: -excess, receipts: [] })
  }

  const payments: DemoPayment[] = []
  const applications: DemoApplication[] = []
  for (const { day, amount, receipts: own } of movements.sort((a, b) => a.day - b.day)) {
    const paymentId = numberedId('P', customerId, payments.length)
    payments.push({ paymentId, customerId, paymentDate: day, amount: cents(amount), method })
    const isLate = happens(draws, probability)
    const lateDays = uniformWhole(draws, days)
    const appliedDate = isLate ? addDays(day, lateDays) : day
    // What the ledger's end comes before is unapplied cash in it.
    if (appliedDate > end) continue
    for (const { invoiceId, amount: applied, discount } of own) {
      applications.push({ paymentId, invoiceId, amount: applied, appliedDate, paymentDate: day, discount })
    }
  }
  for (const { creditNoteId, invoiceId, day, amount } of credits) {
    const source = { paymentId: creditNoteId, paymentDate: null }
    applications.push({ ...source, invoiceId, amount, appliedDate: day, discount: cents(0) })
  }
  return { payments, applications }
}
