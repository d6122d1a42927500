import { type Estimate, fitted, stated } from '../estimate.js'
import type { AtRisk } from './at-risk.js'
import { type MultiplierPosterior, multiplierPosterior } from './customer-multiplier.js'
import { gridPosterior } from './grid-posterior.js'

/** The variance of multipliers is looked for between these; customers differ by less or more in no ledger that we know. */
const [leastVariance, mostVariance] = [0.0005, 4]

/** More customers than this tell no more of how much customers differ. */
const customersForVariance = 2000

/** The grid of variances, on a logarithmic scale: its reach each way in spreads, a spread at most, and its steps each way. */
const [gridReach, widestSpread, gridSteps] = [4, 1, 8]

/** The variance of multipliers under which the payments are most probable, by golden section on its logarithm. */
export function mostProbableVariance(
  atRisk: AtRisk,
  members: readonly number[],
  daily: Float64Array,
  dispersion: number,
): number {
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
 * variance more is possible above than below. A most probable variance of 0 is no estimate, and stays.
 */
export function varianceOfMultipliers(
  atRisk: AtRisk,
  members: readonly number[],
  { daily, variance: mostProbable }: { readonly daily: Float64Array; readonly variance: number },
  dispersion: number,
): Estimate {
  if (mostProbable === 0) return stated(0)
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
