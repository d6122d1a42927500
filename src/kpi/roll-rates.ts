import { agingBuckets } from '../facts/columns.js'
import type { FactWindow } from '../facts/fact-window.js'

/** Transitions from period to period that roll rates are taken over, and the fewest that will do. */
const [mostTransitions, fewestTransitions] = [12, 3]

/**
 * The share of each aging bucket that is lost in the end, from current to oldest, as fractions: the product of the roll
 * rates from the bucket on. A roll rate is what a bucket held, over what the bucket before it held a period earlier; the
 * last is what was written off, over the oldest bucket. Both are summed over up to twelve periods up to the end of the
 * window. Null where the table has fewer than four periods by then.
 *
 * Source: roll-rate (migration) method of provisioning; it takes periods of about 30 days, as long as a bucket.
 */
export function rollLossRates(window: FactWindow): number[] | null {
  const transitions = Math.min(mostTransitions, window.last)
  if (transitions < fewestTransitions) return null
  const first = window.last - transitions + 1
  const rates = agingBuckets.map(({ fact }, bucket) => {
    const next = agingBuckets[bucket + 1]
    let [before, after] = [0, 0]
    for (let period = first; period <= window.last; period++) {
      before += window.at(period - 1, fact)
      after += next
        ? window.at(period, next.fact)
        : window.at(period, 'write_offs') - window.at(period, 'write_off_reversals')
    }
    // What no period ever held has rolled nowhere; and no more can roll on than there was.
    return before > 0 ? Math.min(1, Math.max(0, after / before)) : 0
  })
  return rates.map((_, bucket) => rates.slice(bucket).reduce((product, rate) => product * rate, 1))
}
