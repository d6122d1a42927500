/** How the text of a column is read. `flag` is yes/no, true/false or 1/0; `number` is a plain decimal that is no money. */
export type ColumnKind = 'identifier' | 'text' | 'date' | 'amount' | 'number' | 'flag' | 'terms' | 'currency'

interface CanonicalColumn {
  readonly kind: ColumnKind
  readonly required?: true
  /** The values that a column of kind text may have; any if not given. */
  readonly oneOf?: readonly string[]
}

export type CanonicalTable = Readonly<Record<string, CanonicalColumn>>

export const adjustmentKinds = ['credit_memo', 'write_off', 'write_off_reversal', 'recovery', 'fx_revaluation'] as const
const activityKinds = ['invoice_copy', 'email', 'call', 'sales_call', 'letter', 'visit'] as const

/** The tables and columns of a canonical ledger. Other columns of a file are left unread. */
export const canonicalTables = {
  customers: {
    customer_id: { kind: 'identifier', required: true },
    name: { kind: 'text' },
    segment: { kind: 'text' },
    division: { kind: 'text' },
    region: { kind: 'text' },
    salesperson: { kind: 'text' },
    collector: { kind: 'text' },
    terms: { kind: 'terms' },
    credit_limit: { kind: 'amount' },
    currency: { kind: 'currency' },
    risk_score: { kind: 'number' },
    onboarded_on: { kind: 'date' },
  },
  invoices: {
    invoice_id: { kind: 'identifier', required: true },
    customer_id: { kind: 'identifier', required: true },
    invoice_date: { kind: 'date', required: true },
    amount: { kind: 'amount', required: true },
    due_date: { kind: 'date' },
    terms: { kind: 'terms' },
    terms_from: { kind: 'date' },
    currency: { kind: 'currency' },
    salesperson: { kind: 'text' },
    division: { kind: 'text' },
    delivered_on: { kind: 'date' },
    sent_on: { kind: 'date' },
    contract_id: { kind: 'text' },
    service_from: { kind: 'date' },
    service_to: { kind: 'date' },
    margin: { kind: 'amount' },
    rebills: { kind: 'identifier' },
    disputed: { kind: 'flag' },
    settled_date: { kind: 'date' },
  },
  payments: {
    payment_id: { kind: 'identifier', required: true },
    customer_id: { kind: 'identifier', required: true },
    payment_date: { kind: 'date', required: true },
    amount: { kind: 'amount', required: true },
    currency: { kind: 'currency' },
    method: { kind: 'text' },
  },
  applications: {
    payment_id: { kind: 'identifier', required: true },
    invoice_id: { kind: 'identifier', required: true },
    amount: { kind: 'amount', required: true },
    applied_date: { kind: 'date' },
    discount: { kind: 'amount' },
  },
  adjustments: {
    adjustment_id: { kind: 'identifier', required: true },
    invoice_id: { kind: 'identifier', required: true },
    date: { kind: 'date', required: true },
    amount: { kind: 'amount', required: true },
    kind: { kind: 'text', required: true, oneOf: adjustmentKinds },
    reason: { kind: 'text' },
    approved_by: { kind: 'text' },
  },
  disputes: {
    dispute_id: { kind: 'identifier', required: true },
    invoice_id: { kind: 'identifier', required: true },
    opened_on: { kind: 'date', required: true },
    amount: { kind: 'amount', required: true },
    resolved_on: { kind: 'date' },
    reason: { kind: 'text' },
    conceded: { kind: 'text' },
  },
  activities: {
    activity_id: { kind: 'identifier', required: true },
    customer_id: { kind: 'identifier', required: true },
    date: { kind: 'date', required: true },
    kind: { kind: 'text', required: true, oneOf: activityKinds },
    invoice_id: { kind: 'identifier' },
    outcome: { kind: 'text' },
    right_party: { kind: 'flag' },
    promised_on: { kind: 'date' },
    promised_amount: { kind: 'amount' },
    kept: { kind: 'flag' },
    minutes: { kind: 'number' },
    cost: { kind: 'amount' },
    by: { kind: 'text' },
  },
  surveys: {
    customer_id: { kind: 'identifier', required: true },
    date: { kind: 'date', required: true },
    score: { kind: 'number', required: true },
  },
  fx: {
    date: { kind: 'date', required: true },
    currency: { kind: 'currency', required: true },
    rate: { kind: 'text', required: true },
  },
} as const satisfies Readonly<Record<string, CanonicalTable>>

export type TableName = keyof typeof canonicalTables

/** In the order in which they are read: a table comes after those whose identifiers it names. */
export const tableNames = Object.keys(canonicalTables) as readonly TableName[]
