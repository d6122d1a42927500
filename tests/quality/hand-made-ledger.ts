import { type Day, dayFromIso } from '../../src/calendar/day.js'
import {
  type ApplicationTable,
  type LedgerData,
  type OptionalColumns,
  type PostingKind,
  postingCode,
  type TableCounts,
  type TextColumn,
} from '../../src/ledger/ledger-data.js'
import type { Reject, Warning } from '../../src/ledger/ledger-problem.js'
import { noDay } from '../../src/ledger/no-day.js'

/** An invoice of a hand-made ledger; money in minor units, days as ISO texts. */
export interface HandInvoice {
  readonly id: string
  readonly customer?: string
  readonly on: string
  readonly due?: string
  readonly amount: number
  readonly disputed?: boolean
  /** Text columns: currency, terms, salesperson. */
  readonly texts?: Readonly<Record<string, string>>
}

export interface HandPayment {
  readonly id: string
  readonly customer?: string
  readonly on: string
  readonly amount: number
}

/** Money of a payment or of a credit note (by its invoice identifier) that goes to an invoice. */
export interface HandApplication {
  readonly from: string
  readonly to: string
  readonly on: string
  readonly amount: number
  readonly discount?: number
}

interface HandAdjustment {
  readonly to: string
  readonly on: string
  readonly kind: PostingKind
  readonly amount: number
}

interface HandDispute {
  readonly invoice: string
  readonly opened: string
  readonly resolved?: string
}

export interface HandMade {
  readonly invoices: readonly HandInvoice[]
  readonly payments?: readonly HandPayment[]
  readonly applications?: readonly HandApplication[]
  readonly adjustments?: readonly HandAdjustment[]
  readonly disputes?: readonly HandDispute[]
  /** The region of each customer. */
  readonly regions?: Readonly<Record<string, string>>
  readonly asOf?: string
  readonly tables?: Readonly<Record<string, TableCounts>>
  readonly rejects?: readonly Reject[]
  readonly warnings?: readonly Warning[]
}

const noColumns: OptionalColumns = { attributes: new Map(), days: new Map(), amounts: new Map(), numbers: new Map() }

export function dayAt(iso: string): Day {
  const day = dayFromIso(iso)
  if (day === null) throw new Error(`${iso} is no day`)
  return day
}

/** A ledger put together by hand, as the reader would make it, so that checks are tested without files. */
export function handMade(made: HandMade): LedgerData {
  const { invoices, payments = [], applications = [], adjustments = [], disputes = [], regions = {} } = made
  const owner = (entry: { readonly customer?: string }) => entry.customer ?? 'C'
  const customerIds = [...new Set([...invoices, ...payments].map(owner))]
  const customerRows = new Map(customerIds.map((id, row) => [id, row]))
  const invoiceRows = new Map(invoices.map(({ id }, row) => [id, row]))
  const paymentRows = new Map(payments.map(({ id }, row) => [id, row]))
  const customerRow = (entry: { readonly customer?: string }) => customerRows.get(owner(entry))!
  const invoiceRow = (id: string) => {
    const row = invoiceRows.get(id)
    if (row === undefined) throw new Error(`${id} is no invoice`)
    return row
  }
  const paymentRow = (id: string) => paymentRows.get(id) ?? -1

  const posted: { invoice: number; day: number; kind: number; amount: number; source: number }[] = []
  const post = (invoice: number, on: string, kind: PostingKind, amount: number, source: number) =>
    posted.push({ invoice, day: dayAt(on), kind: postingCode[kind], amount, source })
  const changes: [customer: number, day: number, amount: number][] = payments.map((payment) => [
    customerRow(payment),
    dayAt(payment.on),
    payment.amount,
  ])
  const sources = applications.map(({ from, to, on, amount, discount }, source) => {
    const payment = paymentRow(from)
    const invoice = invoiceRow(to)
    if (payment >= 0) {
      post(invoice, on, 'cash', amount, source)
      changes.push([customerRow(payments[payment]!), dayAt(on), -amount])
    } else {
      post(invoice, on, 'credit_application', amount, source)
      post(invoiceRow(from), on, 'credit_application', -amount, source)
    }
    if (discount) post(invoice, on, 'discount', discount, source)
    return payment >= 0 ? payment : -1 - invoiceRow(from)
  })
  adjustments.forEach(({ to, on, kind, amount }, source) => {
    post(invoiceRow(to), on, kind, amount, source)
  })
  posted.sort((a, b) => a.invoice - b.invoice || a.day - b.day || a.kind - b.kind)
  const start = new Int32Array(invoices.length + 1)
  for (const { invoice } of posted) start[invoice + 1]!++
  for (let row = 0; row < invoices.length; row++) start[row + 1]! += start[row]!

  const issued = invoices.map(({ on }) => dayAt(on))
  const days = [...issued, ...posted.map(({ day }) => day), ...changes.map(([, day]) => day)]
  const applied: ApplicationTable = { count: applications.length, payment: Int32Array.from(sources) }
  return {
    currency: { code: 'USD', decimals: 2 },
    customers: {
      ...noColumns,
      attributes:
        Object.keys(regions).length === 0
          ? new Map()
          : new Map([['region', textColumn(customerIds.map((id) => regions[id]))]]),
      count: customerIds.length,
      ids: customerIds,
    },
    invoices: {
      ...noColumns,
      attributes: invoiceTexts(invoices),
      count: invoices.length,
      ids: invoices.map(({ id }) => id),
      customer: Int32Array.from(invoices, customerRow),
      issued: Int32Array.from(issued),
      due: Int32Array.from(invoices, ({ on, due }) => (due === undefined ? dayAt(on) + 30 : dayAt(due))),
      amount: Float64Array.from(invoices, ({ amount }) => amount),
      disputed: Uint8Array.from(invoices, ({ disputed }) => (disputed ? 1 : 0)),
    },
    postings: {
      start,
      day: Int32Array.from(posted, ({ day }) => day),
      kind: Uint8Array.from(posted, ({ kind }) => kind),
      amount: Float64Array.from(posted, ({ amount }) => amount),
      source: Int32Array.from(posted, ({ source }) => source),
    },
    payments: {
      ...noColumns,
      count: payments.length,
      ids: payments.map(({ id }) => id),
      customer: Int32Array.from(payments, customerRow),
      day: Int32Array.from(payments, ({ on }) => dayAt(on)),
      amount: Float64Array.from(payments, ({ amount }) => amount),
    },
    applications: applied,
    adjustments: { ...noColumns, count: adjustments.length, ids: adjustments.map((_, row) => `A${row}`) },
    unapplied: {
      customer: Int32Array.from(changes, ([customer]) => customer),
      day: Int32Array.from(changes, ([, day]) => day),
      amount: Float64Array.from(changes, ([, , amount]) => amount),
    },
    disputes: {
      ...noColumns,
      count: disputes.length,
      ids: disputes.map((_, row) => `D${row}`),
      invoice: Int32Array.from(disputes, ({ invoice }) => invoiceRow(invoice)),
      opened: Int32Array.from(disputes, ({ opened }) => dayAt(opened)),
      resolved: Int32Array.from(disputes, ({ resolved }) => (resolved === undefined ? noDay : dayAt(resolved))),
      amount: new Float64Array(disputes.length),
    },
    activities: {
      ...noColumns,
      ...{ count: 0, ids: [], customer: new Int32Array(), invoice: new Int32Array(), day: new Int32Array() },
    },
    surveys: { count: 0, customer: new Int32Array(), day: new Int32Array(), score: new Float64Array() },
    asOf: made.asOf === undefined ? (days.reduce((last, day) => Math.max(last, day)) as Day) : dayAt(made.asOf),
    tables: made.tables ?? {},
    rejects: made.rejects ?? [],
    warnings: made.warnings ?? [],
  }
}

function invoiceTexts(invoices: readonly HandInvoice[]): ReadonlyMap<string, TextColumn> {
  const names = [...new Set(invoices.flatMap(({ texts = {} }) => Object.keys(texts)))]
  return new Map(names.map((name) => [name, textColumn(invoices.map(({ texts = {} }) => texts[name]))]))
}

function textColumn(texts: readonly (string | undefined)[]): TextColumn {
  const values = [...new Set(texts.filter((text) => text !== undefined))]
  return { values, codes: Int32Array.from(texts, (text) => (text === undefined ? -1 : values.indexOf(text))) }
}

/** Counts of a table in which all went well, apart from what is said. */
export function tableCounts(counts: Partial<TableCounts>): TableCounts {
  const { accepted = 0, rejected = 0 } = counts
  return {
    ...{ accepted, rejected, read: accepted + rejected, leftOut: 0, amountsUnread: 0 },
    ...{ readAmount: null, acceptedAmount: null, rejectedAmount: null, rejectedBy: {} },
    ...counts,
  }
}
