import { addDays, type Day, day } from '../calendar/day.js'
import { addMonths, monthEnd, monthOf } from '../calendar/month.js'
import { monthsThrough } from '../calendar/period.js'
import { factColumn, factCount } from '../facts/columns.js'
import type { Grouping } from '../facts/ledger-groups.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { openAmounts } from '../ledger/open-amounts.js'
import { invoiceClosings } from '../ledger/settlement.js'
import type { ForecastFacts, PointForecaster } from './forecast-facts.js'

/** Days back over which customers' days to pay, and sales, are averaged. */
const [paymentDays, salesDays] = [90, 365]

/** What a group's past says: sums over the days looked back at. */
interface Past {
  paid: number
  paidDays: number
  sales: number
  netDays: number
}

/**
 * The forecast that anyone can make on paper: every invoice, open or new, is paid as many days after its date as invoices
 * paid in the last 90 days were on average (weighted by amount; an open invoice older than that is paid tomorrow), and
 * sales go on at the average of the last 365 days. It reads what was known on the origin, and no more. Only sales, cash,
 * receivables and what is past due of them are forecast.
 */
export class NaiveForecaster implements PointForecaster {
  readonly name = 'naive'
  readonly #settled: Int32Array

  constructor(
    private readonly ledger: LedgerData,
    private readonly grouping: Grouping,
  ) {
    this.#settled = invoiceClosings(ledger).settled
  }

  forecast(origin: number, months: number): ForecastFacts | null {
    const { groups, ofInvoice } = this.grouping
    const { invoices } = this.ledger
    const from = day(origin)
    const periods = monthsThrough(addDays(from, 1), monthEnd(addMonths(monthOf(from), months)))
    const values = new Float64Array(groups.length * months * factCount)
    const { past, span } = this.#lookBack(from)
    const all = past[0]!
    if (all.paid === 0 || all.sales === 0) return null

    const add = (group: number, amount: number, issued: number, due: number, paidOn: number) => {
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
    const daysToPay = past.map(({ paid, paidDays }) => Math.round(paid > 0 ? paidDays / paid : all.paidDays / all.paid))
    const open = openAmounts(this.ledger, from)
    for (let row = 0; row < invoices.count; row++) {
      if (open[row]! <= 0) continue
      const issued = invoices.issued[row]!
      const due = invoices.due[row]!
      add(0, open[row]!, issued, due, Math.max(origin + 1, issued + daysToPay[0]!))
      const group = ofInvoice[row]!
      if (group > 0) add(group, open[row]!, issued, due, Math.max(origin + 1, issued + daysToPay[group]!))
    }
    past.forEach(({ sales, netDays }, group) => {
      if (sales === 0) return
      const net = Math.round(netDays / sales)
      for (let on = origin + 1; on <= periods[months - 1]!.end; on++) {
        add(group, sales / span, on, on + net, on + daysToPay[group]!)
      }
    })
    return { periods, values }
  }

  #lookBack(origin: Day): { readonly past: Past[]; readonly span: number } {
    const { invoices } = this.ledger
    const { groups, ofInvoice } = this.grouping
    const past = groups.map((): Past => ({ paid: 0, paidDays: 0, sales: 0, netDays: 0 }))
    let first = origin as number
    for (let row = 0; row < invoices.count; row++) {
      const issued = invoices.issued[row]!
      const amount = invoices.amount[row]!
      if (issued > origin || amount <= 0) continue
      first = Math.min(first, issued)
      const settled = this.#settled[row]!
      const group = ofInvoice[row]!
      for (const own of group > 0 ? [past[0]!, past[group]!] : [past[0]!]) {
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
    return { past, span: Math.min(salesDays, origin - first + 1) }
  }
}
