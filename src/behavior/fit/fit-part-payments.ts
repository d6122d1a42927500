import type { LedgerData } from '../../ledger/ledger-data.js'
import type { SegmentBehavior } from '../behavior.js'
import { fitted, stated } from '../estimate.js'
import { proportion } from './proportions.js'

/** How often an invoice's first payment is only a part, and which part, by segment. `firstShare` is by invoice. */
export function fitPartPayments(
  { invoices }: LedgerData,
  firstShare: Float64Array,
  segmentOfCustomer: Int32Array,
  segments: number,
): SegmentBehavior['partial'][] {
  const column = () => new Float64Array(segments)
  const [paid, parts, sum, squares] = [column(), column(), column(), column()]
  for (let row = 0; row < firstShare.length; row++) {
    const share = firstShare[row]!
    if (Number.isNaN(share)) continue
    const segment = segmentOfCustomer[invoices.customer[row]!]!
    paid[segment]! += 1
    if (share >= 1) continue
    parts[segment]! += 1
    sum[segment]! += share
    squares[segment]! += share ** 2
  }
  return Array.from(paid, (cases, segment): SegmentBehavior['partial'] => {
    const count = parts[segment]!
    if (count === 0) return { probability: stated(0), fraction: { mean: stated(0.5), deviation: stated(0) } }
    const mean = sum[segment]! / count
    const deviation = Math.sqrt(Math.max(0, squares[segment]! / count - mean ** 2))
    return {
      probability: proportion(count, cases),
      fraction: {
        mean: fitted(mean, deviation / Math.sqrt(count), count),
        deviation: fitted(deviation, deviation / Math.sqrt(2 * count), count),
      },
    }
  })
}
