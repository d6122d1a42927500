import type { PlainInvoice } from './plain-ledger.js'

/** The same counts as the product's, by the definition and nothing else: one loop over all invoices for each day. */
export interface PlainCounts {
  payments(dayRelativeToDue: number): number
  exposure(dayRelativeToDue: number): number
  /** The product-limit estimate of being unpaid after a day. */
  survival(dayRelativeToDue: number): number
}

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
/** On one day credits and write-offs count before cash. */
const cashLast = (kind: string) => (kind === 'cash' || kind === 'discount' ? 1 : 0)

/** When an invoice first had nothing open, and whether a payment brought it there. */
function endOf(invoice: PlainInvoice): { day: number; paid: boolean } | null {
  let open = invoice.amount
  const events = [...invoice.postings].sort((a, b) => a.day - b.day || cashLast(a.kind) - cashLast(b.kind))
  for (const { day, kind, amount } of events) {
    open += moves[kind] * amount
    if (open <= 0) return { day, paid: cashLast(kind) === 1 }
  }
  return null
}

export function plainKaplanMeier(invoices: readonly PlainInvoice[], asOf: number): PlainCounts {
  const receivables = invoices.filter((invoice) => invoice.amount > 0)
  const isPaidOn = (invoice: PlainInvoice, day: number) => {
    const end = endOf(invoice)
    return end?.paid === true && end.day === day
  }
  const isAtRiskOn = (invoice: PlainInvoice, day: number) => {
    if (day < invoice.issued || day > asOf || day > (endOf(invoice)?.day ?? asOf)) return false
    const isDisputed = invoice.disputes.some(
      ({ opened, resolved }) => opened <= day && (resolved === null || day < resolved),
    )
    return !isDisputed || isPaidOn(invoice, day)
  }
  const count = (test: (invoice: PlainInvoice, day: number) => boolean, relative: number) =>
    receivables.filter((invoice) => test(invoice, invoice.due + relative)).length
  const first = Math.min(...receivables.map((invoice) => invoice.issued - invoice.due))
  return {
    payments: (relative) => count(isPaidOn, relative),
    exposure: (relative) => count(isAtRiskOn, relative),
    survival: (relative) => {
      let unpaid = 1
      for (let day = first; day <= relative; day++) {
        const atRisk = count(isAtRiskOn, day)
        if (atRisk > 0) unpaid *= 1 - count(isPaidOn, day) / atRisk
      }
      return unpaid
    },
  }
}
