import { agingBuckets, type FactName, factColumn, factCount, factNames } from '../../src/facts/columns.js'

/** What the facts of some replicates are about: their size, and what was open in each group before them. */
export interface FactShape {
  readonly groups: number
  readonly months: number
  /** In minor units, by group; that of the total is group 0's. */
  readonly opening: readonly number[]
}

/** What may be below zero: credit balances are in the first two, and early payments and sales at a loss count as such. */
const mayBeNegative: readonly FactName[] = [
  'receivables',
  'terms_weight',
  'signed_late_days_weight',
  'gross_margin',
  'revaluations',
]

/** What is a part of something, and of what. */
const parts: readonly (readonly [FactName, FactName])[] = [
  ['settled_early_value', 'settled_on_time_value'],
  ['settled_early_count', 'settled_on_time_count'],
  ['collected_on_due_value', 'collected_of_due_value'],
  ['past_due_invoices', 'open_invoices'],
  ['promises_kept', 'promises_due'],
  ['signed_late_days_weight', 'late_days_weight'],
]

type Fact = (name: FactName) => number

/**
 * All that is wrong with the facts of some replicates, cell by cell, whatever the company: money that comes from nowhere,
 * buckets and totals that do not add up, cents in fractions, amounts below zero. Its arithmetic is its own.
 */
export function faultsOf(values: Float64Array, { groups, months, opening }: FactShape): string[] {
  const faults: string[] = []
  const replicates = values.length / (groups * months * factCount)
  if (!Number.isInteger(replicates)) return [`${values.length} facts are not whole replicates`]
  for (let replicate = 0; replicate < replicates; replicate++) {
    const factAt =
      (group: number, month: number): Fact =>
      (name) =>
        values[((replicate * groups + group) * months + month) * factCount + factColumn[name]]!
    for (let group = 0; group < groups; group++) {
      let before = opening[group]!
      for (let month = 0; month < months; month++) {
        const where = `replicate ${replicate}, group ${group}, month ${month}: `
        const fact = factAt(group, month)
        faults.push(...cellFaults(fact, before).map((fault) => where + fault))
        before = fact('receivables')
      }
    }
    for (let month = 0; month < months && groups > 1; month++) {
      for (const name of factNames) {
        let sum = 0
        for (let group = 1; group < groups; group++) sum += factAt(group, month)(name)
        const total = factAt(0, month)(name)
        if (total !== sum) faults.push(`replicate ${replicate}, month ${month}: ${name} ${total}, groups make ${sum}`)
      }
    }
  }
  return faults
}

function cellFaults(fact: Fact, before: number): string[] {
  const faults: string[] = []
  const same = (what: string, value: number, expected: number) => {
    if (value !== expected) faults.push(`${what} ${value}, not ${expected}`)
  }
  const came = fact('credit_sales') + fact('write_off_reversals')
  const went = fact('cash_collected') + fact('discounts_taken') + fact('credit_memos') + fact('write_offs')
  same('receivables', fact('receivables'), before + came - went)
  let buckets = 0
  for (const bucket of agingBuckets) buckets += fact(bucket.fact)
  same('receivables by buckets', fact('receivables'), buckets - fact('credit_balances'))
  same('settled value', fact('settled_value'), fact('settled_on_time_value') + fact('settled_late_value'))
  same('settled count', fact('settled_count'), fact('settled_on_time_count') + fact('settled_late_count'))
  for (const name of factNames) {
    const value = fact(name)
    if (!Number.isSafeInteger(value)) faults.push(`${name} ${value} is not a whole number`)
    if (value < 0 && !mayBeNegative.includes(name)) faults.push(`${name} ${value} is below zero`)
  }
  for (const [part, whole] of parts) {
    if (fact(part) > fact(whole)) faults.push(`${part} ${fact(part)} is more than ${whole} ${fact(whole)}`)
  }
  if (fact('disputed_receivables') > buckets) faults.push(`disputed ${fact('disputed_receivables')} of ${buckets}`)
  return faults
}
