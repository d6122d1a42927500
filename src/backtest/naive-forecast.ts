import { addDays, type Day } from '../calendar/day.js'
import { addMonths, monthEnd, monthOf } from '../calendar/month.js'
import { monthsThrough, type Period } from '../calendar/period.js'
import { factColumn, factCount } from '../facts/columns.js'
import type { Grouping } from '../facts/ledger-groups.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { openAmounts } from '../ledger/open-amounts.js'
import { invoiceClosings } from '../ledger/settlement.js'

/** Days back over which customers' days to pay, and sales, are averaged. */
const [paymentDays, salesDays] = [90, 365]

/** Facts of the months ahead by group: values[(group × months + month) × facts + fact], as a simulated future has them. */
export interface ForecastFacts {
  readonly periods: readonly Period[]
  readonly values: Float64Array
}

/**
 * The forecast that anyone can make on paper: every invoice, open or new, is paid as many days after its date as invoices
 * paid in the last 90 days were on average (weighted by amount; an open invoice older than that is paid tomorrow), and
 * sales go on at the average of the last 365 days. Knows what the ledger knew on `origin`, an end of a month, and no more.
 * Only sales, cash, receivables and what is past due of them are forecast.
 */
export class NaiveForecaster {
  readonly #settled: Int32Array

  constructor(
    private readonly ledger: LedgerData,
    private readonly grouping: Grouping,
  ) {
    this.#settled = invoiceClosings(ledger).settled
  }

  /** Null where nothing was paid or sold before the origin. */
  forecast(origin: Day, months: number): ForecastFacts | null {
    const { groups, ofInvoice } = this.grouping
    const { invoices } = this.ledger
    const periods = monthsThrough(addDays(origin, 1), monthEnd(addMonths(monthOf(origin), months)))
    const values = new Float64Array(groups.length * months * factCount)
    const averages = groups.map(() => ({ paid: 0, paidDays: 0, sales: 0, netDays: 0 }))
    let first = origin as number
    for (let row = 0; row < invoices.count; row++) {
      const issued = invoices.issued[row]!
      const amount = invoices.amount[row]!
      if (issued > origin || amount <= 0) continue
      first = Math.min(first, issued)
      const settled = this.#settled[row]!
      const members = ofInvoice[row]! > 0 ? [averages[0]!, averages[ofInvoice[row]!]!] : [averages[0]!]
      for (const own of members) {
        if (settled <= origin && settled > origin - paymentDays) {
          own.paid += amount
          own.paidDays += amount * (settled - issued)
        }
        if (issued > origin - salesDays) {
          own.sales += amount
          own.netDays += amount * (invoices.due[row]! - issued)
        }
      }
    }
    const span = Math.min(salesDays, origin - first + 1)
    if (averages[0]!.paid === 0 || averages[0]!.sales === 0) return null
    const open = openAmounts(this.ledger, origin)
    for (let group = 0; group < groups.length; group++) {
      const { paid, paidDays, sales, netDays } = averages[group]!
      const total = averages[0]!
      const daysToPay = Math.round(paid > 0 ? paidDays / paid : total.paidDays / total.paid)
      const add = (amount: number, issued: number, due: number, paidOn: number) => {
        for (let month = 0; month < months; month++) {
          const { start, end } = periods[month]!
          const cell = (group * months + month) * factCount
          if (issued >= start && issued <= end) values[cell + factColumn.credit_sales]! += amount
          if (paidOn >= start && paidOn <= end) values[cell + factColumn.cash_collected]! += amount
          if (issued > end || paidOn <= end) continue
          values[cell + factColumn.receivables]! += amount
          values[cell + (due < end ? factColumn.past_due_1_30 : factColumn.current_receivables)]! += amount
        }
      }
      for (let row = 0; row < invoices.count; row++) {
        if (open[row]! <= 0 || (group > 0 && ofInvoice[row] !== group)) continue
        const issued = invoices.issued[row]!
        add(open[row]!, issued, invoices.due[row]!, Math.max(origin + 1, issued + daysToPay))
      }
      const terms = sales > 0 ? Math.round(netDays / sales) : 0
      for (let day = origin + 1; day <= periods[months - 1]!.end; day++) {
        add(sales / span, day, day + terms, day + daysToPay)
      }
    }
    return { periods, values }
  }
}
