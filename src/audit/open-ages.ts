import type { Day } from '../calendar/day.js'
import { periodByDay } from '../facts/period-by-day.js'
import { dsoTrue } from '../kpi/dso-true.js'
import { numberOf } from '../kpi/kpi.js'
import { refuseOtherSum } from './adds-up.js'
import type { AuditWindow } from './audit-window.js'
import { byDateAndId } from './fact-line.js'
import { salesByPeriod } from './sales-by-period.js'

/** What an open invoice adds to the true DSO; money in minor units. */
export interface OpenAge {
  readonly id: string
  readonly customerId: string
  readonly dated: Day
  /** Days from its date to the end of the window. */
  readonly age: number
  readonly open: number
  /** The label of its own month, or of the period that stands for one, and the credit sales of that. */
  readonly period: string
  readonly sales: number
  /** Age × open ÷ sales, in days. */
  readonly contribution: number
}

/** The invoices that are open at the end of the window, by date and identifier: their contributions are the true DSO. */
export function openAges(window: AuditWindow): OpenAge[] {
  const { rows, facts, settings } = window
  const { count, customer, issued, amount } = rows.ledger.invoices
  const { end } = facts.periods[facts.last]!
  const open = rows.openOn(end)
  const sales = salesByPeriod(window)
  const periodOf = periodByDay(facts.periods)
  const ages: OpenAge[] = []
  for (let row = 0; row < count; row++) {
    if (amount[row]! <= 0 || open[row]! <= 0 || !rows.hasInvoice(row)) continue
    const period = periodOf(issued[row]!)
    const age = end - issued[row]!
    ages.push({
      id: rows.invoiceId(row),
      customerId: rows.customerId(customer[row]!),
      dated: issued[row]! as Day,
      age,
      open: open[row]!,
      period: facts.periods[period]!.label,
      sales: sales[period]!,
      contribution: (age * open[row]!) / sales[period]!,
    })
  }
  const value = numberOf(dsoTrue.compute(facts, settings))
  const contributions = ages.map(({ contribution }) => contribution)
  if (value !== null) refuseOtherSum(dsoTrue.id, contributions, value)
  return ages.sort(byDateAndId)
}
