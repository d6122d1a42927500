import type { PlainInvoice } from '../plain-ledger.js'

const moves = {
  cash: -1,
  discount: -1,
  credit_application: -1,
  credit_memo: -1,
  write_off: -1,
  write_off_reversal: 1,
  revaluation: 1,
  recovery: 0,
}

/** What one invoice was on one day: at risk of being paid, and paid (in part or whole). */
export interface PlainDay {
  readonly day: number
  readonly isPaid: boolean
}

/**
 * The days on which an invoice was at risk, by the definition and nothing else: a step for each day. It ends with the payment
 * that leaves at most 5 % open, with whatever else closes it, or with the as-of day.
 */
export function plainDaysAtRisk(invoice: PlainInvoice, asOf: number): PlainDay[] {
  const days: PlainDay[] = []
  if (invoice.amount <= 0) return days
  let open = invoice.amount
  for (let day = invoice.issued; day <= asOf; day++) {
    const today = invoice.postings.filter((posting) => posting.day === day)
    const received = today
      .filter(({ kind }) => kind === 'cash' || kind === 'discount')
      .reduce((sum, { amount }) => sum + amount, 0)
    open += today.reduce((sum, { kind, amount }) => sum + moves[kind] * amount, 0)
    const isDisputed = invoice.disputes.some(
      ({ opened, resolved }) => opened <= day && (resolved === null || day < resolved),
    )
    if (received > 0) days.push({ day, isPaid: true })
    else if (!isDisputed) days.push({ day, isPaid: false })
    if (open <= 0 || (received > 0 && open <= 0.05 * invoice.amount)) break
  }
  return days
}
