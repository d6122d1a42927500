import type { Day } from '../../src/calendar/day.js'
import {
  type LedgerData,
  type OptionalColumns,
  type PostingKind,
  postingCode,
  postingKinds,
} from '../../src/ledger/ledger-data.js'
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

const none = new Int32Array(0)
const noColumns: OptionalColumns = { attributes: new Map(), days: new Map(), amounts: new Map(), numbers: new Map() }

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
    customers: { count: customers.length, ids: customers.map((_, row) => `C${row}`), ...noColumns, attributes },
    invoices: {
      count: invoices.length,
      ids: invoices.map((_, row) => `I${row}`),
      customer: Int32Array.from(invoices, (invoice) => invoice.customer),
      issued: Int32Array.from(invoices, (invoice) => invoice.issued),
      due: Int32Array.from(invoices, (invoice) => invoice.due),
      amount: Float64Array.from(invoices, (invoice) => invoice.amount),
      disputed: new Uint8Array(invoices.length),
      ...noColumns,
    },
    postings: {
      start,
      day: Int32Array.from(postings, (posting) => posting.day),
      kind: Uint8Array.from(postings, (posting) => postingCode[posting.kind]),
      amount: Float64Array.from(postings, (posting) => posting.amount),
      source: new Int32Array(postings.length).fill(-1),
    },
    payments: { count: 0, ids: [], customer: none, day: none, amount: new Float64Array(0), ...noColumns },
    applications: { count: 0, payment: none },
    adjustments: { count: 0, ids: [], ...noColumns },
    unapplied: { customer: none, day: none, amount: new Float64Array(0) },
    disputes: {
      count: disputes.length,
      ids: disputes.map((_, row) => `D${row}`),
      amount: new Float64Array(disputes.length),
      ...noColumns,
      invoice: Int32Array.from(disputes, (dispute) => dispute.row),
      opened: Int32Array.from(disputes, (dispute) => dispute.opened),
      resolved: Int32Array.from(disputes, (dispute) => dispute.resolved ?? noDay),
    },
    activities: { count: 0, ids: [], customer: none, invoice: none, day: none, ...noColumns },
    surveys: { count: 0, customer: none, day: none, score: new Float64Array(0) },
    asOf: asOf as Day,
    tables: {},
    rejects: [],
    warnings: [],
  }
}
