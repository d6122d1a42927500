import { agingBuckets, type FactName, factColumn, factCount } from '../../facts/columns.js'
import type { Plan } from '../plan.js'
import type { Tally } from './tally.js'
import * as column from './tally-columns.js'

const bucketFacts = Int32Array.from(agingBuckets, ({ fact }) => factColumn[fact])
const buckets = bucketFacts.length
const { ageClasses, tallyWidth } = column

/** Facts that are sums of columns of the tally, as pairs: fact, column. */
const sums = Int32Array.from(
  (
    [
      ['credit_sales', column.sales],
      ['invoices', column.invoices],
      ['terms_sales_weight', column.salesTerms],
      ['cash_collected', column.cash],
      ['discounts_taken', column.discounts],
      ['credit_memos', column.creditMemos],
      ['write_offs', column.writeOffs],
      ['recoveries', column.recoveries],
      ['settle_days_weight', column.wholeTerms, column.settledDays, column.wholeDaysLate, column.wholeDaysLate + 1],
      ['late_days_weight', column.wholeDaysLate + 1, column.settledDaysLate + 1],
      [
        'signed_late_days_weight',
        column.wholeDaysLate,
        column.wholeDaysLate + 1,
        column.settledDaysLate,
        column.settledDaysLate + 1,
      ],
      ['fell_due_value', column.fellDue],
      [
        'collected_of_due_value',
        column.wholeByDueMonth + 1,
        column.wholeByDueMonth + 2,
        column.wholeBeforeDueMonth,
        column.collectedOfDue,
      ],
      ['collected_on_due_value', column.wholeByDueMonth + 1, column.collectedOnDue],
      ['disputes_opened', column.disputesOpened],
      ['disputed_value', column.disputedValue],
      ['invoices_disputed_or_credited', column.disputesOpened],
      ['disputes_resolved', column.disputesResolved],
      ['dispute_days', column.disputeDays],
      ['disputed_receivables', column.disputedReceivables],
      ['gross_margin', column.margin],
      ['bill_lag_invoices', column.lagInvoices],
      ['bill_lag_weight', column.lagDays],
      ['invoice_copies', column.contacts],
      ['emails', column.contacts + 1],
      ['calls', column.contacts + 2],
      ['sales_calls', column.contacts + 3],
      ['right_party_contacts', column.rightParties],
      ['promises', column.promises],
      ['promises_due', column.promisesDue],
      ['promises_kept', column.promisesKept],
      ['collections', column.collections],
      ['collection_cost', column.collectionCost],
      ...settledSums('', [0, 1, 2, 3, 4, 5, 6]),
      ...settledSums('early_', [0]),
      ...settledSums('on_time_', [0, 1]),
      ...settledSums('late_', [2, 3, 4, 5, 6]),
      ['cash_collected', ...[0, 1, 2, 3, 4, 5, 6].map((ageClass) => column.wholeValue + ageClass)],
    ] as [FactName, ...number[]][]
  ).flatMap(([fact, ...columns]) => columns.flatMap((place) => [factColumn[fact], place])),
)

/** Value and number of what is settled, whole or otherwise, in some age classes. */
function settledSums(kind: string, classes: readonly number[]): [string, ...number[]][] {
  return [
    [`settled_${kind}value`, ...classes.flatMap((age) => [column.wholeValue + age, column.settledValue + age])],
    [`settled_${kind}count`, ...classes.flatMap((age) => [column.wholeCount + age, column.settledCount + age])],
  ]
}

const fact = {
  receivables: factColumn.receivables,
  creditBalances: factColumn.credit_balances,
  openInvoices: factColumn.open_invoices,
  pastDueInvoices: factColumn.past_due_invoices,
  termsWeight: factColumn.terms_weight,
  unappliedCash: factColumn.unapplied_cash,
  fellDue: factColumn.fell_due_value,
  collectedOfDue: factColumn.collected_of_due_value,
  collectedOnDue: factColumn.collected_on_due_value,
}

/** Credit balances that are there on the as-of day and stay, by group: their amount, and amount × terms. */
interface CreditBalances {
  readonly amount: Float64Array
  readonly terms: Float64Array
}

function creditBalances({ groups, opening }: Plan): CreditBalances {
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
 * becomes the total. Where there are two books, those of the second one follow: the same again without a second tally.
 */
export class TallyFacts {
  readonly #stock = new Float64Array(buckets)
  readonly #balances: CreditBalances

  constructor(readonly plan: Plan) {
    this.#balances = creditBalances(plan)
  }

  write(tally: Tally, facts: Float64Array, second: Tally = tally): void {
    const { groups, books, monthEnds } = this.plan
    const size = groups * monthEnds.length * factCount
    this.#write(tally, facts.subarray(0, size))
    if (books === 1) return
    if (second === tally) facts.copyWithin(size, 0, size)
    else this.#write(second, facts.subarray(size))
  }

  #write(tally: Tally, facts: Float64Array): void {
    for (let group = 0; group < this.plan.groups; group++) {
      this.#writeFlows(tally, group, facts)
      this.#writeStocks(tally, group, facts)
    }
    if (this.plan.groups > 1) this.#addTotal(facts)
  }

  #writeFlows(tally: Tally, group: number, facts: Float64Array): void {
    const { values, months } = tally
    const { fallingDue } = this.plan
    for (let month = 0; month < months; month++) {
      const from = (group * (months + 1) + month) * tallyWidth
      const cell = group * months + month
      const to = cell * factCount
      for (let row = 0; row < sums.length; row += 2) facts[to + sums[row]!]! += values[from + sums[row + 1]!]!
      facts[to + fact.fellDue]! += fallingDue.value[cell]!
      facts[to + fact.collectedOfDue]! += fallingDue.collected[cell]!
      facts[to + fact.collectedOnDue]! += fallingDue.inMonth[cell]!
    }
  }

  /** Stocks are what has come less what has gone, from the first month on. */
  #writeStocks(tally: Tally, group: number, facts: Float64Array): void {
    const { values, months } = tally
    const stock = this.#stock.fill(0)
    const credit = this.#balances.amount[group]!
    let open = 0
    let pastDue = 0
    let terms = -this.#balances.terms[group]!
    for (let month = 0; month < months; month++) {
      const from = (group * (months + 1) + month) * tallyWidth
      const to = (group * months + month) * factCount
      let openedPastDue = 0
      let wholeCount = 0
      for (let bucket = 1; bucket < buckets; bucket++)
        openedPastDue += values[from + column.openedPastDue + bucket - 1]!
      for (let age = 0; age < ageClasses; age++) wholeCount += values[from + column.wholeCount + age]!
      const leftCurrent = values[from + column.leftCurrent]!
      stock[0]! += values[from + column.sales]! + values[from + column.openedAmount]! - openedPastDue - leftCurrent
      // What left the current bucket and did not leave the books came to the next one.
      stock[1]! +=
        leftCurrent -
        values[from + column.wholeValue]! -
        values[from + column.wholeValue + 1]! -
        values[from + column.left]!
      for (let bucket = 1; bucket < buckets; bucket++) {
        const came = bucket > 1 ? values[from + column.crossed + bucket - 2]! : 0
        const went = bucket + 1 < buckets ? values[from + column.crossed + bucket - 1]! : 0
        stock[bucket]! +=
          came -
          went +
          values[from + column.openedPastDue + bucket - 1]! -
          values[from + column.wholeValue + bucket + 1]! -
          values[from + column.left + bucket]!
      }
      const gone = wholeCount + values[from + column.leftCountCurrent]! + values[from + column.leftCountPastDue]!
      open += values[from + column.invoices]! + values[from + column.openedCount]! - gone
      pastDue += values[from + column.leftCurrentCount]! + values[from + column.openedPastDueCount]! - gone
      terms +=
        values[from + column.salesTerms]! +
        values[from + column.openedTerms]! -
        values[from + column.wholeTerms]! -
        values[from + column.leftTerms]!

      let receivables = -credit
      for (let bucket = 0; bucket < buckets; bucket++) {
        facts[to + bucketFacts[bucket]!] = stock[bucket]!
        receivables += stock[bucket]!
      }
      facts[to + fact.receivables] = receivables
      facts[to + fact.creditBalances] = credit
      facts[to + fact.openInvoices] = open
      facts[to + fact.pastDueInvoices] = pastDue
      facts[to + fact.termsWeight] = terms
      facts[to + fact.unappliedCash] = this.plan.unappliedCash[group]!
    }
  }

  #addTotal(facts: Float64Array): void {
    const width = this.plan.monthEnds.length * factCount
    for (let group = 1; group < this.plan.groups; group++) {
      for (let cell = 0; cell < width; cell++) {
        if (cell % factCount !== fact.unappliedCash) facts[cell]! += facts[group * width + cell]!
      }
    }
  }
}
