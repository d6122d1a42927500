import { mean } from 'simple-statistics'

/** A point beyond the limits: `high` above the upper one, `low` below the lower one. */
export type Signal = 'high' | 'low'

/** One period on a chart. */
export interface EwmaPoint {
  /** As given; null where there is none. */
  readonly value: number | null
  /** The smoothed value: λ of the newest value and 1 − λ of the smoothed value before it. A gap leaves it as it was. */
  readonly ewma: number
  readonly lower: number
  readonly upper: number
  /** Null within the limits, in a gap, and for the points that the limits were made of. */
  readonly signal: Signal | null
}

/** What a series is held against: its level and its spread from point to point, in the unit of the values. */
export interface UsualRange {
  readonly center: number
  readonly sigma: number
}

export interface EwmaLimits {
  /** λ, the weight of the newest value: above 0, at most 1. 0.2 if not given. */
  readonly lambda?: number
  /** L, the half-width of the limits in standard deviations of the smoothed value: above 0. 3 if not given. */
  readonly width?: number
}

export interface EwmaOptions extends EwmaLimits {
  /** How many values, the first ones, make the usual range: at least 8. If not given 12, or fewer where there are fewer. */
  readonly baseline?: number
}

/** A series against its own usual range. */
export interface EwmaChart extends UsualRange {
  /** The place of the first point that is judged; those before it made the limits. */
  readonly judgedFrom: number
  readonly points: readonly EwmaPoint[]
}

/** There is no chart, and why. */
export interface NoChart {
  readonly reason: string
}

/** The mean range of two draws of a normal variable in standard deviations, d₂ of control-chart tables: 2 ÷ √π. */
const meanRangeOfTwo = 2 / Math.sqrt(Math.PI)

const usualBaseline = 12
const leastBaseline = 8

/**
 * The exponentially weighted control chart of a series: z = λ·x + (1 − λ)·z before, which starts at the centre, against
 * centre ± L·σ·√(λ ÷ (2 − λ) · (1 − (1 − λ)^2t)) after t values. The centre is the mean of the baseline. σ is the mean
 * distance between neighbours in it ÷ d₂ (1.128), which a slow drift hardly widens, while it would widen the standard
 * deviation and so hide itself.
 *
 * A null is a gap: the smoothed value and its limits carry on unchanged, nothing is signalled, and the values on both its
 * sides are neighbours. By default the first 12 values are the baseline, and where there are fewer than 13 all but the last
 * one; fewer than 8 are no baseline. A baseline whose values are all alike has no spread to judge by. Both give a reason in
 * place of a chart.
 *
 * With the centre and σ known, λ = 0.2 and L = 3 give a false signal once in about 550 points and show a lasting shift by one
 * σ after about 10. A baseline of 12 knows them only roughly: of series in which nothing changes, 1 in 15 has a false high
 * signal within the next 12 points, against 1 in 90. Series of which each value resembles the one before, as those of
 * stocks do, have more. A signal is a reason to look.
 *
 * Throws a RangeError for a λ, L or baseline out of range. Source: Roberts, Control chart tests based on geometric moving
 * averages, Technometrics 1 (1959); Lucas and Saccucci, Exponentially weighted moving average control schemes, Technometrics
 * 32 (1990); Montgomery, Introduction to Statistical Quality Control, chapters 6 (moving ranges) and 9.
 */
export function ewmaChart(values: readonly (number | null)[], options: EwmaOptions = {}): EwmaChart | NoChart {
  const { baseline } = options
  if (baseline !== undefined && !(Number.isInteger(baseline) && baseline >= leastBaseline)) {
    throw new RangeError(`ewmaChart needs a baseline of at least ${leastBaseline} values, got ${baseline}`)
  }
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]))
  const size = baseline ?? Math.max(leastBaseline, Math.min(usualBaseline, known.length - 1))
  if (known.length <= size) {
    const count = known.length === 1 ? '1 value' : `${known.length} values`
    return { reason: `it has ${count}, and a usual range needs ${size} before the one that is judged` }
  }
  const usual = usualRange(known.slice(0, size).map(({ value }) => value))
  // Equal values leave a spread of rounding errors at most.
  if (usual.sigma <= 1e-12 * Math.abs(usual.center)) {
    return { reason: `its first ${size} values are all alike, so there is no usual range` }
  }
  const judgedFrom = known[size - 1]!.at + 1
  const points = ewmaPoints(values, usual, options)
  return {
    ...usual,
    judgedFrom,
    points: points.map((point, at) => (at < judgedFrom ? { ...point, signal: null } : point)),
  }
}

/**
 * The points of an exponentially weighted control chart whose centre and σ are known, all of them judged. Throws a
 * RangeError for a λ or L out of range.
 */
export function ewmaPoints(
  values: readonly (number | null)[],
  { center, sigma }: UsualRange,
  { lambda = 0.2, width = 3 }: EwmaLimits = {},
): EwmaPoint[] {
  if (!(lambda > 0 && lambda <= 1))
    throw new RangeError(`ewmaPoints needs a lambda above 0 and at most 1, got ${lambda}`)
  if (!(width > 0)) throw new RangeError(`ewmaPoints needs a width above 0, got ${width}`)
  let ewma = center
  let distance = 0
  let count = 0
  return values.map((value) => {
    if (value !== null) {
      ewma = lambda * value + (1 - lambda) * ewma
      count++
      distance = width * sigma * Math.sqrt((lambda / (2 - lambda)) * (1 - (1 - lambda) ** (2 * count)))
    }
    const [lower, upper] = [center - distance, center + distance]
    return { value, ewma, lower, upper, signal: value === null ? null : signalOf(ewma, lower, upper) }
  })
}

function signalOf(ewma: number, lower: number, upper: number): Signal | null {
  if (ewma > upper) return 'high'
  return ewma < lower ? 'low' : null
}

function usualRange(values: readonly number[]): UsualRange {
  const ranges = values.slice(1).map((value, index) => Math.abs(value - values[index]!))
  return { center: mean(values), sigma: mean(ranges) / meanRangeOfTwo }
}
