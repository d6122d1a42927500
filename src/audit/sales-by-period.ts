import { periodByDay } from '../facts/period-by-day.js'
import { refuseOtherSum } from './adds-up.js'
import type { AuditWindow } from './audit-window.js'

/** The credit sales of each period of the table, from the group's invoices; an Error if a fact differs. */
export function salesByPeriod({ rows, table, facts }: AuditWindow): Float64Array {
  const { count, issued, amount } = rows.ledger.invoices
  const { periods } = table
  const periodOf = periodByDay(periods)
  const sales = new Float64Array(periods.length)
  for (let row = 0; row < count; row++) {
    if (amount[row]! > 0 && rows.hasInvoice(row)) sales[periodOf(issued[row]!)]! += amount[row]!
  }
  periods.forEach(({ label }, period) => {
    refuseOtherSum(`credit sales of ${label}`, [sales[period]!], facts.at(period, 'credit_sales'))
  })
  return sales
}
