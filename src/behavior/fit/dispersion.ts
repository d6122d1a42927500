import { listByCell } from '../../facts/cell-lists.js'

/**
 * How many times the variance of independent events a customer's events have, 1 or more: it pays several invoices in one go, and
 * orders several at once. With k events of one day being one decision, it is Σk² ÷ Σk. (The design effect of cluster sampling: L.
 * Kish, Survey Sampling, 1965.) Sums over any customers give the dispersion of all of theirs together.
 */
export interface Clustering {
  /** Σk² and Σk by customer. */
  readonly squares: Float64Array
  readonly counts: Float64Array
}

/** Counts the events of each customer that fell on one day. `customerOf` gives −1 for what is no event. Costs O(n log n of a customer). */
export function clustering(
  events: number,
  customers: number,
  customerOf: (event: number) => number,
  dayOf: (event: number) => number,
): Clustering {
  const { start, rows } = listByCell(events, customers, customerOf)
  const days = rows.map(dayOf)
  const squares = new Float64Array(customers)
  const counts = new Float64Array(customers)
  for (let customer = 0; customer < customers; customer++) {
    const own = days.subarray(start[customer]!, start[customer + 1]!).sort()
    counts[customer] = own.length
    let run = 0
    for (let index = 0; index < own.length; index++) {
      run = index > 0 && own[index] === own[index - 1] ? run + 1 : 1
      // k² is the sum of the first k odd numbers.
      squares[customer]! += 2 * run - 1
    }
  }
  return { squares, counts }
}

/** The dispersion of each segment, that of its customers together; 1 without events. */
export function dispersionBySegment(
  { squares, counts }: Clustering,
  segmentOfCustomer: Int32Array,
  segments: number,
): Float64Array {
  const [above, below] = [new Float64Array(segments), new Float64Array(segments)]
  for (let customer = 0; customer < counts.length; customer++) {
    above[segmentOfCustomer[customer]!]! += squares[customer]!
    below[segmentOfCustomer[customer]!]! += counts[customer]!
  }
  return above.map((sum, segment) => (below[segment]! > 0 ? sum / below[segment]! : 1))
}
