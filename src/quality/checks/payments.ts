import { postingCode } from '../../ledger/ledger-data.js'
import { noDay } from '../../ledger/no-day.js'
import type { Check } from '../check.js'
import { type CheckContext, eachApplication, invoiceOfPosting, Tally } from '../check-context.js'
import type { Found } from '../finding.js'

function foundPayments(context: CheckContext, tally: Tally, describe: (row: number) => string): Found | null {
  if (tally.count === 0) return null
  return {
    count: tally.count,
    amount: tally.amount,
    examples: tally.examples((row) => ({ text: describe(row), id: context.paymentId(row) })),
  }
}

export const paymentsNotApplied: Check = {
  definition: {
    code: 'payments-not-applied',
    unit: 'payment',
    severity: 'warning',
    title: 'No payment is applied to any invoice',
    meaning: 'The ledger has payments but no application of one. The money is that of all payments.',
    effect:
      'Every invoice counts as unpaid: receivables, DSO and past due are far too high, CEI and paid on time are next to nothing.',
    whatToDo: 'Export the table that says which payment pays which invoice (applications, clearing, allocations) too.',
  },
  run(context) {
    const { payments, applications } = context.ledger
    if (payments.count === 0 || applications.count > 0) return null
    const tally = new Tally()
    for (let row = 0; row < payments.count; row++) tally.add(row, payments.amount[row]!)
    return foundPayments(context, tally, (row) => context.payment(row))
  },
}

export const noPayments: Check = {
  definition: {
    code: 'no-payments',
    unit: 'invoice',
    severity: 'warning',
    title: 'Nothing was ever paid',
    meaning: 'The ledger has invoices, but neither payments nor settled dates. The money is what is open.',
    effect:
      'Every invoice counts as unpaid: DSO and past due only grow, CEI and paid on time say nothing, and no payment behaviour can be learnt.',
    whatToDo: 'Export payments and applications too, or a settled date for each invoice.',
  },
  run(context) {
    const { invoices, payments, postings } = context.ledger
    if (invoices.count === 0 || payments.count > 0 || postings.kind.includes(postingCode.cash)) return null
    return { count: invoices.count, amount: context.openTotal, examples: [] }
  },
}

/**
 * Whether a payment came in another currency than the ledger's. Its amount is converted by the rate of its own day and
 * what it pays by those of the invoices, so what is left of it is partly an exchange difference, and says nothing.
 */
function foreignPayments({ ledger }: CheckContext): (row: number) => boolean {
  const column = ledger.payments.attributes.get('currency')
  if (!column) return () => false
  const isOther = Array.from(
    { length: column.values.length },
    (_, code) => column.values.at(code) !== ledger.currency.code,
  )
  return (row) => column.codes[row]! >= 0 && isOther[column.codes[row]!]!
}

export const unappliedNegative: Check = {
  definition: {
    code: 'unapplied-negative',
    unit: 'payment',
    severity: 'warning',
    title: 'Payments have more applied from them than came in',
    meaning: 'The applications of a receipt add up to more than its amount. The money is the excess.',
    effect:
      'Cash collected exceeds the cash that came in: receivables and DSO are too low, CEI too high, and unapplied cash too low by the excess.',
    whatToDo: 'Compare the payment with the bank statement; take back the applications that it does not cover.',
  },
  run(context) {
    const { payments } = context.ledger
    const isForeign = foreignPayments(context)
    const tally = new Tally()
    for (let row = 0; row < payments.count; row++) {
      const excess = context.appliedOfPayment[row]! - payments.amount[row]!
      // A refund is negative from the start; only a receipt can be overdrawn.
      if (payments.amount[row]! >= 0 && excess > 0 && !isForeign(row)) tally.add(row, excess)
    }
    return foundPayments(
      context,
      tally,
      (row) => `${context.payment(row)}: ${context.money(context.appliedOfPayment[row]!)} applied from it`,
    )
  },
}

export const paidForAnother: Check = {
  definition: {
    code: 'paid-for-another',
    unit: 'application',
    severity: 'warning',
    title: 'Applications pay another customer’s invoice',
    meaning:
      'A payment or credit note of one customer is applied to the invoice of another. The money is what is applied.',
    effect:
      'The totals stay right, but KPIs by customer or group do not: one looks better and the other worse at paying than it is.',
    whatToDo:
      'Right for a parent that pays for its branches; else move the payment, or the invoice, to the customer it belongs to.',
  },
  run(context) {
    const { invoices, payments, postings, applications } = context.ledger
    const payerOf = (payment: number) => (payment >= 0 ? payments.customer[payment]! : invoices.customer[-1 - payment]!)
    const tally = new Tally()
    eachApplication(context.ledger, (row, posting, payment) => {
      // A credit application is posted on the credit note too, with minus its amount.
      if (postings.kind[posting] === postingCode.credit_application && -1 - payment === row) return
      if (payerOf(payment) !== invoices.customer[row]) tally.add(posting, Math.abs(postings.amount[posting]!))
    })
    if (tally.count === 0) return null
    return {
      count: tally.count,
      amount: tally.amount,
      examples: tally.examples((posting) => {
        const invoice = invoiceOfPosting(context.ledger, posting)
        const payer = payerOf(applications.payment[postings.source[posting]!]!)
        const amount = context.money(postings.amount[posting]!)
        return {
          text: `customer ${context.customerId(payer)} pays ${amount} of ${context.invoice(invoice)}`,
          id: context.invoiceId(invoice),
        }
      }),
    }
  },
}

export const paymentBeforeInvoice: Check = {
  definition: {
    code: 'payment-before-invoice',
    unit: 'application',
    severity: 'warning',
    title: 'Payments came in before the invoice they pay',
    meaning:
      'The payment’s day lies before the invoice’s. The money is what is applied. It counts as unapplied cash until the invoice’s date.',
    effect:
      'Such invoices settle on the day they are issued: paid on time, days to pay and the learnt payment behaviour look better than they are, unless customers do pay in advance.',
    whatToDo:
      'Right for prepayments and deposits; else look for invoices issued late or again (credit and re-bill), or for a wrong date.',
  },
  run(context) {
    const { invoices, payments, postings } = context.ledger
    const paid = new Float64Array(invoices.count)
    let applications = 0
    eachApplication(context.ledger, (row, posting, payment) => {
      if (payment < 0 || payments.day[payment]! >= invoices.issued[row]!) return
      applications++
      paid[row]! += Math.abs(postings.amount[posting]!)
    })
    const tally = new Tally()
    for (let row = 0; row < invoices.count; row++) if (paid[row]! > 0) tally.add(row, paid[row]!)
    if (applications === 0) return null
    return {
      count: applications,
      amount: tally.amount,
      examples: tally.examples((row) => ({
        text: `${context.invoice(row)}: ${context.money(paid[row]!)} came in before it`,
        id: context.invoiceId(row),
      })),
    }
  },
}

/** Unapplied cash of each customer on the ledger's last day. */
function unappliedByCustomer(context: CheckContext): Float64Array {
  const { customers, unapplied, asOf } = context.ledger
  const balance = new Float64Array(customers.count)
  for (let row = 0; row < unapplied.day.length; row++) {
    const day = unapplied.day[row]!
    if (day !== noDay && day <= asOf) balance[unapplied.customer[row]!]! += unapplied.amount[row]!
  }
  return balance
}

const gravelyUnapplied = 0.05

export const unappliedCash: Check = {
  definition: {
    code: 'unapplied-cash',
    unit: 'customer',
    severity: 'note',
    title: 'Money came in that is not matched to an invoice',
    meaning:
      'Customers have paid money that is not applied to any invoice on the ledger’s last day. The money is the sum of their positive balances, the share that of open invoices.',
    effect:
      'Until it is applied, the invoices it pays count as open: receivables, DSO and past due are too high, CEI too low, by up to that much.',
    whatToDo: 'Apply it, the largest balances first; ask the customer for the remittance advice.',
    threshold:
      'A note from the first cent; a warning above 5 % of open invoices, where it moves DSO by more than one day in twenty.',
  },
  run(context) {
    const balance = unappliedByCustomer(context)
    const tally = new Tally()
    for (let row = 0; row < balance.length; row++) if (balance[row]! > 0) tally.add(row, balance[row]!)
    if (tally.count === 0) return null
    const share = context.openTotal > 0 ? tally.amount / context.openTotal : undefined
    return {
      count: tally.count,
      amount: tally.amount,
      ...(share === undefined ? {} : { share }),
      ...(share === undefined || share > gravelyUnapplied ? { severity: 'warning' as const } : {}),
      examples: tally.examples((row) => ({
        text: `customer ${context.customerId(row)}: ${context.money(balance[row]!)}`,
        id: context.customerId(row),
      })),
    }
  },
}

const staleDays = 90

export const staleUnappliedCash: Check = {
  definition: {
    code: 'stale-unapplied-cash',
    unit: 'payment',
    severity: 'warning',
    title: 'Receipts have lain unapplied for over 90 days',
    meaning: 'A part of a payment is still not applied long after it came in. The money is that part.',
    effect:
      'It pays invoices that count as open and past due; and cash that stays unclaimed may have to be given back or handed over by law.',
    whatToDo: 'Match it, refund it, or report it as unclaimed property where that applies.',
    threshold: '90 days: a receipt that three monthly closes have not matched will not match by itself.',
  },
  run(context) {
    const { payments, asOf, applications } = context.ledger
    // Without any application it is all of them, which payments-not-applied says.
    if (applications.count === 0) return null
    const isForeign = foreignPayments(context)
    const tally = new Tally()
    for (let row = 0; row < payments.count; row++) {
      const left = payments.amount[row]! - context.appliedOfPayment[row]!
      if (left > 0 && asOf - payments.day[row]! > staleDays && !isForeign(row)) tally.add(row, left)
    }
    return foundPayments(
      context,
      tally,
      (row) => `${context.payment(row)}: ${context.money(payments.amount[row]! - context.appliedOfPayment[row]!)} left`,
    )
  },
}
