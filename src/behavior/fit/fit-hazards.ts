import { type Estimate, fitted, stated } from '../estimate.js'
import { type AtRisk, paymentsOf } from './at-risk.js'
import { type MultiplierPosterior, multiplierPosterior } from './customer-multiplier.js'
import { pieceCount } from './hazard-pieces.js'
import { mostProbableVariance } from './multiplier-variance.js'

/** The hazards of one segment, and the multipliers of its customers. */
export interface SegmentHazards {
  /** By piece, at multiplier 1. */
  readonly daily: Float64Array
  readonly error: Float64Array
  readonly payments: Float64Array
  /** Invoice-days at risk, each times its customer's multiplier. */
  readonly exposure: Float64Array
  /** The most probable variance of the multipliers; 0 where too few customers show any. */
  readonly variance: number
  /** By the order of `members`. */
  readonly multipliers: readonly Estimate[]
}

/** Invoice-days of the piece before that a thin piece borrows; of no weight where a segment has any history. */
const borrowedDays = 20

/** A segment with fewer customers cannot say how much customers differ. */
const fewestForVariance = 5

const [rounds, tolerance] = [40, 1e-4]

/**
 * Fits one segment by expectation and maximisation: given hazards, each customer's multiplier; given multipliers, hazards =
 * payments ÷ (invoice-days at risk × multipliers), scaled so that multipliers are 1 on average; and in between the variance of
 * multipliers that makes the customers' payments most probable. `members` are the segment's customers.
 */
export function fitHazards(atRisk: AtRisk, members: readonly number[], dispersion: number): SegmentHazards {
  const payments = new Float64Array(pieceCount)
  const plainExposure = new Float64Array(pieceCount)
  for (const customer of members) {
    for (let piece = 0; piece < pieceCount; piece++) {
      payments[piece]! += atRisk.payments[customer * pieceCount + piece]!
      plainExposure[piece]! += atRisk.exposure[customer * pieceCount + piece]!
    }
  }
  let exposure = plainExposure
  const daily = new Float64Array(pieceCount)
  const posteriors = members.map((): MultiplierPosterior => ({ logMode: 0, shape: 1, evidence: 0 }))
  const canVary = members.length >= fewestForVariance
  let variance = canVary ? 0.2 : 0
  setHazards(daily, payments, exposure)
  for (let round = 0; canVary && round < rounds; round++) {
    // It settles soon; every look costs as much as many rounds.
    if (round === 1 || round === 4 || round === 8) variance = mostProbableVariance(atRisk, members, daily, dispersion)
    const before = daily.slice()
    exposure = new Float64Array(pieceCount)
    let sum = 0
    members.forEach((customer, index) => {
      const own = posteriors[index]!
      multiplierPosterior(atRisk, customer, daily, 1 / variance, dispersion, own)
      const multiplier = Math.exp(own.logMode)
      sum += multiplier
      for (let piece = 0; piece < pieceCount; piece++) {
        exposure[piece]! += multiplier * atRisk.exposure[customer * pieceCount + piece]!
      }
    })
    // Multipliers are 1 on average: what they are in common belongs to the hazards.
    const mean = sum / members.length
    for (let piece = 0; piece < pieceCount; piece++) exposure[piece]! /= mean
    setHazards(daily, payments, exposure)
    for (const own of posteriors) own.logMode -= Math.log(mean)
    if (round > 8 && daily.every((hazard, piece) => Math.abs(hazard - before[piece]!) <= tolerance * hazard)) break
  }
  // How many customers there are limits how well the hazards of multiplier 1 are known: those of this ledger are a sample.
  const customerVariance = variance / effectiveCustomers(atRisk, members)
  const error = daily.map((hazard, piece) => {
    const cases = (payments[piece]! + borrowedPayments(daily, piece)) / dispersion
    return cases > 0 ? hazard * Math.sqrt(1 / cases + customerVariance) : 0
  })
  return {
    daily,
    error,
    payments,
    exposure,
    variance,
    multipliers: members.map((customer, index) => {
      const { logMode, shape } = posteriors[index]!
      if (!canVary) return stated(1)
      const value = Math.exp(logMode)
      return fitted(value, value / Math.sqrt(shape), paymentsOf(atRisk, customer))
    }),
  }
}

/** A piece with little exposure leans on the one before it, as if that had been seen for 20 more invoice-days. */
function setHazards(daily: Float64Array, payments: Float64Array, exposure: Float64Array): void {
  for (let piece = 0; piece < pieceCount; piece++) {
    const atRisk = exposure[piece]! + (piece === 0 ? 0 : borrowedDays)
    daily[piece] = atRisk > 0 ? Math.min(1, (payments[piece]! + borrowedPayments(daily, piece)) / atRisk) : 0
  }
}

function borrowedPayments(daily: Float64Array, piece: number): number {
  return piece === 0 ? 0 : borrowedDays * daily[piece - 1]!
}

/** As many customers of equal weight tell as much as these do, whose payments differ in number. */
function effectiveCustomers(atRisk: AtRisk, members: readonly number[]): number {
  let sum = 0
  let squares = 0
  for (const customer of members) {
    const own = paymentsOf(atRisk, customer)
    sum += own
    squares += own * own
  }
  return squares > 0 ? (sum * sum) / squares : 1
}
