import type { Day } from '../calendar/day.js'
import { type LedgerData, postingCode } from '../ledger/ledger-data.js'
import { textAt } from '../ledger/text-at.js'
import type { FactLine } from './fact-line.js'
import type { GroupRows } from './group-rows.js'

/**
 * What of each payment is not applied to an invoice at the end of a day. Where a customer pays in another currency too,
 * its payments are one line, from the changes of its unapplied cash: what is left of such a payment is converted by the
 * rate of its own day and what it paid by those of its invoices, so that the ledger's postings alone do not tell it.
 */
export function unappliedLines(rows: GroupRows, day: Day): FactLine[] {
  const { payments } = rows.ledger
  const left = leftOfPayments(rows.ledger, day)
  const foreign = foreignPayers(rows.ledger)
  const lines: FactLine[] = []
  for (let row = 0; row < payments.count; row++) {
    const customer = payments.customer[row]!
    if (left[row] === 0 || foreign.has(customer) || !rows.hasCustomer(customer)) continue
    const note = noteOf(rows, row, left[row]!)
    lines.push(rows.customerLine('payment', payments.ids.at(row)!, customer, payments.day[row]!, left[row]!, note))
  }
  return [...lines, ...foreignLines(rows, day, foreign)]
}

function noteOf(rows: GroupRows, payment: number, left: number): string {
  const amount = rows.ledger.payments.amount[payment]!
  if (left === amount) return amount < 0 ? 'refund' : 'not applied'
  return amount > 0 && left < 0 ? `more applied than the ${rows.money(amount)} received` : `of ${rows.money(amount)}`
}

/** Each payment that came in by the day, less what was applied from it by then. */
function leftOfPayments({ invoices, postings, payments, applications }: LedgerData, end: Day): Float64Array {
  const left = payments.amount.map((amount, row) => (payments.day[row]! <= end ? amount : 0))
  const last = postings.start[invoices.count]!
  for (let posting = 0; posting < last; posting++) {
    const source = postings.source[posting]!
    if (postings.kind[posting] !== postingCode.cash || source < 0 || postings.day[posting]! > end) continue
    const payment = applications.payment[source]!
    if (payment >= 0) left[payment]! -= postings.amount[posting]!
  }
  return left
}

/** The customers with a payment in another currency than the ledger's: its own, or else its customer's. */
function foreignPayers({ currency, customers, payments }: LedgerData): Set<number> {
  const own = payments.attributes.get('currency')
  const ofCustomer = customers.attributes.get('currency')
  const found = new Set<number>()
  if (own === undefined && ofCustomer === undefined) return found
  for (let row = 0; row < payments.count; row++) {
    const customer = payments.customer[row]!
    const stated = (own && textAt(own, row)) ?? (ofCustomer && textAt(ofCustomer, customer)) ?? currency.code
    if (stated.toUpperCase() !== currency.code) found.add(customer)
  }
  return found
}

function foreignLines(rows: GroupRows, end: Day, customers: ReadonlySet<number>): FactLine[] {
  if (customers.size === 0) return []
  const { unapplied } = rows.ledger
  const changes = new Map<number, { amount: number; last: number }>()
  for (let row = 0; row < unapplied.day.length; row++) {
    const [customer, day] = [unapplied.customer[row]!, unapplied.day[row]!]
    if (day > end || !customers.has(customer) || !rows.hasCustomer(customer)) continue
    const before = changes.get(customer) ?? { amount: 0, last: day }
    const amount = before.amount + unapplied.amount[row]!
    changes.set(customer, { amount, last: Math.max(before.last, day) })
  }
  const note = 'all payments of the customer, some of them in another currency'
  return [...changes]
    .filter(([, { amount }]) => amount !== 0)
    .map(([customer, { amount, last }]) =>
      rows.customerLine('payment', rows.customerId(customer), customer, last, amount, note),
    )
}
