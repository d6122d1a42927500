import { addDays } from '../calendar/day.js'
import { cents } from '../money/cents.js'
import { approver } from './approver.js'
import { type AppliedCredit, customerPayments, type Receipt } from './customer-payments.js'
import type { DemoActivity, DemoAdjustment, DemoDispute, DemoInvoice, DemoTables } from './demo-rows.js'
import type { DemoSetting } from './demo-setting.js'
import type { CustomerTruth } from './demo-truth.js'
import { drawContractInvoices } from './draw-contract.js'
import { type DrawnCustomer, drawCustomer } from './draw-customer.js'
import { drawFates } from './draw-fates.js'
import { drawInvoices } from './draw-invoices.js'
import { drawSurveys } from './draw-surveys.js'
import { drawsOf, pick } from './draws.js'
import type { InvoiceFate } from './invoice-fate.js'
import { type InvoiceContact, liveInvoice, type OpenCredit } from './live-invoice.js'
import { newInvoice, shareOf } from './new-invoice.js'
import { numberedId } from './numbered-id.js'
import { paymentHazards } from './payment-hazards.js'
import { planContacts } from './plan-contacts.js'

/** A part of a company's ledger, each table in the order of its dates, and the truth of the customers in it. */
export interface LedgerPart extends DemoTables {
  readonly truths: readonly CustomerTruth[]
}

const disputeReasons = ['price', 'quantity', 'quality', 'wrong order', 'late delivery']

/** The ledger of a company's n-th customer (from 1). It depends on no other customer. */
export function customerLedger(setting: DemoSetting, number: number): LedgerPart {
  const { seed, end, parameters } = setting
  const customer = drawCustomer(setting, number)
  const { truth, row } = customer
  const { customerId } = row
  const reasons = drawsOf(seed, number, 'reason')
  const hazards = paymentHazards(setting, truth)
  const openCredits: OpenCredit[] = []

  const invoices: DemoInvoice[] = []
  const receipts: Receipt[] = []
  const credits: AppliedCredit[] = []
  const adjustments: Omit<DemoAdjustment, 'adjustmentId'>[] = []
  const disputes: Omit<DemoDispute, 'disputeId'>[] = []
  const activities: Omit<DemoActivity, 'activityId'>[] = []

  const issue = (invoice: DemoInvoice, fate: InvoiceFate) => {
    const { invoiceId } = invoice
    invoices.push(invoice)
    const note = creditNote(customer, invoice, fate, end)
    if (note) {
      invoices.push(note.invoice)
      openCredits.push(note.credit)
    }
    const life = liveInvoice(invoice, fate, {
      parameters,
      end,
      hazards,
      defaultDay: truth.defaultDay,
      credits: openCredits,
      contacts: () => planContacts(drawsOf(seed, invoiceId, 'contacts'), parameters.contacts),
    })
    for (const payment of life.payments) receipts.push({ invoiceId, refundAfterDays: fate.refundAfterDays, ...payment })
    for (const credit of life.credits) credits.push({ invoiceId, ...credit })
    for (const contact of life.contacts) activities.push(activity(setting, customer, invoiceId, contact))
    const disputeReason = life.dispute ? pick(reasons, disputeReasons) : ''
    if (life.dispute) disputes.push({ invoiceId, ...life.dispute, reason: disputeReason })
    for (const adjustment of life.adjustments) {
      const reason = adjustment.reason === 'dispute' ? `dispute: ${disputeReason}` : adjustment.reason
      adjustments.push({ invoiceId, ...adjustment, reason, approvedBy: approver(adjustment, row.salesperson) })
    }
    if (life.rebilledOn !== null && fate.dispute?.rebilledShare) {
      const corrected = newInvoice(customer, {
        invoiceId: `${invoiceId}R`,
        invoiceDate: life.rebilledOn,
        amount: shareOf(invoice.amount, fate.dispute.rebilledShare),
        sentOn: life.rebilledOn,
      })
      const { contractId, serviceFrom, serviceTo } = invoice
      const rebill: DemoInvoice = { ...corrected, contractId, serviceFrom, serviceTo, rebills: invoiceId }
      const [own] = drawFates(setting, customer, [{ invoice: rebill, order: 0 }], `rebill ${invoiceId} `)
      const noShortPay = { ...own!.shortPay, isShort: false }
      issue(rebill, { ...own!, dispute: null, goodsReturn: null, shortPay: noShortPay })
    }
  }

  const orders = drawInvoices(setting, customer)
  const orderFates = drawFates(setting, customer, orders, '')
  const bills = drawContractInvoices(setting, customer)
  const billFates = bills.length > 0 ? drawFates(setting, customer, bills, 'contract ') : []
  for (const [index, { invoice }] of orders.entries()) issue(invoice, orderFates[index]!)
  for (const [index, { invoice }] of bills.entries()) issue(invoice, { ...billFates[index]!, goodsReturn: null })

  disputes.sort((a, b) => a.openedOn - b.openedOn)
  return {
    truths: [truth],
    customers: [row],
    invoices: invoices.sort((a, b) => a.invoiceDate - b.invoiceDate),
    ...customerPayments(setting, customer, receipts, credits),
    adjustments: adjustments
      .sort((a, b) => a.date - b.date)
      .map((own, index) => ({ adjustmentId: numberedId('A', customerId, index), ...own })),
    disputes: disputes.map((own, index) => ({ disputeId: numberedId('D', customerId, index), ...own })),
    activities: activities
      .sort((a, b) => a.date - b.date)
      .map((own, index) => ({ activityId: numberedId('T', customerId, index), ...own })),
    surveys: drawSurveys(setting, customer, disputes),
  }
}

/** The credit note for goods of an invoice that come back before the ledger's end and the customer's default. */
function creditNote(customer: DrawnCustomer, invoice: DemoInvoice, fate: InvoiceFate, end: number) {
  const { goodsReturn } = fate
  const lastDay = Math.min(end, (customer.truth.defaultDay ?? end + 1) - 1)
  if (goodsReturn === null || goodsReturn.creditedOn > lastDay) return null
  const { creditedOn, share, appliedAfterDays } = goodsReturn
  const amount = shareOf(invoice.amount, share)
  const creditNoteId = `N${invoice.invoiceId.slice(1)}`
  const credit: OpenCredit = { creditNoteId, amount, from: addDays(creditedOn, appliedAfterDays) }
  const own = { invoiceId: creditNoteId, invoiceDate: creditedOn, amount: cents(-amount), sentOn: creditedOn }
  return { invoice: newInvoice(customer, own), credit }
}

function activity(
  { parameters }: DemoSetting,
  { row }: DrawnCustomer,
  invoiceId: string,
  contact: InvoiceContact,
): Omit<DemoActivity, 'activityId'> {
  const { kinds, costPerMinute } = parameters.contacts
  const { outlay, by } = kinds[contact.kind]
  const { rightParty, promisedOn, minutes } = contact
  return {
    ...contact,
    customerId: row.customerId,
    invoiceId,
    outcome: rightParty === null ? 'sent' : !rightParty ? 'not reached' : promisedOn === null ? 'spoke' : 'promise',
    cost: cents(Math.round(minutes * costPerMinute) + outlay),
    by: by === 'salesperson' ? row.salesperson : row.collector,
  }
}
