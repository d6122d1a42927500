import type { Behavior } from '../../behavior/behavior.js'
import { type Estimate, errorOf } from '../../behavior/estimate.js'
import { fractionSteps, type Plan } from '../../engine/plan.js'
import { betaQuantiles } from '../../statistics/beta-quantiles.js'
import { betaParameters } from '../../statistics/distributions.js'

/**
 * Whether every replicate draws uncertain numbers anew (`drawn`), two after each other share them and differ in their luck
 * alone, so that luck and ignorance can be told apart (`nested`), or all take them as they stand (`fixed`).
 */
export const parameterModes = ['drawn', 'nested', 'fixed'] as const
export type ParameterMode = (typeof parameterModes)[number]

/** The shape of the gamma distribution that a positive number is drawn from; 0 where it is taken as exactly known. */
export function gammaShape(
  estimate: Pick<Estimate, 'value' | 'error' | 'low' | 'high' | 'provenance'>,
  mode: ParameterMode,
): number {
  const error = errorOf(estimate)
  return mode === 'fixed' || error <= 0 || estimate.value <= 0 ? 0 : (estimate.value / error) ** 2
}

/** How many cases the beta distribution rests on that a probability is drawn from; 0 where it is taken as exactly known. */
export function betaCases(estimate: Estimate, mode: ParameterMode): number {
  const error = errorOf(estimate)
  const { value } = estimate
  if (mode === 'fixed' || error <= 0 || value <= 0 || value >= 1) return 0
  // No less than two cases: below that a beta distribution says "surely yes or surely no".
  return Math.max(2, (value * (1 - value)) / error ** 2 - 1)
}

/** The standard error of a number that may have either sign; 0 where it is taken as exactly known. */
export function normalError(estimate: Estimate, mode: ParameterMode): number {
  return mode === 'fixed' ? 0 : errorOf(estimate)
}

/**
 * Where a behaviour says nothing of discounts: the textbooks' 60 % of customers take 2/10 net 30, which yields 37 % a year.
 * So ln 0.3724 lies 0.2533 standard deviations above the median's logarithm.
 */
const usualHurdle = { median: 0.328, deviation: 0.5 }

/** Probabilities from 0 to 1 in equal steps, of which quantiles are tabulated. */
export function probabilitiesIn(steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, step) => step / steps)
}

const fractions = probabilitiesIn(fractionSteps)

/** The segments' part of a plan. */
export function segmentColumns(
  behavior: Behavior,
  keysOf: (ids: readonly string[]) => Uint32Array,
  mode: ParameterMode,
): Plan['segments'] {
  const { segments, customers } = behavior
  const pieces = segments.flatMap((segment) => segment.hazard)
  const column = (of: (segment: Behavior['segments'][number]) => number) => Float64Array.from(segments, of)
  const positive = (of: (segment: Behavior['segments'][number]) => Estimate, scale = 1) => ({
    value: column((segment) => of(segment).value * scale),
    shape: column((segment) => gammaShape(of(segment), mode)),
  })
  const probability = (of: (segment: Behavior['segments'][number]) => Estimate) => ({
    value: column((segment) => of(segment).value),
    cases: column((segment) => betaCases(of(segment), mode)),
  })
  const disputes = probability((segment) => segment.dispute.probability)
  const disputeDays = positive((segment) => segment.dispute.meanDays)
  const conceded = probability((segment) => segment.dispute.conceded)
  const partial = probability((segment) => segment.partial.probability)
  const defaults = positive((segment) => segment.defaultsPerYear, 1 / 365)
  const arrivals = positive((segment) => segment.newCustomersPerYear, 1 / 365)
  const members = segments.map(({ name }) =>
    customers.flatMap((customer, row) => (customer.segment === name ? [row] : [])),
  )
  return {
    key: keysOf(segments.map(({ name }) => name)),
    pieceStart: startsOf(segments.map(({ hazard }) => hazard.length)),
    pieceFrom: Int32Array.from(pieces, (piece) => piece.from),
    daily: Float64Array.from(pieces, (piece) => piece.daily),
    dailyShape: Float64Array.from(pieces, ({ daily, error, provenance }) =>
      gammaShape({ value: daily, provenance, ...(error === undefined ? {} : { error }) }, mode),
    ),
    disputeProbability: disputes.value,
    disputeProbabilityEvidence: disputes.cases,
    disputeMeanDays: disputeDays.value,
    disputeMeanDaysShape: disputeDays.shape,
    conceded: conceded.value,
    concededEvidence: conceded.cases,
    creditedShare: column((segment) => segment.dispute.creditedShare.value),
    partial: partial.value,
    partialEvidence: partial.cases,
    partialFraction: Float64Array.from(
      segments.flatMap(({ partial: { fraction } }) => {
        const parameters = betaParameters(fraction.mean.value, fraction.deviation.value)
        return parameters === null ? fractions.map(() => fraction.mean.value) : betaQuantiles(fractions, ...parameters)
      }),
    ),
    hurdleLogMedian: column(({ discount }) => Math.log(discount?.hurdleMedian.value ?? usualHurdle.median)),
    hurdleLogDeviation: column(({ discount }) => discount?.hurdleDeviation.value ?? usualHurdle.deviation),
    defaultsPerDay: defaults.value,
    defaultsShape: defaults.shape,
    arrivalsPerDay: arrivals.value,
    arrivalsShape: arrivals.shape,
    memberStart: startsOf(members.map((rows) => rows.length)),
    members: Int32Array.from(members.flat()),
  }
}

/** Where each of some runs of rows begins, and where the last one ends. */
export function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1)
  lengths.forEach((length, index) => {
    starts[index + 1] = starts[index]! + length
  })
  return starts
}
