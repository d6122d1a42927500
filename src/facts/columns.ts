/**
 * The fact columns: what a KPI needs to know of a period and a group. Money is in minor units.
 * A stock is read at the end of the period; a flow is summed over its days. Definitions: docs of each name.
 */
const stockFacts = [
  /** Σ open amounts, negative ones included. */
  'receivables',
  /** Open amounts not yet past due: the due day itself still counts as current. */
  'current_receivables',
  'past_due_1_30',
  'past_due_31_60',
  'past_due_61_90',
  'past_due_91_120',
  'past_due_over_120',
  /** −Σ of the negative open amounts: receivables = Σ aging buckets − credit balances. */
  'credit_balances',
  /** Open amounts of invoices under an unresolved dispute. */
  'disputed_receivables',
  /** Payments received and not applied to an invoice yet. Shown beside receivables, never netted. */
  'unapplied_cash',
  'open_invoices',
  'past_due_invoices',
] as const

export const flowFacts = [
  /** Invoices with a positive amount, by invoice date. */
  'credit_sales',
  'invoices',
  /** Cash applied to invoices. */
  'cash_collected',
  'discounts_taken',
  /** Credit memos and credit notes. */
  'credit_memos',
  'write_offs',
  'write_off_reversals',
  /**
   * Credit notes applied to invoices: up on the invoice, down on the credit note, so 0 in all. Between groups it moves a
   * balance without cash.
   */
  'credit_notes_applied',
  /** Signed revaluation of open amounts. */
  'revaluations',
  /** Cash received on invoices already written off; touches neither receivables nor cash_collected. */
  'recoveries',
  /** Invoices whose open amount reached zero by cash and discounts in the period, at their own amount. */
  'settled_value',
  'settled_count',
  /** Settled before the due date. */
  'settled_early_value',
  'settled_early_count',
  /** Settled on or before the due date. */
  'settled_on_time_value',
  'settled_on_time_count',
  'settled_late_value',
  'settled_late_count',
  /** Σ amount × days from invoice to settlement. */
  'settle_days_weight',
  /** Σ amount × days settled after the due date, early ones as 0. */
  'late_days_weight',
  /** Σ amount × terms days of what was invoiced. */
  'terms_sales_weight',
] as const

export type StockFact = (typeof stockFacts)[number]
export type FlowFact = (typeof flowFacts)[number]
export type FactName = StockFact | FlowFact

export function isStock(fact: FactName): fact is StockFact {
  return (stockFacts as readonly string[]).includes(fact)
}

export const factNames: readonly FactName[] = [...stockFacts, ...flowFacts]
export const factCount = factNames.length

/** Where each fact stands in a row of facts. */
export const factColumn = Object.fromEntries(factNames.map((name, column) => [name, column])) as Readonly<
  Record<FactName, number>
>

/** The aging buckets from current to oldest, with the greatest number of days past due each holds. */
export const agingBuckets: readonly { readonly fact: StockFact; readonly through: number }[] = [
  { fact: 'current_receivables', through: 0 },
  { fact: 'past_due_1_30', through: 30 },
  { fact: 'past_due_31_60', through: 60 },
  { fact: 'past_due_61_90', through: 90 },
  { fact: 'past_due_91_120', through: 120 },
  { fact: 'past_due_over_120', through: Number.POSITIVE_INFINITY },
]

/** How each flow moves receivables: opening + Σ sign × flow = closing, for every period and group. */
export const rollForwardSigns: Readonly<Partial<Record<FlowFact, 1 | -1>>> = {
  credit_sales: 1,
  cash_collected: -1,
  discounts_taken: -1,
  credit_memos: -1,
  write_offs: -1,
  write_off_reversals: 1,
  revaluations: 1,
  credit_notes_applied: -1,
}
