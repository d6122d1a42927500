/** How the text of a column is read. `flag` is yes/no, true/false or 1/0. */
export type ColumnKind = 'identifier' | 'text' | 'date' | 'amount' | 'flag' | 'terms'

interface CanonicalColumn {
  readonly kind: ColumnKind
  readonly required?: true
}

export type CanonicalTable = Readonly<Record<string, CanonicalColumn>>

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
    currency: { kind: 'text' },
    onboarded_on: { kind: 'date' },
  },
  invoices: {
    invoice_id: { kind: 'identifier', required: true },
    customer_id: { kind: 'identifier', required: true },
    invoice_date: { kind: 'date', required: true },
    amount: { kind: 'amount', required: true },
    due_date: { kind: 'date' },
    terms: { kind: 'terms' },
    currency: { kind: 'text' },
    salesperson: { kind: 'text' },
    division: { kind: 'text' },
    disputed: { kind: 'flag' },
    settled_date: { kind: 'date' },
  },
  payments: {
    payment_id: { kind: 'identifier', required: true },
    customer_id: { kind: 'identifier', required: true },
    payment_date: { kind: 'date', required: true },
    amount: { kind: 'amount', required: true },
    currency: { kind: 'text' },
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
    kind: { kind: 'text', required: true },
    reason: { kind: 'text' },
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
} as const satisfies Readonly<Record<string, CanonicalTable>>

export type TableName = keyof typeof canonicalTables

/** In the order in which they are read: a table comes after those whose identifiers it names. */
export const tableNames = Object.keys(canonicalTables) as readonly TableName[]

/** Tables of the design that are not read yet; their files are named in a warning. */
export const tablesNotReadYet: readonly string[] = ['activities', 'surveys', 'fx']
