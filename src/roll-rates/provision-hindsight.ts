import type { Day } from '../calendar/day.js'
import { addMonths, monthEnd, monthLabel, monthOf } from '../calendar/month.js'
import { bucketOf } from '../facts/columns.js'
import { lastWholePeriod } from '../facts/whole-periods.js'
import { type LedgerData, openAmountSign, postingCode } from '../ledger/ledger-data.js'
import type { Cents } from '../money/cents.js'
import { agingStates } from './aging-states.js'
import { groupProvision } from './group-provision.js'
import { type LedgerWithFacts, type LossRateMethod, lossRates } from './loss-rates.js'

/** How long after its day a provision is judged. */
const monthsLater = 12

/** What a bucket held a year ago, what would have been provided for it, and what became of it. Minor units. */
export interface HindsightRow {
  readonly label: string
  readonly held: number
  /** The loss rate by what was known then, as a fraction. */
  readonly rate: number
  readonly provided: Cents
  /** Written off of it since, less reversals. */
  readonly writtenOff: number
  /** Of it still open: nobody knows yet whether that is lost. */
  readonly stillOpen: number
}

export type ProvisionHindsight =
  | {
      readonly reason: null
      /** The month end that is judged, and the one by which: twelve months later. */
      readonly on: Day
      readonly through: Day
      readonly rows: readonly HindsightRow[]
      readonly held: number
      readonly provided: Cents
      readonly writtenOff: number
      readonly stillOpen: number
      /** Cash that came in on invoices written off; not taken off what was lost. */
      readonly recovered: number
    }
  | { readonly reason: string }

/**
 * A provision of a year ago against what was lost since: the matrix that the method would have given at the month end
 * twelve months before the last whole month of the ledger, without a forward-looking multiplier, and what was written off of
 * the same receivables in the twelve months. Rates that are given are taken as given then too.
 */
export function provisionHindsight(
  source: LedgerWithFacts,
  ratesOrMethod: readonly number[] | LossRateMethod,
  months: number,
): ProvisionHindsight {
  const { ledger, facts } = source
  const last = lastWholePeriod(facts)
  const period = last - monthsLater
  if (period < 0) {
    const reach = last < 0 ? 'has no whole month' : `begins in ${facts.periods[0]!.label}`
    return { reason: `the ledger ${reach}, so there is no month end twelve months before its last one` }
  }
  const on = facts.periods[period]!.end
  const through = monthEnd(addMonths(monthOf(on), monthsLater))
  const isMethod = typeof ratesOrMethod === 'string'
  if (isMethod && period === 0) return { reason: 'the ledger begins in the very month that would be judged' }
  const whole = { ...source, by: [] }
  const found = isMethod ? lossRates(whole, ratesOrMethod, period, months)[0]! : { rates: ratesOrMethod }
  if (found.rates === null) {
    return { reason: `at the end of ${monthLabel(monthOf(on))} the ledger gave no loss rates: ${found.reason}` }
  }
  const matrix = groupProvision(
    source,
    0,
    period,
    found.rates,
    agingStates.map(() => 1),
  )
  const { lost, open, recovered } = whatBecame(ledger, on, through)
  const rows = matrix.rows.map(({ label, amount, rate, provision }, bucket) => ({
    label,
    held: amount,
    rate,
    provided: provision,
    writtenOff: lost[bucket]!,
    stillOpen: open[bucket]!,
  }))
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
  return {
    reason: null,
    on,
    through,
    rows,
    held: matrix.amount,
    provided: matrix.provision,
    writtenOff: sum(lost),
    stillOpen: sum(open),
    recovered,
  }
}

/** What was written off since of what each bucket held, and what of it is still open. */
function whatBecame({ invoices, postings }: LedgerData, on: Day, through: Day) {
  const lost = new Float64Array(agingStates.length)
  const open = new Float64Array(agingStates.length)
  let recovered = 0
  for (let row = 0; row < invoices.count; row++) {
    if (invoices.issued[row]! > on) continue
    let [held, now] = [invoices.amount[row]!, invoices.amount[row]!]
    let [writtenOff, cashAfter] = [0, 0]
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      const day = postings.day[posting]!
      if (day > through) break
      const [kind, amount] = [postings.kind[posting]!, postings.amount[posting]!]
      now += openAmountSign[kind]! * amount
      if (day <= on) held = now
      else if (kind === postingCode.write_off) writtenOff += amount
      else if (kind === postingCode.write_off_reversal) writtenOff -= amount
      else if (kind === postingCode.recovery) cashAfter += amount
    }
    if (held <= 0) continue
    const bucket = bucketOf(on - invoices.due[row]!)
    const stays = Math.min(held, Math.max(0, now))
    open[bucket]! += stays
    lost[bucket]! += Math.min(held - stays, Math.max(0, writtenOff))
    recovered += cashAfter
  }
  return { lost, open, recovered }
}
