import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { InputError } from '../document/input-error.js'
import { chiSquareTail } from '../statistics/distributions.js'
import { dayCounts } from './day-counts.js'
import type { DurationGroup } from './duration-groups.js'
import { customerCount, outcomeCode } from './durations.js'

/** What a group would have had paid if all paid alike. */
export interface LogRankGroup {
  readonly name: string
  readonly invoices: number
  readonly observed: number
  /** Σ over days of its share of those at risk × what was paid in all groups. More than observed: it is paid later. */
  readonly expected: number
}

/** The log-rank test of groups being paid alike. */
export interface LogRank {
  readonly groups: readonly LogRankGroup[]
  /** Chi-square if they are. */
  readonly statistic: number
  readonly degreesOfFreedom: number
  /** How often groups that are paid alike would differ as much or more by chance. */
  readonly pValue: number
  readonly byCustomer: boolean
}

export interface LogRankOptions {
  /** Whether the rows of a customer are taken as moving together, and only customers as independent; not if not given. */
  readonly byCustomer?: boolean
}

/**
 * The log-rank test of two or more groups (Mantel, Cancer Chemotherapy Reports 50, 1966; Peto and Peto, JRSS A 135, 1972):
 * observed less expected payments, against their hypergeometric variance, which allows for many payments on one day. It sees
 * best where one group is paid at a steady multiple of the other's daily rate, and hardly where curves cross.
 *
 * `byCustomer` takes the variance from what each customer adds to the differences (the robust score test of Lin and Wei, JASA
 * 84, 1989), × C ÷ (C − 1) for C customers. A customer may have rows in several groups, as with periods.
 *
 * Degrees of freedom are one less than the groups, and less still where some were never at risk beside others. Costs O(rows ×
 * groups + days × groups²). Throws an InputError for fewer than two groups, if nothing was paid while two of them were at
 * risk, and, by customer, where there are too few of them.
 */
export function logRank(groups: readonly DurationGroup[], { byCustomer = false }: LogRankOptions = {}): LogRank {
  const score = logRankScore(groups)
  if (!score) {
    throw new InputError('The groups cannot be compared: nothing was paid while invoices of two of them were open.')
  }
  if (!byCustomer) return testOf(score, score.variance, false)!
  const test = hasCustomersEnough(groups) ? testOf(score, varianceOfCustomers(groups, score), true) : null
  if (test) return test
  throw new InputError(
    'A comparison by customer needs more customers, at least two in each group; take the invoices as independent here.',
  )
}

/** The test both ways. */
export interface LogRankBothWays {
  /** Taking invoices as independent. */
  readonly byInvoice: LogRank
  /** Null where there are too few customers. */
  readonly byCustomer: LogRank | null
}

/** The test with invoices as independent and, if asked, by customer; null if nothing was paid while two groups were at risk. */
export function logRankBothWays(groups: readonly DurationGroup[], byCustomer = true): LogRankBothWays | null {
  const score = logRankScore(groups)
  return (
    score && {
      byInvoice: testOf(score, score.variance, false)!,
      byCustomer:
        byCustomer && hasCustomersEnough(groups) ? testOf(score, varianceOfCustomers(groups, score), true) : null,
    }
  )
}

/** Observed and expected payments of each group, and what their variance is made of. */
interface LogRankScore {
  readonly groups: readonly LogRankGroup[]
  /** On and above the diagonal. */
  readonly variance: Matrix
  /** The group that stands for those which were at risk beside one another, by group. */
  readonly component: readonly number[]
  readonly firstDay: number
  /** Paid ÷ at risk by day, over all groups. */
  readonly hazard: Float64Array
  /** The group's part of those at risk, by day. */
  readonly shares: readonly Float64Array[]
}

/** Null if nothing was paid while two groups were at risk. */
function logRankScore(groups: readonly DurationGroup[]): LogRankScore | null {
  if (groups.length < 2) {
    const only = groups.length === 1 ? `; here is only ${groups[0]!.name}` : ''
    throw new InputError(`A comparison needs at least two groups of invoices${only}.`)
  }
  const counts = groups.map(({ durations }) => dayCounts(durations))
  const firstDay = Math.min(...counts.map((count) => count.firstDay))
  const length = Math.max(...counts.map((count) => count.firstDay + count.paid.length)) - firstDay
  const [atRisk, paid] = [new Float64Array(length), new Float64Array(length)]
  for (const count of counts) {
    for (let day = 0; day < count.paid.length; day++) {
      atRisk[count.firstDay - firstDay + day]! += count.atRisk[day]!
      paid[count.firstDay - firstDay + day]! += count.paid[day]!
    }
  }
  const shares = counts.map((count) => {
    const share = new Float64Array(length)
    count.atRisk.forEach((own, day) => {
      if (own > 0) share[count.firstDay - firstDay + day] = own / atRisk[count.firstDay - firstDay + day]!
    })
    return share
  })
  const variance = Matrix.zeros(groups.length, groups.length)
  const component = groups.map((_, group) => group)
  const expected = new Float64Array(groups.length)
  for (let day = 0; day < length; day++) {
    const [events, count] = [paid[day]!, atRisk[day]!]
    if (events === 0) continue
    const present = shares.flatMap((share, group) => (share[day]! > 0 ? [group] : []))
    // Of a day on which all at risk are paid nothing can be learnt: each group had paid what it had.
    const weight = count > 1 ? (events * (count - events)) / (count - 1) : 0
    for (const a of present) {
      const share = shares[a]![day]!
      expected[a]! += events * share
      if (weight === 0) continue
      for (const b of present) {
        // Read above the diagonal alone.
        if (b < a) continue
        const product = weight * share * ((a === b ? 1 : 0) - shares[b]![day]!)
        variance.set(a, b, variance.get(a, b) + product)
      }
      joinGroups(component, present[0]!, a)
    }
  }
  if (new Set(component).size === groups.length) return null
  return {
    groups: groups.map(({ name, durations }, group) => ({
      name,
      invoices: durations.time.length,
      observed: sumOf(counts[group]!.paid),
      expected: expected[group]!,
    })),
    variance,
    component,
    firstDay,
    hazard: paid.map((events, day) => (events > 0 ? events / atRisk[day]! : 0)),
    shares,
  }
}

function joinGroups(component: number[], a: number, b: number): void {
  const [kept, joined] = [component[a]!, component[b]!]
  if (kept === joined) return
  for (let group = 0; group < component.length; group++) if (component[group] === joined) component[group] = kept
}

/** The test by a variance of observed − expected; null if that leaves a combination of groups without any. */
function testOf({ groups, component }: LogRankScore, variance: Matrix, byCustomer: boolean): LogRank | null {
  // Within groups that were at risk together the differences add up to 0, so that one of them says nothing new.
  const kept = groups.flatMap((_, group) => (component[group] === group ? [] : [group]))
  const scale = kept.map((group) => Math.sqrt(variance.get(group, group)))
  if (scale.some((size) => size === 0)) return null
  // Sums of one thing in two orders differ in their last digit, and a decomposition wants them equal.
  const correlation = new Matrix(
    kept.map((a, row) =>
      kept.map((b, column) => variance.get(Math.min(a, b), Math.max(a, b)) / (scale[row]! * scale[column]!)),
    ),
  )
  const decomposition = new CholeskyDecomposition(correlation)
  if (!decomposition.isPositiveDefinite()) return null
  const lower = decomposition.lowerTriangularMatrix
  if (kept.some((_, row) => lower.get(row, row) < 1e-5)) return null
  const difference = Matrix.columnVector(
    kept.map((group, row) => (groups[group]!.observed - groups[group]!.expected) / scale[row]!),
  )
  const statistic = difference.transpose().mmul(decomposition.solve(difference)).get(0, 0)
  const degreesOfFreedom = kept.length
  return { groups, statistic, degreesOfFreedom, pValue: chiSquareTail(statistic, degreesOfFreedom), byCustomer }
}

function hasCustomersEnough(groups: readonly DurationGroup[]): boolean {
  return groups.every(({ durations }) => customerCount(durations) > 1)
}

/**
 * Σ over customers of the product of what its rows add to the differences. A row adds its payment, less its group's part of
 * those at risk that day, less the same of all the hazard it has been through: 0 on average, if all are paid alike.
 */
function varianceOfCustomers(groups: readonly DurationGroup[], { firstDay, hazard, shares }: LogRankScore): Matrix {
  const count = groups.length
  const hazards = runningSum(hazard)
  const hazardsByShare = shares.map((share) => runningSum(hazard.map((rate, day) => rate * share[day]!)))
  const added = new Map<number, Float64Array>()
  groups.forEach(({ durations }, own) => {
    const { customer, entered, time, outcome } = durations
    for (let row = 0; row < time.length; row++) {
      const sums = added.get(customer[row]!) ?? new Float64Array(count)
      added.set(customer[row]!, sums)
      const [from, through] = [entered[row]! - firstDay, time[row]! - firstDay]
      const isPaid = outcome[row] === outcomeCode.paid
      sums[own]! += (isPaid ? 1 : 0) - (hazards[through + 1]! - hazards[from]!)
      for (let group = 0; group < count; group++) {
        const behind = hazardsByShare[group]!
        sums[group]! += behind[through + 1]! - behind[from]! - (isPaid ? shares[group]![through]! : 0)
      }
    }
  })
  const variance = Matrix.zeros(count, count)
  for (const sums of added.values()) {
    for (let a = 0; a < count; a++) {
      for (let b = a; b < count; b++) variance.set(a, b, variance.get(a, b) + sums[a]! * sums[b]!)
    }
  }
  return variance.mul(added.size / (added.size - 1))
}

/** The sum of what lies before each index; one longer than the values. */
function runningSum(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1)
  for (let index = 0; index < values.length; index++) sums[index + 1] = sums[index]! + values[index]!
  return sums
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
