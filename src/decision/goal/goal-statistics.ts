import { linearRegression, linearRegressionLine, sampleCorrelation } from 'simple-statistics'
import { meanOf } from '../../statistics/mean-of.js'
import { ofFutures, sharedFutures } from '../shared-futures.js'

/** How a metric's values without effort and with it lie to each other. Better is higher here: signs are turned before. */
export interface Separation {
  /** The probability that a value with effort is better than one of another future without. A half says that nobody can tell. */
  readonly told: number
  /** Of the variance of a value that comes of effort or none, each as often: what effort makes, and what everything else. */
  readonly controlled: number
}

/** Compares values of the same futures without effort and with it; null where fewer than two define both. */
export function separation(without: Float64Array, withEffort: Float64Array): Separation | null {
  const both = sharedFutures([without, withEffort])
  if (both.length < 2) return null
  const [a, b] = [ofFutures(without, both), ofFutures(withEffort, both)]
  const controlled = controlledShare(a, b)
  return { told: shareBetter(a.sort(), b.sort()), controlled }
}

/** P(b > a) + ½ P(b = a) over all pairs of two sorted lists (H. Mann and D. Whitney, 1947). */
function shareBetter(a: Float64Array, b: Float64Array): number {
  let [below, notAbove, wins] = [0, 0, 0]
  for (const value of b) {
    while (below < a.length && a[below]! < value) below++
    while (notAbove < a.length && a[notAbove]! <= value) notAbove++
    wins += (below + notAbove) / 2
  }
  return wins / (a.length * b.length)
}

/**
 * Between ÷ (between + within) of two groups of the same weight, as in an analysis of variance. What the luck that is left in the paired difference would put between
 * is taken off, so that an effort without effect controls nothing.
 */
function controlledShare(a: Float64Array, b: Float64Array): number {
  const gain = b.map((value, future) => value - a[future]!)
  const mean = meanOf(gain)
  const between = Math.max(0, mean ** 2 - varianceOf(gain, mean) / gain.length) / 4
  const within = (varianceOf(a, meanOf(a)) + varianceOf(b, meanOf(b))) / 2
  return between + within > 0 ? between / (between + within) : 0
}

/** What of a metric's variance over futures goes with another figure of the same futures, and what is left of the metric without it. */
export interface Explained {
  /** The square of their correlation; 0 where either does not vary. */
  readonly share: number
  readonly rest: Float64Array
}

/** By a straight line through the futures that define both. */
export function explainedBy(values: Float64Array, other: Float64Array): Explained {
  const both = sharedFutures([values, other])
  const points = both.map((future) => [other[future]!, values[future]!] as [number, number])
  const rest = new Float64Array(values.length).fill(Number.NaN)
  const varies = (column: 0 | 1) => points.some((point) => point[column] !== points[0]![column])
  if (points.length < 3 || !varies(0) || !varies(1)) return { share: 0, rest: values }
  const line = linearRegressionLine(linearRegression(points))
  for (const future of both) rest[future] = values[future]! - line(other[future]!)
  return {
    share:
      sampleCorrelation(
        points.map(([x]) => x),
        points.map(([, y]) => y),
      ) ** 2,
    rest,
  }
}

/**
 * After how many months effort shows: the first number of months whose mean under effort is better in so many futures (`power`) than what one future in
 * twenty reaches without. Values by month, better being higher; null if it never does.
 */
export function monthsToShow(
  without: readonly Float64Array[],
  withEffort: readonly Float64Array[],
  power = 0.8,
): number | null {
  const futures = without[0]?.length ?? 0
  const [sumA, sumB, counts] = [new Float64Array(futures), new Float64Array(futures), new Float64Array(futures)]
  for (let month = 0; month < without.length; month++) {
    for (let future = 0; future < futures; future++) {
      const [a, b] = [without[month]![future]!, withEffort[month]![future]!]
      // A month that either leaves without the metric says nothing.
      if (Number.isNaN(a + b)) continue
      sumA[future]! += a
      sumB[future]! += b
      counts[future]!++
    }
    const seen = [...counts.keys()].filter((future) => counts[future]! > 0)
    if (seen.length < 2) continue
    const means = (sums: Float64Array) => Float64Array.from(seen, (future) => sums[future]! / counts[future]!)
    const line = means(sumA).sort()[Math.ceil(0.95 * seen.length) - 1]!
    const above = means(sumB).reduce((count, mean) => (mean > line ? count + 1 : count), 0)
    if (above >= power * seen.length) return month + 1
  }
  return null
}

function varianceOf(values: Float64Array, mean: number): number {
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
}
