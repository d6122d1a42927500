import { responseSteps } from '../../src/engine/plan.js'
import { type Purpose, purpose } from '../../src/engine/random/purpose.js'
import { RandomStream } from '../../src/engine/random/random-stream.js'
import {
  type PlainCompany,
  type PlainNumber,
  type PlainProbability,
  type PlainResponse,
  type PlainSegment,
  quantilesOf,
} from './plain-company.js'

/** A segment as one replicate believes it to be: every uncertain number drawn. */
export interface SegmentBelief {
  readonly pieces: readonly { readonly from: number; readonly daily: number }[]
  readonly disputes: number
  readonly disputeDays: number
  readonly conceded: number
  readonly creditedShare: number
  readonly partial: number
  readonly partialFraction: readonly number[]
  readonly hurdle: PlainSegment['hurdle']
  readonly defaultsPerDay: number
  readonly arrivalsPerDay: number
}

/** What one replicate believes, and the course that its months take. */
export interface Beliefs {
  readonly segments: readonly SegmentBelief[]
  /** By simulated month: factors on the accumulated hazard of paying, on the rate of default, and on the rate of orders. */
  readonly months: readonly { readonly payment: number; readonly default: number; readonly orders: number }[]
  readonly recovery: { readonly share: number; readonly meanDays: number }
  readonly respond: (response: PlainResponse) => number
}

export function streamOf(company: PlainCompany, replicate: number, key: number, use: Purpose): RandomStream {
  return new RandomStream().setKey(company.keyHigh, company.keyLow, replicate, key, use)
}

export function beliefsOf(company: PlainCompany, replicate: number): Beliefs {
  const economy = economyPath(company, replicate)
  const orders = orderFactors(company, replicate)
  const draws = (use: Purpose) => streamOf(company, replicate, 0, use)
  const known = new Map<PlainResponse, number>()
  return {
    segments: company.segments.map((segment) => segmentBelief(company, segment, replicate)),
    months: company.monthEnds.map((_, month) => ({ ...economy[month]!, orders: orders[month]! })),
    recovery: {
      share: probable(company.recovery.share, draws(purpose.recoveryParameter)),
      meanDays: positive(company.recovery.days, draws(purpose.recoveryDaysParameter)),
    },
    respond: (response) => {
      if (typeof response === 'number') return response
      const luck = streamOf(company, replicate, response.key, purpose.response).nextUniform()
      const value = known.get(response) ?? quantileAt(quantilesOf(response), luck, responseSteps)
      known.set(response, value)
      return value
    },
  }
}

function positive({ value, shape }: PlainNumber, stream: RandomStream): number {
  return value * stream.nextGammaOfMeanOne(shape)
}

function probable({ value, cases }: PlainProbability, stream: RandomStream): number {
  return stream.nextBeta(value, cases)
}

/** The value below which a draw lies with this probability: quantiles in equal steps of it, and straight lines between them. */
export function quantileAt(quantiles: readonly number[], probability: number, steps: number): number {
  for (let step = 0; ; step++) {
    const [low, high] = [quantiles[step]!, quantiles[step + 1]!]
    const along = probability * steps - step
    if (along < 1) return low + along * (high - low)
  }
}

function segmentBelief(company: PlainCompany, segment: PlainSegment, replicate: number): SegmentBelief {
  const draws = (use: Purpose) => streamOf(company, replicate, segment.key, use)
  return {
    pieces: segment.pieces.map(({ from, value, shape }) => {
      // Every piece has a stream of its own, named by its first day.
      const stream = streamOf(company, replicate, segment.key + from, purpose.hazardParameter)
      return { from, daily: Math.min(1, positive({ value, shape }, stream)) }
    }),
    disputes: probable(segment.disputes, draws(purpose.disputeParameter)),
    disputeDays: positive(segment.disputeDays, draws(purpose.disputeDaysParameter)),
    conceded: probable(segment.conceded, draws(purpose.concededParameter)),
    creditedShare: segment.creditedShare,
    partial: probable(segment.partial, draws(purpose.partialParameter)),
    partialFraction: segment.partialFraction,
    hurdle: segment.hurdle,
    defaultsPerDay: positive(segment.defaultsPerDay, draws(purpose.defaultParameter)),
    arrivalsPerDay: positive(segment.arrivalsPerDay, draws(purpose.arrivalParameter)),
  }
}

/** The economy's factor walks from month to month; what is known of today is known with an error. */
function economyPath(company: PlainCompany, replicate: number): { payment: number; default: number }[] {
  const { persistence, now, nowError, paymentLoading, paymentLoadingError, defaultLoading, stress } = company.economy
  const ignorance = streamOf(company, replicate, 0, purpose.economyParameter)
  const today = now + nowError * ignorance.nextNormal()
  const loading = Math.max(0, paymentLoading + paymentLoadingError * ignorance.nextNormal())
  const news = streamOf(company, replicate, 0, purpose.economy)
  let factor = today
  return company.monthEnds.map((_, month) => {
    const shock = Math.sqrt(1 - persistence * persistence) * news.nextNormal()
    const isMonthOfAsOfDay = month === 0 && company.firstMonthStart < 1
    if (!isMonthOfAsOfDay) factor = persistence * factor + shock
    // A stress is felt in its own month and leaves nothing behind.
    const felt = factor + (stress[month] ?? 0)
    return {
      payment: Math.exp(loading * felt),
      default: Math.exp(-defaultLoading * felt - (defaultLoading * defaultLoading) / 2),
    }
  })
}

/** How many times a customer's own rate of orders each month has. */
function orderFactors(company: PlainCompany, replicate: number): number[] {
  const { orders } = company
  const draws = (key: number, use: Purpose) => streamOf(company, replicate, key, use)
  const trend = draws(0, purpose.growthParameter)
  const level = orders.levelError * trend.nextNormal()
  const growth = orders.growthError * trend.nextNormal()
  return orders.months.map(({ logFactor, calendarMonth, yearsAhead }, month) => {
    const season = orders.seasonError[calendarMonth]! * draws(calendarMonth, purpose.seasonParameter).nextNormal()
    const noise = orders.monthlyDeviation * draws(month, purpose.orderNoise).nextNormal()
    const moves = level + growth * yearsAhead + season + noise
    // Everything drawn has mean 1, not its logarithm mean 0.
    const errors = [
      orders.levelError,
      orders.growthError * yearsAhead,
      orders.seasonError[calendarMonth]!,
      orders.monthlyDeviation,
    ]
    const variance = errors.reduce((sum, error) => sum + error * error, 0)
    return Math.exp(logFactor + moves - variance / 2)
  })
}
