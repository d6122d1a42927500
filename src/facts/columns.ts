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
  /** Σ open amount × terms days (from the invoice's date to its due date) of what is open, negative amounts included. */
  'terms_weight',
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
  /** As late_days_weight, but early payments count as negative days. */
  'signed_late_days_weight',
  /** Σ amount × terms days of what was invoiced. */
  'terms_sales_weight',
  /** Invoices that fell due in the period, at their own amount. */
  'fell_due_value',
  /** Of what fell due in the period, the cash that came in the period too. */
  'collected_on_due_value',
  /** Cash on invoices that are due, counted in the period of the later of payment and due date. */
  'collected_of_due_value',
  /** Disputes by the day they were opened; an invoice flagged as disputed without a date counts on its own date. */
  'disputes_opened',
  /** The disputed amounts of those; the whole invoice where only a flag is known. */
  'disputed_value',
  /** Invoices that were disputed or credited for the first time. */
  'invoices_disputed_or_credited',
  'disputes_resolved',
  /** Σ days from opening to resolution of the disputes resolved. */
  'dispute_days',
  'invoice_copies',
  'emails',
  /** Calls of collectors. */
  'calls',
  /** Calls of salespeople. */
  'sales_calls',
  /** Calls of either that reached the person who decides about the payment. */
  'right_party_contacts',
  /** Promises to pay that those brought. */
  'promises',
  /** Promises of any contact by the day they fell due. */
  'promises_due',
  /** Of the promises that fell due, those marked as kept. */
  'promises_kept',
  /** Invoices settled late after a contact between due date and settlement. */
  'collections',
  /** Cost of all contacts. */
  'collection_cost',
  /** Stated margins of what was invoiced. */
  'gross_margin',
  /** Invoices whose delivery and sending are both known, and Σ days between them. */
  'bill_lag_invoices',
  'bill_lag_weight',
  'surveys',
  'survey_scores',
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

/** The aging buckets from current to oldest, with the greatest number of days past due each holds and its name for people. */
export const agingBuckets: readonly { readonly fact: StockFact; readonly through: number; readonly label: string }[] = [
  { fact: 'current_receivables', through: 0, label: 'current' },
  { fact: 'past_due_1_30', through: 30, label: '1–30 days' },
  { fact: 'past_due_31_60', through: 60, label: '31–60 days' },
  { fact: 'past_due_61_90', through: 90, label: '61–90 days' },
  { fact: 'past_due_91_120', through: 120, label: '91–120 days' },
  { fact: 'past_due_over_120', through: Number.POSITIVE_INFINITY, label: 'over 120 days' },
]

// Looked up for every open invoice at every period's end.
const bucketThrough = Float64Array.from(agingBuckets, ({ through }) => through)

/** The place of the bucket of an open amount so many days past due (below 0: not due yet). */
export function bucketOf(daysPastDue: number): number {
  let bucket = 0
  while (daysPastDue > bucketThrough[bucket]!) bucket++
  return bucket
}

/** The buckets of what is more than so many days past due; the days must be 0 or the last ones of a bucket. */
export function bucketsOver(days: number): StockFact[] {
  return agingBuckets
    .slice(1)
    .filter((_, index) => agingBuckets[index]!.through >= days)
    .map(({ fact }) => fact)
}

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

/** What a fact is counted in. `weight` is money times days; `number` is neither money nor a count. */
export type FactKind = 'money' | 'count' | 'weight' | 'number'

const counts: readonly FactName[] = [
  'open_invoices',
  'past_due_invoices',
  'invoices',
  'settled_count',
  'settled_early_count',
  'settled_on_time_count',
  'settled_late_count',
  'disputes_opened',
  'invoices_disputed_or_credited',
  'disputes_resolved',
  'dispute_days',
  'invoice_copies',
  'emails',
  'calls',
  'sales_calls',
  'right_party_contacts',
  'promises',
  'promises_due',
  'promises_kept',
  'collections',
  'bill_lag_invoices',
  'bill_lag_weight',
  'surveys',
]

const weights: readonly FactName[] = [
  'terms_weight',
  'settle_days_weight',
  'late_days_weight',
  'signed_late_days_weight',
  'terms_sales_weight',
]

export function factKind(fact: FactName): FactKind {
  if (counts.includes(fact)) return 'count'
  if (weights.includes(fact)) return 'weight'
  return fact === 'survey_scores' ? 'number' : 'money'
}

/** The facts that a simulation can produce; the others are known of the past alone. */
export const simulatedFacts: readonly FactName[] = factNames.filter(
  (fact) => fact !== 'surveys' && fact !== 'survey_scores',
)

/** What contacts are, bring and cost. */
export const contactFacts: readonly FactName[] = [
  'invoice_copies',
  'emails',
  'calls',
  'sales_calls',
  'right_party_contacts',
  'promises',
  'promises_due',
  'promises_kept',
  'collections',
  'collection_cost',
]
