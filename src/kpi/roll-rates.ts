import { agingBuckets } from '../facts/columns.js'
import type { FactWindow } from '../facts/fact-window.js'

/** Transitions from period to period that roll rates are taken over, and the fewest that will do. */
const [mostTransitions, fewestTransitions] = [12, 3]

/**
 * The share of each aging bucket that is lost in the end, from current to oldest, as fractions: the product of the roll
 * rates from the bucket on. A roll rate is what a bucket held, over what the bucket before it held a period earlier; the
 * oldest bucket that held anything rolls into what was written off. Both are summed over up to twelve periods up to the end
 * of the window. Null where the table has fewer than four periods by then.
 *
 * Source: roll-rate (migration) method of provisioning; it takes periods of about 30 days, as long as a bucket. Facts do not
 * say how old the invoices were that were written off, so all count as of the oldest bucket.
 */
export function rollLossRates(window: FactWindow): number[] | null {
  const transitions = Math.min(mostTransitions, window.last)
  if (transitions < fewestTransitions) return null
  const first = window.last - transitions + 1
  const sumOf = (value: (period: number) => number) => {
    let sum = 0
    for (let period = first; period <= window.last; period++) sum += value(period)
    return sum
  }
  const before = agingBuckets.map(({ fact }) => sumOf((period) => window.at(period - 1, fact)))
  const oldest = before.reduce((found, held, bucket) => (held > 0 ? bucket : found), 0)
  const lost = sumOf((period) => window.at(period, 'write_offs') - window.at(period, 'write_off_reversals'))
  const rates = agingBuckets.map((_, bucket) => {
    if (bucket >= oldest) return shareOf(lost, before[oldest]!)
    const next = agingBuckets[bucket + 1]!.fact
    return shareOf(
      sumOf((period) => window.at(period, next)),
      before[bucket]!,
    )
  })
  // What is older than anything before is lost as the oldest was.
  return rates.map((rate, bucket) =>
    bucket >= oldest ? rate : rates.slice(bucket, oldest + 1).reduce((product, each) => product * each, 1),
  )
}

/** No more can roll on than there was; and what held nothing has rolled nowhere. */
function shareOf(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0
}
