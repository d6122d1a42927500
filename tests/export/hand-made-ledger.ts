import { type Day, dayFromIso } from '../../src/calendar/day.js'
import type { LedgerData, Postings, TextColumn } from '../../src/ledger/ledger-data.js'
import { type PostingKind, postingCode } from '../../src/ledger/ledger-data.js'
import { noDay } from '../../src/ledger/no-day.js'
import { currencyOf } from '../../src/money/currency.js'

export function iso(text: string): Day {
  return dayFromIso(text)!
}

/** A text column from its texts; null is empty. */
export function texts(values: readonly (string | null)[]): TextColumn {
  const distinct = [...new Set(values.filter((value) => value !== null))]
  return {
    codes: Int32Array.from(values, (value) => (value === null ? -1 : distinct.indexOf(value))),
    values: distinct,
  }
}

interface HandPosting {
  readonly invoice: number
  readonly day: string
  readonly kind: PostingKind
  readonly amount: number
  readonly source: number
}

/** Postings by invoice; give them in order of invoice and day. */
function postingsOf(invoices: number, list: readonly HandPosting[]): Postings {
  const start = new Int32Array(invoices + 1)
  for (const { invoice } of list) start[invoice + 1]!++
  for (let row = 0; row < invoices; row++) start[row + 1]! += start[row]!
  return {
    start,
    day: Int32Array.from(list, ({ day }) => iso(day)),
    kind: Uint8Array.from(list, ({ kind }) => postingCode[kind]),
    amount: Float64Array.from(list, ({ amount }) => amount),
    source: Int32Array.from(list, ({ source }) => source),
  }
}

const nothing = {
  attributes: new Map<string, TextColumn>(),
  days: new Map<string, Int32Array>(),
  amounts: new Map<string, Float64Array>(),
  numbers: new Map<string, Float64Array>(),
}

export const emptyColumns = nothing

const days = (...list: (string | null)[]) => Int32Array.from(list, (day) => (day === null ? noDay : iso(day)))

/**
 * A small ledger with a row of everything: names like formulas, identifiers that differ in leading zeros only, a credit note
 * that is applied, a discount, a write-off, an open dispute, an activity without an invoice, missing values of every kind.
 */
export function handMadeLedger(): LedgerData {
  return {
    currency: currencyOf('USD')!,
    asOf: iso('2024-03-31'),
    customers: {
      ...nothing,
      count: 3,
      ids: ['007', '7', '-5'],
      attributes: new Map([
        ['name', texts(['Acme, "Tools" Ltd', '=HYPERLINK("http://x")', 'Müller & Söhne'])],
        ['region', texts(['EMEA', null, 'EMEA'])],
      ]),
      amounts: new Map([['credit_limit', Float64Array.of(1_000_000, Number.NaN, 5)]]),
      numbers: new Map([['risk_score', Float64Array.of(0.25, Number.NaN, 1e-7)]]),
      days: new Map([['onboarded_on', days('2020-02-29', null, '1999-12-31')]]),
    },
    invoices: {
      ...nothing,
      count: 3,
      ids: ['0001', '1', 'CN-1'],
      customer: Int32Array.of(0, 1, 0),
      issued: days('2024-01-05', '2024-01-31', '2024-02-01'),
      due: days('2024-02-04', '2024-03-01', '2024-02-01'),
      amount: Float64Array.of(123_450, 9_007_199_254_740_991, -2_000),
      disputed: Uint8Array.of(1, 0, 0),
      attributes: new Map([['contract_id', texts(['C\n1', null, '+49 30'])]]),
    },
    postings: postingsOf(3, [
      { invoice: 0, day: '2024-02-02', kind: 'credit_application', amount: 2_000, source: 1 },
      { invoice: 0, day: '2024-02-10', kind: 'cash', amount: 100_000, source: 0 },
      { invoice: 0, day: '2024-02-10', kind: 'discount', amount: 450, source: 0 },
      { invoice: 1, day: '2024-03-05', kind: 'write_off', amount: 100, source: 0 },
      { invoice: 2, day: '2024-02-02', kind: 'credit_application', amount: -2_000, source: 1 },
    ]),
    payments: {
      ...nothing,
      count: 1,
      ids: ['P1'],
      customer: Int32Array.of(0),
      day: days('2024-02-10'),
      amount: Float64Array.of(100_000),
      attributes: new Map([['method', texts(['wire'])]]),
    },
    applications: { count: 2, payment: Int32Array.of(0, -1 - 2) },
    adjustments: {
      ...nothing,
      count: 1,
      ids: ['A1'],
      attributes: new Map([['reason', texts(['written off for acme  tools LTD., says Acme'])]]),
    },
    unapplied: { customer: Int32Array.of(), day: Int32Array.of(), amount: Float64Array.of() },
    disputes: {
      ...nothing,
      count: 1,
      ids: ['D1'],
      invoice: Int32Array.of(0),
      opened: days('2024-02-20'),
      resolved: days(null),
      amount: Float64Array.of(450),
      attributes: new Map([['reason', texts(['price'])]]),
    },
    activities: {
      ...nothing,
      count: 1,
      ids: ['T1'],
      customer: Int32Array.of(2),
      invoice: Int32Array.of(-1),
      day: days('2024-03-03'),
      attributes: new Map([
        ['kind', texts(['call'])],
        ['outcome', texts(['Müller & Söhne promised'])],
      ]),
      numbers: new Map([['minutes', Float64Array.of(12.5)]]),
    },
    surveys: { count: 1, customer: Int32Array.of(1), day: days('2024-03-30'), score: Float64Array.of(9) },
    tables: {},
    rejects: [],
    warnings: [],
  }
}

/** The same kind of ledger as a one-table file gives: invoices that say on which day they were paid in full. */
export function settledLedger(): LedgerData {
  const ledger = handMadeLedger()
  const none = { ...nothing, count: 0, ids: [] }
  return {
    ...ledger,
    postings: postingsOf(3, [{ invoice: 0, day: '2024-02-28', kind: 'cash', amount: 123_450, source: -1 }]),
    payments: { ...none, customer: Int32Array.of(), day: Int32Array.of(), amount: Float64Array.of() },
    applications: { count: 0, payment: Int32Array.of() },
    adjustments: none,
  }
}
