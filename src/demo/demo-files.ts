import { isoFromDay } from '../calendar/day.js'
import type { Cents } from '../money/cents.js'
import { decimalText } from '../money/format-amount.js'
import { type CsvValue, csvText } from './csv-text.js'
import type { DemoCompany } from './demo-company.js'
import { demoReadme } from './demo-readme.js'
import type { DemoTruth } from './demo-truth.js'

/** The names of all files of a demo ledger. */
export const demoFileNames = [
  'customers.csv',
  'invoices.csv',
  'payments.csv',
  'applications.csv',
  'adjustments.csv',
  'disputes.csv',
  'truth.json',
  'README.md',
] as const

export type DemoFileName = (typeof demoFileNames)[number]

/** The text of every file of a demo ledger. */
export function demoFiles(company: DemoCompany): Readonly<Record<DemoFileName, string>> {
  return {
    'customers.csv': table(company.customers, {
      customer_id: (row) => row.customerId,
      name: (row) => row.name,
      segment: (row) => row.segment,
      division: (row) => row.division,
      region: (row) => row.region,
      salesperson: (row) => row.salesperson,
      terms: (row) => row.terms,
      currency: (row) => row.currency,
      onboarded_on: (row) => isoFromDay(row.onboardedOn),
    }),
    'invoices.csv': table(company.invoices, {
      invoice_id: (row) => row.invoiceId,
      customer_id: (row) => row.customerId,
      invoice_date: (row) => isoFromDay(row.invoiceDate),
      due_date: (row) => isoFromDay(row.dueDate),
      amount: (row) => dollars(row.amount),
    }),
    'payments.csv': table(company.payments, {
      payment_id: (row) => row.paymentId,
      customer_id: (row) => row.customerId,
      payment_date: (row) => isoFromDay(row.paymentDate),
      amount: (row) => dollars(row.amount),
    }),
    'applications.csv': table(company.applications, {
      payment_id: (row) => row.paymentId,
      invoice_id: (row) => row.invoiceId,
      amount: (row) => dollars(row.amount),
    }),
    'adjustments.csv': table(company.adjustments, {
      adjustment_id: (row) => row.adjustmentId,
      invoice_id: (row) => row.invoiceId,
      date: (row) => isoFromDay(row.date),
      amount: (row) => dollars(row.amount),
      kind: (row) => row.kind,
      reason: (row) => row.reason,
    }),
    'disputes.csv': table(company.disputes, {
      dispute_id: (row) => row.disputeId,
      invoice_id: (row) => row.invoiceId,
      opened_on: (row) => isoFromDay(row.openedOn),
      amount: (row) => dollars(row.amount),
      resolved_on: (row) => (row.resolvedOn === null ? null : isoFromDay(row.resolvedOn)),
      reason: (row) => row.reason,
      conceded: (row) => (row.conceded === null ? null : row.conceded ? 'yes' : 'no'),
    }),
    'truth.json': truthText(company.truth),
    'README.md': demoReadme(company),
  }
}

function table<Row>(rows: readonly Row[], columns: Readonly<Record<string, (row: Row) => CsvValue>>): string {
  const cells = Object.values(columns)
  return csvText(
    Object.keys(columns),
    rows.map((row) => cells.map((cell) => cell(row))),
  )
}

function dollars(amount: Cents): string {
  return decimalText(amount, 2)
}

/** Indented JSON, but with one line for a list of numbers and for a customer: readable, and short. */
function truthText(truth: DemoTruth): string {
  const { customers, ...company } = truth
  const head = JSON.stringify({ ...company, start: isoFromDay(truth.start), end: isoFromDay(truth.end) }, null, 2)
  // A line break stands only between items, never inside a text, so that no text of the truth is touched.
  const compact = head.replace(/\[\n\s+([^[\]{}]+?)\n\s+\]/g, (_, items: string) => `[${items.replace(/\s+/g, ' ')}]`)
  const lines = customers.map((customer) => {
    const defaultDay = customer.defaultDay === null ? null : isoFromDay(customer.defaultDay)
    return `    ${JSON.stringify({ ...customer, defaultDay })}`
  })
  return `${compact.slice(0, -2)},\n  "customers": [\n${lines.join(',\n')}\n  ]\n}\n`
}
