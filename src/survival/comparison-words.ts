import { plural } from '../document/plural.js'
import { survivalQuantile } from './curve-readings.js'
import type { LogRank, LogRankGroup } from './log-rank.js'
import type { PaymentSurvival } from './payment-survival.js'

/** What a comparison comes to. */
export interface Verdict {
  /** Whether chance alone would hardly give such a difference: p is less than 1 − the confidence. */
  readonly isClear: boolean
  readonly test: LogRank
  readonly earliest: LogRankGroup
  readonly latest: LogRankGroup
}

/** What the comparison of groups comes to, by customer where there are enough; null where nothing is or can be compared. */
export function verdictOf({ comparison, confidence }: PaymentSurvival): Verdict | null {
  if (comparison === null) return null
  const test = comparison.byCustomer ?? comparison.byInvoice
  // Of a group without an expected payment nothing can be said.
  const judged = test.groups.filter(({ expected }) => expected > 0)
  judged.sort((a, b) => a.observed / a.expected - b.observed / b.expected)
  return { isClear: test.pValue < 1 - confidence, test, earliest: judged.at(-1)!, latest: judged[0]! }
}

/** How often chance would do it, for people: `once in 500 ledgers`, `in 31 of 100 ledgers`. */
export function chanceText(pValue: number): string {
  if (pValue < 1e-6) return 'less than once in a million ledgers'
  if (pValue < 0.095) return `once in ${Number((1 / pValue).toPrecision(2)).toLocaleString('en-US')} ledgers`
  return pValue > 0.995 ? 'in nearly every ledger' : `in ${Math.round(pValue * 100)} of 100 ledgers`
}

/** `p = 0.002`, with two digits that count. */
export function pText(pValue: number): string {
  if (pValue < 1e-6) return 'p < 0.000001'
  return pValue > 0.995 ? 'p > 0.99' : `p = ${Number(pValue.toPrecision(2))}`
}

/**
 * The finding in one line: by when half is paid, or which group is paid later and by how much. `nameOf` says how a group's name
 * is written.
 */
export function findingText(report: PaymentSurvival, nameOf: (name: string) => string = (name) => name): string {
  const { groups, compares, clock } = report
  const verdict = verdictOf(report)
  if (verdict === null) {
    if (compares !== 'nothing')
      return `The ${compares} cannot be compared: nothing was paid while two of them were open`
    const { day } = groups[0]!.median
    return day === null
      ? 'Less than half of the invoices are paid so far'
      : `Half of the invoices are paid by ${dayOfClock(day, clock)}`
  }
  if (!verdict.isClear) {
    if (groups.length > 2) return `No clear difference in when the ${groups.length} ${compares} are paid`
    const [first, second] = groups
    const days = paidBy(report, first!.name, second!.name).join(' and ')
    return `No clear difference between ${nameOf(first!.name)} and ${nameOf(second!.name)}: ${days}`
  }
  const { latest, earliest } = verdict
  if (groups.length > 2) {
    const days = paidBy(report, earliest.name, latest.name).join(' and ')
    return `Invoices of ${nameOf(earliest.name)} are paid earliest, those of ${nameOf(latest.name)} latest: ${days}`
  }
  const days = paidBy(report, latest.name, earliest.name).join(' against ')
  return `Invoices of ${nameOf(latest.name)} are paid later than those of ${nameOf(earliest.name)}: ${days}`
}

const shares = [
  [0.5, 'half'],
  [0.75, 'three quarters'],
  [0.9, 'nine tenths'],
] as const

/** `half by day 41` and `day 27`, of two groups; of more than half where both have half by the same day. */
function paidBy({ groups, clock }: PaymentSurvival, one: string, other: string): [string, string] {
  const curves = [one, other].map((wanted) => groups.find(({ name }) => name === wanted)!.curve)
  const found = shares.map(([share, words]) => ({
    words,
    days: curves.map((curve) => survivalQuantile(curve, share).day),
  }))
  const { words, days } = found.find(({ days: [a, b] }) => a !== b) ?? found[0]!
  const [first, second] = days.map((day) => (day === null ? 'no day yet' : dayOfClock(day, clock)))
  return [`${words} by ${first}`, second!]
}

/** What the test says, by customer where there are enough: how sure the finding is, in words. */
export function comparisonText(report: PaymentSurvival): string | null {
  const verdict = verdictOf(report)
  if (verdict === null) return null
  const chance = chanceText(verdict.test.pValue)
  return `Such a difference or a larger one would arise by chance ${chance} if they were paid alike (${pText(verdict.test.pValue)}).`
}

/** A day of a clock inside a sentence: `day 27`, `3 days after due`, `the due day`. */
export function dayOfClock(day: number, clock: PaymentSurvival['clock']): string {
  if (clock === 'invoice') return `day ${day}`
  if (day === 0) return 'the due day'
  return `${plural(Math.abs(day), 'day')} ${day < 0 ? 'before' : 'after'} due`
}
