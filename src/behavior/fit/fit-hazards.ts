import { type Estimate, fitted, stated } from '../estimate.js'
import type { AtRisk } from './at-risk.js'
import { type MultiplierPosterior, multiplierPosterior } from './customer-multiplier.js'
import { gridPosterior } from './grid-posterior.js'
import { pieceCount } from './hazard-pieces.js'

/** The hazards of one segment, and the multipliers of its customers. */
export interface SegmentHazards {
  /** By piece, at multiplier 1. */
  readonly daily: Float64Array
  readonly error: Float64Array
  readonly payments: Float64Array
  /** Invoice-days at risk, each times its customer's multiplier. */
  readonly exposure: Float64Array
  /** Variance of the multipliers. */
  readonly frailty: Estimate
  /** By the order of `members`. */
  readonly multipliers: readonly Estimate[]
}

/** Invoice-days of the piece before that a thin piece borrows; of no weight where a segment has any history. */
const borrowedDays = 20

/** The variance of multipliers is looked for between these; customers differ by less or more in no ledger that we know. */
const [leastVariance, mostVariance] = [0.0005, 4]

/** More customers than this tell no more of how much customers differ. */
const customersForVariance = 2000

/** A segment with fewer customers cannot say how much customers differ. */
const fewestForVariance = 5

/** The grid of variances, on a logarithmic scale: its reach each way in spreads, a spread at most, and its steps each way. */
const [gridReach, widestSpread, gridSteps] = [4, 1, 8]

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
    if (round === 1 || round === 4 || round === 8) variance = bestVariance(atRisk, members, daily, dispersion)
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
    frailty: canVary ? varianceEstimate(atRisk, members, daily, dispersion, variance) : stated(0),
    multipliers: members.map((customer, index) => {
      const { logMode, shape } = posteriors[index]!
      const own = customer * pieceCount
      const paid = atRisk.payments.subarray(own, own + pieceCount).reduce((sum, count) => sum + count, 0)
      if (!canVary) return stated(1)
      const value = Math.exp(logMode)
      return fitted(value, value / Math.sqrt(shape), paid)
    }),
  }
}

/** A piece with little exposure leans on the one before it, as if that had been seen for 20 more invoice-days. */
function setHazards(daily: Float64Array, payments: Float64Array, exposure: Float64Array): void {
  for (let piece = 0; piece < pieceCount; piece++) {
    const before = daily[piece - 1]
    const borrowed = before === undefined ? 0 : borrowedDays
    const atRisk = exposure[piece]! + borrowed
    daily[piece] = atRisk > 0 ? Math.min(1, (payments[piece]! + borrowed * (before ?? 0)) / atRisk) : 0
  }
}

function borrowedPayments(daily: Float64Array, piece: number): number {
  return piece === 0 ? 0 : borrowedDays * daily[piece - 1]!
}

/** As many customers of equal weight tell as much as these do, whose payments differ in number. */
function effectiveCustomers({ payments }: AtRisk, members: readonly number[]): number {
  let sum = 0
  let squares = 0
  for (const customer of members) {
    const own = payments
      .subarray(customer * pieceCount, (customer + 1) * pieceCount)
      .reduce((total, count) => total + count, 0)
    sum += own
    squares += own * own
  }
  return squares > 0 ? (sum * sum) / squares : 1
}

/** The log of the probability of all customers' payments, for a variance of multipliers. */
function logEvidence(
  atRisk: AtRisk,
  members: readonly number[],
  daily: Float64Array,
  dispersion: number,
  variance: number,
): number {
  const own: MultiplierPosterior = { logMode: 0, shape: 1, evidence: 0 }
  // Every k-th customer: which ones must not hang on chance.
  const stride = Math.max(1, Math.floor(members.length / customersForVariance))
  let sum = 0
  for (let index = 0; index < members.length; index += stride) {
    own.logMode = 0
    multiplierPosterior(atRisk, members[index]!, daily, 1 / variance, dispersion, own)
    sum += own.evidence
  }
  return sum * stride
}

/** The variance of multipliers under which the payments are most probable, by golden section on its logarithm. */
function bestVariance(atRisk: AtRisk, members: readonly number[], daily: Float64Array, dispersion: number): number {
  const golden = (Math.sqrt(5) - 1) / 2
  let [low, high] = [Math.log(leastVariance), Math.log(mostVariance)]
  const at = (log: number) => logEvidence(atRisk, members, daily, dispersion, Math.exp(log))
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)]
  let [atLeft, atRight] = [at(left), at(right)]
  while (high - low > 0.02) {
    if (atLeft > atRight) {
      high = right
      right = left
      atRight = atLeft
      left = high - golden * (high - low)
      atLeft = at(left)
    } else {
      low = left
      left = right
      atLeft = atRight
      right = low + golden * (high - low)
      atRight = at(right)
    }
  }
  return Math.exp((low + high) / 2)
}

/**
 * The variance of multipliers as the payments leave it, with its spread: averaged over a grid of variances, alike probable
 * beforehand on a logarithmic scale. The most probable variance and the curvature there would not do for few customers, of whose
 * variance more is possible above than below.
 */
function varianceEstimate(
  atRisk: AtRisk,
  members: readonly number[],
  daily: Float64Array,
  dispersion: number,
  mostProbable: number,
): Estimate {
  const logOf = (variance: number) => logEvidence(atRisk, members, daily, dispersion, variance)
  const near = 0.2
  const [below, above] = [logOf(mostProbable * Math.exp(-near)), logOf(mostProbable * Math.exp(near))]
  const curvature = (2 * logOf(mostProbable) - below - above) / near ** 2
  const spread = curvature > 0 ? Math.min(widestSpread, 1 / Math.sqrt(curvature)) : widestSpread
  const cells: number[] = []
  for (let step = -gridSteps; step <= gridSteps; step++) {
    const variance = mostProbable * Math.exp((gridReach * spread * step) / gridSteps)
    if (variance >= leastVariance && variance <= mostVariance) cells.push(variance)
  }
  const posterior = gridPosterior(cells, logOf)
  const itself = (variance: number) => variance
  return fitted(posterior.mean(itself), posterior.spread(itself), members.length)
}
