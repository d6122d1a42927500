import { InputError } from '../document/input-error.js'
import { listByCell } from '../facts/cell-lists.js'
import { type Durations, outcomeCode } from './durations.js'
import { normalReach, studentReach } from './two-sided-quantile.js'

/**
 * How an estimate that adds up over days moves with its rows: by `perPayment` for a row that is paid on a day, and by
 * −`perDayAtRisk` for each that is at risk on it. Index k is day `firstDay` + k.
 */
export interface Influence {
  readonly firstDay: number
  /** All that are at risk. */
  readonly atRisk: Float64Array
  readonly perPayment: Float64Array
  readonly perDayAtRisk: Float64Array
}

/** The variance of an estimate after each day, and how many standard errors its interval reaches. */
export interface EstimateVariance {
  readonly variance: Float64Array
  readonly reach: number
}

/** The running sum of the variance that each day adds, as if rows were independent; intervals by the normal distribution. */
export function varianceByRow(perDay: Float64Array, confidence: number): EstimateVariance {
  let sum = 0
  const variance = perDay.map((added) => {
    sum += added
    return sum
  })
  return { variance, reach: normalReach(confidence) }
}

/**
 * The jackknife that leaves out one customer at a time, as it is to first order: (C − 1) ÷ C × Σ over C customers of the square
 * of what the estimate moves by without them (Lipsitz, Dear and Zhao, Biometrics 50, 1994, for rows that come in clusters). On
 * each day a customer's part is divided by 1 less its share of those at risk, as a large one draws the estimate to itself.
 * Intervals are by Student's t, with as many degrees of freedom as there would be customers of equal size less one (Kish's
 * effective number, (Σ rows)² ÷ Σ rows²): a few large customers tell little of how customers differ. What lies on days on
 * which one customer alone is at risk adds nothing, for nothing tells how others would be.
 *
 * Costs O(rows + Σ over customers of the days from their first row's entry to their last row's end). Throws an InputError for
 * fewer than two customers.
 */
export function varianceByCustomer(durations: Durations, influence: Influence, confidence: number): EstimateVariance {
  const { firstDay, perPayment, perDayAtRisk } = influence
  const { customer, entered, time, outcome } = durations
  const length = perPayment.length
  const { rows, start } = listByCell(customer.length, 1 + largest(customer), (row) => customer[row]!)
  const variance = new Float64Array(length)
  // Squares that last from a day on: those of customers of whom nothing is seen any more.
  const lasting = new Float64Array(length + 1)
  const payments = new Float64Array(length)
  const changes = new Float64Array(length + 1)
  let [customers, squares] = [0, 0]
  for (let own = 0; own + 1 < start.length; own++) {
    if (start[own] === start[own + 1]) continue
    customers++
    squares += (start[own + 1]! - start[own]!) ** 2
    let [first, last] = [length, 0]
    for (let index = start[own]!; index < start[own + 1]!; index++) {
      const row = rows[index]!
      const [from, to] = [entered[row]! - firstDay, time[row]! - firstDay]
      changes[from]! += 1
      changes[to + 1]! -= 1
      if (outcome[row] === outcomeCode.paid) payments[to]! += 1
      if (from < first) first = from
      if (to > last) last = to
    }
    let [atRisk, moved] = [0, 0]
    for (let day = first; day <= last; day++) {
      atRisk += changes[day]!
      const others = 1 - atRisk / influence.atRisk[day]!
      if (others > 0) moved += (perPayment[day]! * payments[day]! - perDayAtRisk[day]! * atRisk) / others
      variance[day]! += moved * moved
      changes[day] = 0
      payments[day] = 0
    }
    changes[last + 1] = 0
    lasting[last + 1]! += moved * moved
  }
  if (customers < 2) {
    throw new InputError('An interval by customer needs at least two customers; take the invoices as independent here.')
  }
  let sum = 0
  for (let day = 0; day < length; day++) {
    sum += lasting[day]!
    variance[day] = ((variance[day]! + sum) * (customers - 1)) / customers
  }
  const effective = time.length ** 2 / squares
  return { variance, reach: studentReach(confidence, Math.max(1, effective - 1)) }
}

function largest(numbers: Int32Array): number {
  return numbers.reduce((most, number) => Math.max(most, number), -1)
}
