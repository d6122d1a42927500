import { agingBuckets, type FactName, factColumn, factCount } from '../../facts/columns.js'
import type { Plan } from '../plan.js'
import type { Tally } from './tally.js'
import * as column from './tally-columns.js'

const bucketFacts = agingBuckets.map(({ fact }) => factColumn[fact])
const buckets = bucketFacts.length
const of = (fact: FactName) => factColumn[fact]

/** Facts that a column of the tally is by itself. */
const sameColumns: readonly (readonly [fact: number, column: number])[] = [
  [of('credit_sales'), column.sales],
  [of('invoices'), column.invoices],
  [of('terms_sales_weight'), column.salesTerms],
  [of('discounts_taken'), column.discounts],
  [of('credit_memos'), column.creditMemos],
  [of('write_offs'), column.writeOffs],
  [of('recoveries'), column.recoveries],
  [of('disputes_opened'), column.disputesOpened],
  [of('disputed_value'), column.disputedValue],
  [of('invoices_disputed_or_credited'), column.disputesOpened],
  [of('disputes_resolved'), column.disputesResolved],
  [of('dispute_days'), column.disputeDays],
  [of('disputed_receivables'), column.disputedReceivables],
  [of('gross_margin'), column.margin],
  [of('bill_lag_invoices'), column.lagInvoices],
  [of('bill_lag_weight'), column.lagDays],
]

/** Credit balances that are there on the as-of day and stay, by group: their amount, and amount × terms. */
interface CreditBalances {
  readonly amount: Float64Array
  readonly terms: Float64Array
}

export function creditBalances({ groups, opening }: Plan): CreditBalances {
  const balances = { amount: new Float64Array(groups), terms: new Float64Array(groups) }
  opening.open.forEach((open, row) => {
    if (open >= 0) return
    const group = opening.group[row]!
    balances.amount[group]! -= open
    balances.terms[group]! -= open * (opening.due[row]! - opening.issued[row]!)
  })
  return balances
}

/**
 * The facts of one replicate from its tally: facts[(group × months + month) × factCount + fact], all zero before. Group 0
 * becomes the total.
 */
export class TallyFacts {
  readonly #stock = new Float64Array(buckets)
  readonly #balances: CreditBalances

  constructor(readonly plan: Plan) {
    this.#balances = creditBalances(plan)
  }

  write(tally: Tally, facts: Float64Array): void {
    for (let group = 0; group < this.plan.groups; group++) {
      this.#writeFlows(tally, group, facts)
      this.#writeStocks(tally, group, facts)
    }
    if (this.plan.groups > 1) this.#addTotal(facts)
  }

  #writeFlows({ values, ...tally }: Tally, group: number, facts: Float64Array): void {
    const { months } = tally
    const { fallingDue } = this.plan
    for (let month = 0; month < months; month++) {
      const from = (group * (months + 1) + month) * column.tallyWidth
      const cell = group * months + month
      const to = cell * factCount
      const at = (place: number) => values[from + place]!
      for (const [fact, place] of sameColumns) facts[to + fact] = at(place)
      let [value, count] = [0, 0]
      const settled = (ageClass: number) =>
        at(column.wholeValue + ageClass) + at(column.settledValue + ageClass)
      const settledCount = (ageClass: number) =>
        at(column.wholeCount + ageClass) + at(column.settledCount + ageClass)
      let whole = 0
      for (let ageClass = 0; ageClass < column.ageClasses; ageClass++) {
        value += settled(ageClass)
        count += settledCount(ageClass)
        whole += at(column.wholeValue + ageClass)
      }
      const set = (fact: FactName, to_: number) => {
        facts[to + of(fact)] = to_
      }
      const onTime = settled(0) + settled(1)
      const onTimeCount = settledCount(0) + settledCount(1)
      set('settled_value', value)
      set('settled_count', count)
      set('settled_early_value', settled(0))
      set('settled_early_count', settledCount(0))
      set('settled_on_time_value', onTime)
      set('settled_on_time_count', onTimeCount)
      set('settled_late_value', value - onTime)
      set('settled_late_count', count - onTimeCount)
      const wholeDaysLate = at(column.wholeDaysLate) + at(column.wholeDaysLate + 1)
      const otherDaysLate = at(column.settledDaysLate) + at(column.settledDaysLate + 1)
      set('late_days_weight', at(column.wholeDaysLate + 1) + at(column.settledDaysLate + 1))
      set('signed_late_days_weight', wholeDaysLate + otherDaysLate)
      set('settle_days_weight', wholeDaysLate + at(column.wholeTerms) + at(column.settledDays))
      set('cash_collected', whole + at(column.cash))
      set('fell_due_value', at(column.fellDue) + fallingDue.value[cell]!)
      set(
        'collected_of_due_value',
        whole -
          at(column.wholeByDueMonth) +
          at(column.wholeBeforeDueMonth) +
          at(column.collectedOfDue) +
          fallingDue.collected[cell]!,
      )
      set(
        'collected_on_due_value',
        at(column.wholeByDueMonth + 1) + at(column.collectedOnDue) + fallingDue.inMonth[cell]!,
      )
    }
  }

  /** Stocks are what has come less what has gone, from the first month on. */
  #writeStocks({ values, ...tally }: Tally, group: number, facts: Float64Array): void {
    const { months } = tally
    const stock = this.#stock.fill(0)
    let [open, pastDue, terms] = [0, 0, -this.#balances.terms[group]!]
    const credit = this.#balances.amount[group]!
    for (let month = 0; month < months; month++) {
      const from = (group * (months + 1) + month) * column.tallyWidth
      const to = (group * months + month) * factCount
      const at = (place: number) => values[from + place]!
      let openedPastDue = 0
      for (let bucket = 1; bucket < buckets; bucket++) openedPastDue += at(column.openedPastDue + bucket - 1)
      const wholeCurrent = at(column.wholeValue) + at(column.wholeValue + 1)
      stock[0]! += at(column.sales) + at(column.openedAmount) - openedPastDue - at(column.leftCurrent)
      stock[1]! += at(column.leftCurrent) - wholeCurrent - at(column.left)
      for (let bucket = 1; bucket < buckets; bucket++) {
        if (bucket > 1) stock[bucket]! += at(column.crossed + bucket - 2)
        if (bucket + 1 < buckets) stock[bucket]! -= at(column.crossed + bucket - 1)
        stock[bucket]! +=
          at(column.openedPastDue + bucket - 1) - at(column.wholeValue + bucket + 1) - at(column.left + bucket)
      }
      let [wholeCount, wholeCountPastDue] = [0, 0]
      for (let ageClass = 0; ageClass < column.ageClasses; ageClass++) {
        wholeCount += at(column.wholeCount + ageClass)
        if (ageClass > 1) wholeCountPastDue += at(column.wholeCount + ageClass)
      }
      const gone = wholeCount + at(column.leftCountCurrent) + at(column.leftCountPastDue)
      open += at(column.invoices) + at(column.openedCount) - gone
      pastDue +=
        at(column.leftCurrentCount) +
        at(column.openedPastDueCount) -
        (wholeCount - wholeCountPastDue) -
        at(column.leftCountCurrent) -
        wholeCountPastDue -
        at(column.leftCountPastDue)
      terms += at(column.salesTerms) + at(column.openedTerms) - at(column.wholeTerms) - at(column.leftTerms)

      let receivables = -credit
      for (let bucket = 0; bucket < buckets; bucket++) {
        facts[to + bucketFacts[bucket]!] = stock[bucket]!
        receivables += stock[bucket]!
      }
      facts[to + of('receivables')] = receivables
      facts[to + of('credit_balances')] = credit
      facts[to + of('open_invoices')] = open
      facts[to + of('past_due_invoices')] = pastDue
      facts[to + of('terms_weight')] = terms
      facts[to + of('unapplied_cash')] = this.plan.unappliedCash[group]!
    }
  }

  #addTotal(facts: Float64Array): void {
    const width = this.plan.monthEnds.length * factCount
    const unapplied = of('unapplied_cash')
    for (let group = 1; group < this.plan.groups; group++) {
      for (let cell = 0; cell < width; cell++) {
        if (cell % factCount !== unapplied) facts[cell]! += facts[group * width + cell]!
      }
    }
  }
}
