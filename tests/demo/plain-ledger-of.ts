import type { DemoCompany } from '../../src/demo/demo-company.js'

/** A dated change of one invoice's open amount, with its sign. */
export interface Posting {
  readonly day: number
  readonly change: number
  readonly kind: 'invoice' | 'cash' | 'discount' | 'credit note' | 'credit_memo' | 'write_off' | 'write_off_reversal'
}

/** The postings of every invoice, credit notes too, by the slow, obvious way and straight from the ledger's rules. */
export function postingsOf(company: DemoCompany): Map<string, Posting[]> {
  const postings = new Map<string, Posting[]>()
  for (const { invoiceId, invoiceDate, amount } of company.invoices) {
    postings.set(invoiceId, [{ day: invoiceDate, change: amount, kind: 'invoice' }])
  }
  const post = (invoiceId: string, posting: Posting) => {
    const own = postings.get(invoiceId)
    if (!own) throw new Error(`no invoice ${invoiceId}`)
    own.push(posting)
  }
  const paymentIds = new Set(company.payments.map(({ paymentId }) => paymentId))
  for (const { paymentId, invoiceId, amount, appliedDate: day, discount } of company.applications) {
    if (paymentIds.has(paymentId)) post(invoiceId, { day, change: -amount, kind: 'cash' })
    else {
      post(invoiceId, { day, change: -amount, kind: 'credit note' })
      post(paymentId, { day, change: amount, kind: 'credit note' })
    }
    if (discount > 0) post(invoiceId, { day, change: -discount, kind: 'discount' })
  }
  for (const { invoiceId, date: day, amount, kind } of company.adjustments) {
    if (kind === 'recovery') continue
    post(invoiceId, { day, change: kind === 'write_off_reversal' ? amount : -amount, kind })
  }
  return postings
}

/** What is open of an invoice at the end of a day. */
export function openAt(postings: readonly Posting[], day: number): number {
  return postings.reduce((open, posting) => (posting.day <= day ? open + posting.change : open), 0)
}
