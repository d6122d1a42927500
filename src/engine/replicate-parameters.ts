import { OrderClock } from './orders/order-clock.js'
import { type Plan, responseSteps } from './plan.js'
import { exponential } from './random/elementary.js'
import { purpose } from './random/purpose.js'
import { RandomStream } from './random/random-stream.js'

const stream = new RandomStream()

/** Which uncertain numbers a replicate takes to be true: replicates of the same belief differ in their luck alone. */
export function beliefOf({ futuresPerBelief }: Pick<Plan, 'futuresPerBelief'>, replicate: number): number {
  return Math.floor(replicate / futuresPerBelief)
}

/**
 * What one replicate takes to be true: every uncertain number of the plan drawn once, and the course that the economy and
 * the months' orders take. Reused from replicate to replicate.
 */
export class ReplicateParameters {
  /** By piece, as `plan.segments.daily`. */
  readonly daily: Float64Array
  /** By segment. */
  readonly disputeProbability: Float64Array
  readonly disputeMeanDays: Float64Array
  readonly conceded: Float64Array
  readonly partial: Float64Array
  readonly defaultsPerDay: Float64Array
  readonly arrivalsPerDay: Float64Array
  /** By simulated month: multipliers on the accumulated hazard of paying, and on the rate of default. */
  readonly paymentFactor: Float64Array
  readonly defaultFactor: Float64Array
  /** Whether any month's payment factor is not 1. */
  paymentVaries = false
  readonly orderClock: OrderClock
  recoveryShare = 0
  recoveryMeanDays = 0
  /** By row of `plan.responses`. */
  readonly responses: Float64Array

  constructor(readonly plan: Plan) {
    const { segments, monthEnds } = plan
    const bySegment = () => new Float64Array(segments.key.length)
    this.daily = new Float64Array(segments.daily.length)
    this.disputeProbability = bySegment()
    this.disputeMeanDays = bySegment()
    this.conceded = bySegment()
    this.partial = bySegment()
    this.defaultsPerDay = bySegment()
    this.arrivalsPerDay = bySegment()
    this.paymentFactor = new Float64Array(monthEnds.length)
    this.defaultFactor = new Float64Array(monthEnds.length)
    this.orderClock = new OrderClock(plan)
    this.responses = new Float64Array(plan.responses.key.length)
  }

  draw(replicate: number): void {
    const belief = beliefOf(this.plan, replicate)
    this.#drawSegments(belief)
    this.#drawEconomy(replicate, belief)
    this.#drawOrderClock(replicate, belief)
    this.#drawRecovery(belief)
    this.#drawResponses(belief)
  }

  #drawSegments(belief: number): void {
    const { segments, keyHigh, keyLow } = this.plan
    for (let segment = 0; segment < segments.key.length; segment++) {
      const key = segments.key[segment]!
      for (let piece = segments.pieceStart[segment]!; piece < segments.pieceStart[segment + 1]!; piece++) {
        const shape = segments.dailyShape[piece]!
        // A piece's stream has a key of its own: the draws of a gamma are not a fixed number.
        if (shape > 0) stream.setKey(keyHigh, keyLow, belief, key + segments.pieceFrom[piece]!, purpose.hazardParameter)
        this.daily[piece] = Math.min(1, segments.daily[piece]! * stream.nextGammaOfMeanOne(shape))
      }
      stream.setKey(keyHigh, keyLow, belief, key, purpose.disputeParameter)
      this.disputeProbability[segment] = stream.nextBeta(
        segments.disputeProbability[segment]!,
        segments.disputeProbabilityEvidence[segment]!,
      )
      stream.setKey(keyHigh, keyLow, belief, key, purpose.disputeDaysParameter)
      this.disputeMeanDays[segment] =
        segments.disputeMeanDays[segment]! * stream.nextGammaOfMeanOne(segments.disputeMeanDaysShape[segment]!)
      stream.setKey(keyHigh, keyLow, belief, key, purpose.concededParameter)
      this.conceded[segment] = stream.nextBeta(segments.conceded[segment]!, segments.concededEvidence[segment]!)
      stream.setKey(keyHigh, keyLow, belief, key, purpose.partialParameter)
      this.partial[segment] = stream.nextBeta(segments.partial[segment]!, segments.partialEvidence[segment]!)
      stream.setKey(keyHigh, keyLow, belief, key, purpose.defaultParameter)
      this.defaultsPerDay[segment] =
        segments.defaultsPerDay[segment]! * stream.nextGammaOfMeanOne(segments.defaultsShape[segment]!)
      stream.setKey(keyHigh, keyLow, belief, key, purpose.arrivalParameter)
      this.arrivalsPerDay[segment] =
        segments.arrivalsPerDay[segment]! * stream.nextGammaOfMeanOne(segments.arrivalsShape[segment]!)
    }
  }

  #drawEconomy(replicate: number, belief: number): void {
    const { economy, keyHigh, keyLow, monthEnds } = this.plan
    stream.setKey(keyHigh, keyLow, belief, 0, purpose.economyParameter)
    let factor = economy.now + economy.nowError * stream.nextNormal()
    const loading = Math.max(0, economy.paymentLoading + economy.paymentLoadingError * stream.nextNormal())
    const innovation = Math.sqrt(1 - square(economy.persistence))
    stream.setKey(keyHigh, keyLow, replicate, 0, purpose.economy)
    this.paymentVaries = false
    for (let month = 0; month < monthEnds.length; month++) {
      const news = stream.nextNormal()
      // A first month that the as-of day cuts is still the month whose factor is known.
      if (month > 0 || this.plan.firstMonthStart === 1) factor = economy.persistence * factor + innovation * news
      const felt = factor + economy.stress[month]!
      this.paymentFactor[month] = exponential(loading * felt)
      // Of mean 1, as the rate that it multiplies was counted over good and bad months.
      this.defaultFactor[month] = exponential(-economy.defaultLoading * felt - square(economy.defaultLoading) / 2)
      if (this.paymentFactor[month] !== 1) this.paymentVaries = true
    }
  }

  #drawOrderClock(replicate: number, belief: number): void {
    const { orders, keyHigh, keyLow, monthEnds } = this.plan
    stream.setKey(keyHigh, keyLow, belief, 0, purpose.growthParameter)
    const level = orders.levelError * stream.nextNormal()
    const growth = orders.growthError * stream.nextNormal()
    for (let month = 0; month < monthEnds.length; month++) {
      // The same calendar month has the same season in every year.
      const season = orders.calendarMonth[month]!
      stream.setKey(keyHigh, keyLow, belief, season, purpose.seasonParameter)
      const seasonShift = orders.seasonError[season]! * stream.nextNormal()
      stream.setKey(keyHigh, keyLow, replicate, month, purpose.orderNoise)
      const noise = orders.monthlyDeviation * stream.nextNormal()
      // What varies and what is not surely known has mean 1 in all, so that ignorance raises no sales.
      const variance =
        square(orders.levelError) +
        square(orders.growthError * orders.yearsAhead[month]!) +
        square(orders.seasonError[season]!) +
        square(orders.monthlyDeviation)
      const moves = level + growth * orders.yearsAhead[month]! + seasonShift + noise
      this.orderClock.factor[month] = exponential(orders.logFactor[month]! + moves - variance / 2)
    }
    this.orderClock.wind()
  }

  #drawRecovery(belief: number): void {
    const { recovery, keyHigh, keyLow } = this.plan
    stream.setKey(keyHigh, keyLow, belief, 0, purpose.recoveryParameter)
    this.recoveryShare = stream.nextBeta(recovery.share, recovery.shareEvidence)
    stream.setKey(keyHigh, keyLow, belief, 0, purpose.recoveryDaysParameter)
    this.recoveryMeanDays = recovery.meanDays * stream.nextGammaOfMeanOne(recovery.meanDaysShape)
  }

  /** Each by inversion: linear between quantiles. */
  #drawResponses(belief: number): void {
    const { responses, keyHigh, keyLow } = this.plan
    for (let row = 0; row < responses.key.length; row++) {
      const first = row * (responseSteps + 1)
      stream.setKey(keyHigh, keyLow, belief, responses.key[row]!, purpose.response)
      const place = stream.nextUniform() * responseSteps
      const step = Math.floor(place)
      const [low, high] = [responses.quantiles[first + step]!, responses.quantiles[first + step + 1]!]
      this.responses[row] = low + (place - step) * (high - low)
    }
  }
}

/** A product, as powers may differ in the last bit from one JavaScript engine to the next. */
function square(value: number): number {
  return value * value
}
