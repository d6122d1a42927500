import type { Day } from '../../src/calendar/day.js'
import { type LedgerData, type PostingKind, postingCode, postingKinds } from '../../src/ledger/ledger-data.js'
import { noDay } from '../../src/ledger/no-day.js'
import { currencyOf } from '../../src/money/currency.js'

/** An invoice as a plain object. Days are numbers; `due` may lie beyond the ledger's as-of day. */
export interface PlainInvoice {
  readonly customer: number
  readonly issued: number
  readonly due: number
  readonly amount: number
  readonly postings: readonly { readonly day: number; readonly kind: PostingKind; readonly amount: number }[]
  /** `resolved` null while it is open. */
  readonly disputes: readonly { readonly opened: number; readonly resolved: number | null }[]
}

/** Attributes of each customer, by row: segment, region, … */
export type PlainCustomers = readonly Readonly<Record<string, string>>[]

/** A ledger in columns, as a reader would have built it, from plain invoices that nothing dated after `asOf` is in. */
export function ledgerOf(customers: PlainCustomers, invoices: readonly PlainInvoice[], asOf: number): LedgerData {
  const names = [...new Set(customers.flatMap((customer) => Object.keys(customer)))]
  const attributes = new Map(
    names.map((name) => {
      const values = [...new Set(customers.map((customer) => customer[name]).filter((value) => value !== undefined))]
      return [name, { values, codes: Int32Array.from(customers, (customer) => values.indexOf(customer[name]!)) }]
    }),
  )
  const postings = invoices.flatMap((invoice, row) =>
    invoice.postings
      .map((posting) => ({ ...posting, row }))
      .sort((a, b) => a.day - b.day || postingKinds.indexOf(a.kind) - postingKinds.indexOf(b.kind)),
  )
  const start = new Int32Array(invoices.length + 1)
  invoices.forEach((invoice, row) => {
    start[row + 1] = start[row]! + invoice.postings.length
  })
  const disputes = invoices.flatMap((invoice, row) =>
    [...invoice.disputes].sort((a, b) => a.opened - b.opened).map((dispute) => ({ ...dispute, row })),
  )
  return {
    currency: currencyOf('USD')!,
    customers: { count: customers.length, ids: customers.map((_, row) => `C${row}`), attributes },
    invoices: {
      count: invoices.length,
      ids: invoices.map((_, row) => `I${row}`),
      customer: Int32Array.from(invoices, (invoice) => invoice.customer),
      issued: Int32Array.from(invoices, (invoice) => invoice.issued),
      due: Int32Array.from(invoices, (invoice) => invoice.due),
      amount: Float64Array.from(invoices, (invoice) => invoice.amount),
      disputed: new Uint8Array(invoices.length),
      attributes: new Map(),
    },
    postings: {
      start,
      day: Int32Array.from(postings, (posting) => posting.day),
      kind: Uint8Array.from(postings, (posting) => postingCode[posting.kind]),
      amount: Float64Array.from(postings, (posting) => posting.amount),
    },
    unapplied: { customer: new Int32Array(0), day: new Int32Array(0), amount: new Float64Array(0) },
    disputes: {
      invoice: Int32Array.from(disputes, (dispute) => dispute.row),
      opened: Int32Array.from(disputes, (dispute) => dispute.opened),
      resolved: Int32Array.from(disputes, (dispute) => dispute.resolved ?? noDay),
    },
    asOf: asOf as Day,
    hash: 'plain',
    tables: {},
    rejects: [],
    warnings: [],
  }
}
