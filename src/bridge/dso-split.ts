import { listByCell } from '../facts/cell-lists.js'
import type { FactTable } from '../facts/fact-table.js'
import { FactWindow } from '../facts/fact-window.js'
import { periodByDay } from '../facts/period-by-day.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { averagedOverOrders } from '../statistics/shapley.js'
import type { BridgeWindow } from './bridge.js'
import { type ChangeSplit, type PartText, ratios } from './change-split.js'
import { CohortSums } from './cohort-sums.js'
import { windowInvoices } from './window-invoices.js'

/** The factors of DSO by their bit in a mixture of the two periods, and last what is added to them. */
export const dsoParts = [
  {
    id: 'terms',
    label: 'terms',
    meaning: 'how much of the sales is not due yet, by payment terms and by when in the period they were invoiced',
  },
  {
    id: 'customer_mix',
    label: 'customer mix',
    meaning: 'which customers the sales went to: those who pay late or have long terms, or others',
  },
  {
    id: 'sales_timing',
    label: 'sales timing',
    meaning: 'how recent the sales are, and how many days the period has; nobody pays later for it',
  },
  {
    id: 'delinquency',
    label: 'delinquency',
    meaning: 'how much of what is due is still unpaid, without what is disputed',
  },
  { id: 'disputes', label: 'disputes', meaning: 'how much of what is due is still unpaid and disputed' },
  {
    id: 'early_payment',
    label: 'early payment',
    meaning: 'how much of what is not due yet is still unpaid; the more is paid early, the lower',
  },
  {
    id: 'credit_balances',
    label: 'credit balances',
    meaning: 'credit notes and over-payments that are not used up, which lower the receivables',
  },
] as const satisfies readonly PartText[]

const factors = dsoParts.length - 1

/**
 * Splits the change of DSO of a group. The receivables at the end of a window are split by cohort a (the base period of
 * issue, counted back from the window's last) and customer g, so that with n days and sales S
 *
 *     DSO = Σ_a τ_a × Σ_g m_ag × (N_ag × q_ag + (1 − N_ag) × (r_ag + d_ag)) + c
 *
 * τ = n × sales of the cohort ÷ S; m = the customer's share of them; N = the share of those that is not due yet; q = the
 * open part of that; r and d = the open parts of the rest, undisputed and disputed; c = n × credit balances ÷ S. Each of
 * them changes from one period's to the other's in all cohorts and customers at once. Both windows must have sales.
 * `isInGroup` is asked for rows of the invoice table, `group` is the group's number in the table of facts.
 */
export function dsoSplit(
  ledger: LedgerData,
  facts: FactTable,
  group: number,
  isInGroup: (row: number) => boolean,
  from: BridgeWindow,
  to: BridgeWindow,
): ChangeSplit {
  const { invoices, customers } = ledger
  const periodOf = periodByDay(facts.periods)
  const sold = listByCell(invoices.count, facts.periods.length, (row) =>
    invoices.amount[row]! > 0 && isInGroup(row) ? periodOf(invoices.issued[row]!) : -1,
  )
  const window0 = windowInvoices(ledger, facts, from, isInGroup)
  const window1 = windowInvoices(ledger, facts, to, isInGroup)
  const scales = [daysPerSales(facts, group, from), daysPerSales(facts, group, to)] as const
  const [cohort0, cohort1] = [new CohortSums(customers.count), new CohortSums(customers.count)]
  const values = new Float64Array(2 ** factors)
  for (let age = 0; age <= Math.max(from.last, to.last); age++) {
    cohort0.fill(invoices, sold, window0, age)
    cohort1.fill(invoices, sold, window1, age)
    addCohort(values, cohort0, cohort1, [scales[0] * cohort0.total, scales[1] * cohort1.total])
  }
  const credit0 = scales[0] * window0.creditBalances
  const credit1 = scales[1] * window1.creditBalances
  const shares = [...averagedOverOrders(values), credit1 - credit0]
  return {
    from: values[0]! + credit0,
    to: values[values.length - 1]! + credit1,
    parts: Object.fromEntries(dsoParts.map(({ id }, index) => [id, shares[index]!])),
    size: Math.max(...values) + Math.abs(credit0) + Math.abs(credit1),
  }
}

type Both = readonly [number, number]

/** n ÷ S: by how many days each minor unit of receivables makes DSO longer. */
function daysPerSales(facts: FactTable, group: number, { first, last }: BridgeWindow): number {
  const window = FactWindow.of(facts, group, last, last - first + 1)
  return window.days / window.flow('credit_sales')
}

/** Adds one cohort to the DSO of every mixture of the two periods. */
function addCohort(values: Float64Array, before: CohortSums, after: CohortSums, timing: Both): void {
  for (const customer of before.customers) addCell(values, before, after, customer, timing)
  for (const customer of after.customers) {
    if (before.sales[customer] === 0) addCell(values, before, after, customer, timing)
  }
}

function addCell(values: Float64Array, before: CohortSums, after: CohortSums, customer: number, timing: Both): void {
  // What is paid in both periods is 0 in every mixture: most of the cells of old cohorts.
  if (!before.hasOpen(customer) && !after.hasOpen(customer)) return
  const [sales0, sales1] = [before.sales[customer]!, after.sales[customer]!]
  const [notDue0, notDue1] = [before.notDueSales[customer]!, after.notDueSales[customer]!]
  const [due0, due1] = [sales0 - notDue0, sales1 - notDue1]
  const mix = ratios(sales0, before.total, sales1, after.total)
  const terms = ratios(notDue0, sales0, notDue1, sales1)
  const early = ratios(before.notDueOpen[customer]!, notDue0, after.notDueOpen[customer]!, notDue1)
  const late = ratios(before.lateOpen[customer]!, due0, after.lateOpen[customer]!, due1)
  const disputed = ratios(before.disputedOpen[customer]!, due0, after.disputedOpen[customer]!, due1)
  for (let mixture = 0; mixture < values.length; mixture++) {
    const notDue = terms[mixture & 1]!
    const weight = timing[(mixture >> 2) & 1]! * mix[(mixture >> 1) & 1]!
    const lateOpen = late[(mixture >> 3) & 1]! + disputed[(mixture >> 4) & 1]!
    values[mixture]! += weight * (notDue * early[(mixture >> 5) & 1]! + (1 - notDue) * lateOpen)
  }
}
