import { errorFunction } from 'simple-statistics'
import { parseTerms } from '../../calendar/terms.js'
import { type LedgerData, postingCode } from '../../ledger/ledger-data.js'
import { textAt } from '../../ledger/text-at.js'
import { discountRate } from '../../money/discount-rate.js'
import type { CustomerBehavior, SegmentBehavior } from '../behavior.js'
import { type Estimate, fitted, normalOf90Percent, statedRange } from '../estimate.js'
import { gridPosterior } from './grid-posterior.js'

/** Which customers take the discount that their terms offer, and how high the hurdles are that it must beat. */
export interface FittedDiscounts {
  /** By customer; undefined where its terms offer none. */
  readonly ofCustomer: readonly (CustomerBehavior['discount'] | undefined)[]
  /** By segment; undefined where nobody is offered any. */
  readonly hurdles: readonly (SegmentBehavior['discount'] | undefined)[]
}

/** A customer with fewer invoices on discount terms has not shown whether it takes them. */
const fewestOffered = 2

/**
 * A customer takes its discount if most of its invoices were paid less discount. What customers demand of a discount, their
 * hurdle, is taken to be lognormal: the chance that one of yearly return r is taken is Φ((ln r − ln median) ÷ deviation), fitted by
 * maximum posterior over a grid with a weak prior around what treasurers ask for (median 25 % a year).
 */
export function fitDiscounts(ledger: LedgerData, segmentOfCustomer: Int32Array, segments: number): FittedDiscounts {
  const { invoices, customers, postings } = ledger
  const terms = customers.attributes.get('terms')
  const offered = new Float64Array(customers.count)
  const taken = new Float64Array(customers.count)
  for (let row = 0; row < invoices.count; row++) {
    if (invoices.amount[row]! <= 0) continue
    let isPaid = false
    let hasDiscount = false
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      if (postings.kind[posting] === postingCode.cash) isPaid = true
      if (postings.kind[posting] === postingCode.discount && postings.amount[posting]! > 0) hasDiscount = true
    }
    if (!isPaid) continue
    offered[invoices.customer[row]!]! += 1
    if (hasDiscount) taken[invoices.customer[row]!]! += 1
  }
  const choices = Array.from({ length: segments }, (): Choices => new Map())
  const ofCustomer = Array.from(
    { length: customers.count },
    (_, customer): CustomerBehavior['discount'] | undefined => {
      const own = terms === undefined ? null : parseTerms(textAt(terms, customer) ?? '')
      if (!own?.discount || own.net <= own.discount.days) return undefined
      const isTaker = offered[customer]! >= fewestOffered && taken[customer]! > offered[customer]! / 2
      const yearlyReturn = discountRate(own.discount.percent, own.net - own.discount.days).simple
      if (offered[customer]! >= fewestOffered) {
        const seen = choices[segmentOfCustomer[customer]!]!
        const { takers, others } = seen.get(yearlyReturn) ?? { takers: 0, others: 0 }
        seen.set(yearlyReturn, { takers: takers + (isTaker ? 1 : 0), others: others + (isTaker ? 0 : 1) })
      }
      return { ...own.discount, taken: isTaker, taker: { taken: taken[customer]!, offered: offered[customer]! } }
    },
  )
  return { ofCustomer, hurdles: choices.map((own) => (own.size === 0 ? undefined : hurdle(own))) }
}

/** How many customers take the discounts of a yearly return, and how many leave them. */
type Choices = Map<number, { readonly takers: number; readonly others: number }>

/** The prior: logarithms of the median hurdle and of the deviation, as mean and standard deviation of normals. */
const medianPrior = { mean: Math.log(0.25), deviation: 0.6 }
const deviationPrior = { mean: Math.log(0.5), deviation: 0.35 }

function hurdle(choices: Choices): SegmentBehavior['discount'] {
  const cells: { median: number; deviation: number; log: number }[] = []
  for (let a = -60; a <= 60; a++) {
    for (let b = -12; b <= 12; b++) {
      const logMedian = medianPrior.mean + a * 0.04
      const deviation = Math.exp(deviationPrior.mean + b * 0.09)
      let log = -0.5 * ((a * 0.04) / medianPrior.deviation) ** 2 - 0.5 * ((b * 0.09) / deviationPrior.deviation) ** 2
      for (const [yearlyReturn, { takers, others }] of choices) {
        const p = normalShare((Math.log(yearlyReturn) - logMedian) / deviation)
        log += takers * Math.log(Math.max(1e-9, p)) + others * Math.log(Math.max(1e-9, 1 - p))
      }
      cells.push({ median: logMedian, deviation, log })
    }
  }
  const { mean, spread } = gridPosterior(cells, ({ log }) => log)
  const [logMedian, logError] = [mean((cell) => cell.median), spread((cell) => cell.median)]
  const [deviation, deviationError] = [mean((cell) => cell.deviation), spread((cell) => cell.deviation)]
  const median = Math.exp(logMedian)
  let customers = 0
  for (const { takers, others } of choices.values()) customers += takers + others
  return {
    hurdleMedian: estimate(median, median * logError, customers),
    hurdleDeviation: estimate(deviation, deviationError, customers),
  }
}

/** With hardly any choice seen, the numbers are the prior's, and say so. */
function estimate(value: number, error: number, evidence: number): Estimate {
  if (evidence >= 5) return fitted(value, error, evidence)
  const source = 'Assumed around what treasurers ask of a discount: too few customers are offered one.'
  const reach = normalOf90Percent * error
  return { ...statedRange(value, Math.max(0, value - reach), value + reach, source), evidence }
}

/** P(Z ≤ z) of a standard normal variable. */
function normalShare(z: number): number {
  return (1 + errorFunction(z / Math.SQRT2)) / 2
}
