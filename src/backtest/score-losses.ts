import type { Behavior } from '../behavior/behavior.js'
import { stated } from '../behavior/estimate.js'
import { addDays } from '../calendar/day.js'
import { addMonths, type Month, monthEnd, monthLabel, monthOf } from '../calendar/month.js'
import { placeOfMonth } from '../calendar/period.js'
import { agingBuckets, factColumn, factCount } from '../facts/columns.js'
import { type FactTable, factAt } from '../facts/fact-table.js'
import { FactWindow } from '../facts/fact-window.js'
import { rollLossRates } from '../kpi/roll-rates.js'
import { type LedgerData, postingCode } from '../ledger/ledger-data.js'
import { runReplicates } from '../runtime/run-replicates.js'
import { compilePlan } from '../scenario/plan/compile-plan.js'
import type { BaselineScore, LossScore } from './result.js'
import { scoreBaseline, scoreEnsemble } from './scores.js'

/** Days beyond the write-off age by which nearly all that is lost of a book is written off: the terms of its youngest invoice. */
const graceDays = 60

/** Months after an origin by which what is lost of its book shows. */
export function lossMonths({ writeOff }: Behavior): number {
  return Math.ceil((writeOff.daysPastDue.value + graceDays) / 30.4)
}

/**
 * What was lost of the invoices open at one origin, against the simulator (without new orders), a provision matrix of flow
 * rates, and the naive share of receivables that was lost in the year before. Null where the book was empty.
 */
export async function scoreLosses(
  full: LedgerData,
  facts: FactTable,
  view: LedgerData,
  behavior: Behavior,
  options: { readonly months: number; readonly replicates: number; readonly seed: string; readonly threads: number },
): Promise<LossScore> {
  const { months, replicates, seed, threads } = options
  const origin = monthOf(view.asOf)
  const actual = lostOfBook(full, origin, addMonths(origin, months))
  const plan = compilePlan(
    { behavior: withoutOrders(behavior), ledger: view, asOf: view.asOf, months, seed, by: [] },
    null,
  )
  const { values } = await runReplicates(plan.plan, replicates, { threads })
  const lost = new Float64Array(replicates)
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (let month = 0; month < months; month++) {
      lost[replicate]! += values[(replicate * months + month) * factCount + factColumn.write_offs]!
    }
  }
  const { mean, q05, q95, crps } = scoreEnsemble(lost.sort(), actual)
  const period = placeOfMonth(facts.periods, origin)
  return {
    origin: monthLabel(origin),
    months,
    actual,
    mean,
    q05,
    q95,
    crps,
    provision: provisionOf(facts, period, actual),
    naive: naiveOf(facts, period, actual),
  }
}

/** Written off, less what was reversed, by the end of a month, of what was open at the end of another. */
function lostOfBook({ invoices, postings }: LedgerData, origin: Month, through: Month): number {
  const [from, last] = [monthEnd(origin), monthEnd(through)]
  let lost = 0
  for (let row = 0; row < invoices.count; row++) {
    if (invoices.issued[row]! > from) continue
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      const on = postings.day[posting]!
      if (on < addDays(from, 1) || on > last) continue
      if (postings.kind[posting] === postingCode.write_off) lost += postings.amount[posting]!
      if (postings.kind[posting] === postingCode.write_off_reversal) lost -= postings.amount[posting]!
    }
  }
  return lost
}

function withoutOrders(behavior: Behavior): Behavior {
  return {
    ...behavior,
    segments: behavior.segments.map((segment) => ({ ...segment, newCustomersPerYear: stated(0) })),
    customers: behavior.customers.map((customer) => ({ ...customer, ordersPerDay: stated(0) })),
  }
}

function provisionOf(facts: FactTable, period: number, actual: number): BaselineScore | null {
  const rates = rollLossRates(FactWindow.of(facts, 0, period, 1))
  if (rates === null) return null
  const forecast = agingBuckets.reduce(
    (sum, { fact }, bucket) => sum + factAt(facts, 0, period, fact) * rates[bucket]!,
    0,
  )
  return scoreBaseline(forecast, actual)
}

/** A year's losses ÷ its sales, of the receivables at the origin: as if what is open were lost as often as what is sold. */
function naiveOf(facts: FactTable, period: number, actual: number): BaselineScore | null {
  if (period < 11) return null
  let lost = 0
  let sales = 0
  for (let month = period - 11; month <= period; month++) {
    lost += factAt(facts, 0, month, 'write_offs') - factAt(facts, 0, month, 'write_off_reversals')
    sales += factAt(facts, 0, month, 'credit_sales')
  }
  if (sales <= 0) return null
  const forecast = Math.max(0, (lost / sales) * factAt(facts, 0, period, 'receivables'))
  return scoreBaseline(forecast, actual)
}
