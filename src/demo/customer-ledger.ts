import { addDays, type Day } from '../calendar/day.js'
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
import { drawsOf } from './draws.js'
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

/** The ledger of a company's n-th customer (from 1). It depends on no other customer. */
export function customerLedger(setting: DemoSetting, number: number): LedgerPart {
  const { seed, end, parameters } = setting
  const customer = drawCustomer(setting, number)
  const { truth, row } = customer
  const { customerId } = row
  const hazards = paymentHazards(setting, truth)
  const openCredits: OpenCredit[] = []

  const invoices: DemoInvoice[] = []
  const receipts: Receipt[] = []
  const credits: AppliedCredit[] = []
  const adjustments: Omit<DemoAdjustment, 'adjustmentId'>[] = []
  const disputes: Omit<DemoDispute, 'disputeId'>[] = []
  const contacts: { readonly invoiceId: string; readonly contact: InvoiceContact }[] = []

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
    for (const { day, amount, discount, excess } of life.payments) {
      receipts.push({ invoiceId, day, amount, discount, excess, refundAfterDays: fate.refundAfterDays })
    }
    for (const credit of life.credits) credits.push({ invoiceId, ...credit })
    for (const contact of life.contacts) contacts.push({ invoiceId, contact })
    if (life.dispute && fate.dispute) disputes.push({ invoiceId, ...life.dispute, reason: fate.dispute.reason })
    for (const adjustment of life.adjustments) {
      adjustments.push({ invoiceId, ...adjustment, approvedBy: approver(adjustment, row.salesperson) })
    }
    if (life.rebilledOn !== null && fate.dispute?.rebilledShare) {
      const rebill = rebillOf(customer, invoice, life.rebilledOn, fate.dispute.rebilledShare)
      const [own] = drawFates(setting, customer, [{ invoice: rebill, order: 0 }], `rebill ${invoiceId} `)
      const noShortPay = { ...own!.shortPay, isShort: false }
      issue(rebill, { ...own!, dispute: null, goodsReturn: null, shortPay: noShortPay })
    }
  }

  const orders = drawInvoices(setting, customer)
  const orderFates = drawFates(setting, customer, orders, '')
  const bills = drawContractInvoices(setting, customer)
  const billFates = bills.length > 0 ? drawFates(setting, customer, bills, 'contract ') : []
  orders.forEach(({ invoice }, index) => {
    issue(invoice, orderFates[index]!)
  })
  bills.forEach(({ invoice }, index) => {
    issue(invoice, { ...billFates[index]!, goodsReturn: null })
  })

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
    activities: contacts
      .sort((a, b) => a.contact.date - b.contact.date)
      .map(({ invoiceId, contact }, index) =>
        activity(setting, customer, numberedId('T', customerId, index), invoiceId, contact),
      ),
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

/** The corrected invoice in the place of one that was credited in full. */
function rebillOf(customer: DrawnCustomer, replaced: DemoInvoice, day: Day, share: number): DemoInvoice {
  const { invoiceId, contractId, serviceFrom, serviceTo } = replaced
  const amount = shareOf(replaced.amount, share)
  const rebill = newInvoice(customer, { invoiceId: `${invoiceId}R`, invoiceDate: day, amount, sentOn: day })
  return { ...rebill, contractId, serviceFrom, serviceTo, rebills: invoiceId }
}

function activity(
  { parameters }: DemoSetting,
  { row }: DrawnCustomer,
  activityId: string,
  invoiceId: string,
  { date, kind, rightParty, promisedOn, promisedAmount, kept, minutes }: InvoiceContact,
): DemoActivity {
  const { kinds, costPerMinute } = parameters.contacts
  const { outlay, by } = kinds[kind]
  return {
    activityId,
    customerId: row.customerId,
    date,
    kind,
    invoiceId,
    outcome: rightParty === null ? 'sent' : !rightParty ? 'not reached' : promisedOn === null ? 'spoke' : 'promise',
    rightParty,
    promisedOn,
    promisedAmount,
    kept,
    minutes,
    cost: cents(Math.round(minutes * costPerMinute) + outlay),
    by: by === 'salesperson' ? row.salesperson : row.collector,
  }
}
