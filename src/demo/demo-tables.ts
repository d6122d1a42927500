import type { Day } from '../calendar/day.js'
import { isoText } from '../calendar/iso-text.js'
import type { Cents } from '../money/cents.js'
import { decimalText } from '../money/format-amount.js'
import { type CsvColumns, type CsvFormat, csvFormat } from './csv-text.js'
import type { DemoRows } from './demo-rows.js'

export type DemoTableName = keyof DemoRows

/** How a table is written: its lines, and the day by which its rows are ordered; null for the customers' own order. */
export interface DemoTableFormat<Row> extends CsvFormat<Row> {
  readonly dayOf: ((row: Row) => Day) | null
}

function table<Row>(dayOf: ((row: Row) => Day) | null, columns: CsvColumns<Row>): DemoTableFormat<Row> {
  return { dayOf, ...csvFormat(columns) }
}

/** The tables of a demo ledger with their canonical columns, in the order in which they are read. */
export const demoTables: { readonly [Table in DemoTableName]: DemoTableFormat<DemoRows[Table]> } = {
  customers: table(null, {
    customer_id: (row) => row.customerId,
    name: (row) => row.name,
    segment: (row) => row.segment,
    division: (row) => row.division,
    region: (row) => row.region,
    salesperson: (row) => row.salesperson,
    collector: (row) => row.collector,
    terms: (row) => row.terms,
    credit_limit: (row) => dollars(row.creditLimit),
    currency: (row) => row.currency,
    risk_score: (row) => row.riskScore,
    onboarded_on: (row) => isoDate(row.onboardedOn),
  }),
  invoices: table((row) => row.invoiceDate, {
    invoice_id: (row) => row.invoiceId,
    customer_id: (row) => row.customerId,
    invoice_date: (row) => isoDate(row.invoiceDate),
    due_date: (row) => isoDate(row.dueDate),
    amount: (row) => dollars(row.amount),
    salesperson: (row) => row.salesperson,
    sent_on: (row) => isoDate(row.sentOn),
    delivered_on: (row) => isoDate(row.deliveredOn),
    contract_id: (row) => row.contractId,
    service_from: (row) => isoDate(row.serviceFrom),
    service_to: (row) => isoDate(row.serviceTo),
    margin: (row) => dollars(row.margin),
    rebills: (row) => row.rebills,
  }),
  payments: table((row) => row.paymentDate, {
    payment_id: (row) => row.paymentId,
    customer_id: (row) => row.customerId,
    payment_date: (row) => isoDate(row.paymentDate),
    amount: (row) => dollars(row.amount),
    method: (row) => row.method,
  }),
  applications: table((row) => row.appliedDate, {
    payment_id: (row) => row.paymentId,
    invoice_id: (row) => row.invoiceId,
    amount: (row) => dollars(row.amount),
    // Empty where it is the payment's date, as it mostly is.
    applied_date: (row) => (row.appliedDate === row.paymentDate ? null : isoDate(row.appliedDate)),
    discount: (row) => (row.discount === 0 ? null : dollars(row.discount)),
  }),
  adjustments: table((row) => row.date, {
    adjustment_id: (row) => row.adjustmentId,
    invoice_id: (row) => row.invoiceId,
    date: (row) => isoDate(row.date),
    amount: (row) => dollars(row.amount),
    kind: (row) => row.kind,
    reason: (row) => row.reason,
    approved_by: (row) => row.approvedBy,
  }),
  disputes: table((row) => row.openedOn, {
    dispute_id: (row) => row.disputeId,
    invoice_id: (row) => row.invoiceId,
    opened_on: (row) => isoDate(row.openedOn),
    amount: (row) => dollars(row.amount),
    resolved_on: (row) => isoDate(row.resolvedOn),
    reason: (row) => row.reason,
    conceded: (row) => yesOrNo(row.conceded),
  }),
  activities: table((row) => row.date, {
    activity_id: (row) => row.activityId,
    customer_id: (row) => row.customerId,
    date: (row) => isoDate(row.date),
    kind: (row) => row.kind,
    invoice_id: (row) => row.invoiceId,
    outcome: (row) => row.outcome,
    right_party: (row) => yesOrNo(row.rightParty),
    promised_on: (row) => isoDate(row.promisedOn),
    promised_amount: (row) => dollars(row.promisedAmount),
    kept: (row) => yesOrNo(row.kept),
    minutes: (row) => row.minutes,
    cost: (row) => dollars(row.cost),
    by: (row) => row.by,
  }),
  surveys: table((row) => row.date, {
    customer_id: (row) => row.customerId,
    date: (row) => isoDate(row.date),
    score: (row) => row.score,
  }),
}

export const demoTableNames = Object.keys(demoTables) as DemoTableName[]

function isoDate(day: Day | null): string | null {
  return day === null ? null : isoText(day)
}

function dollars(amount: Cents): string
function dollars(amount: Cents | null): string | null
function dollars(amount: Cents | null): string | null {
  return amount === null ? null : decimalText(amount, 2)
}

function yesOrNo(value: boolean | null): string | null {
  return value === null ? null : value ? 'yes' : 'no'
}
