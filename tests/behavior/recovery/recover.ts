import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Behavior, SegmentBehavior } from '../../../src/behavior/behavior.js'
import { type Estimate, errorOf, normalOf90Percent } from '../../../src/behavior/estimate.js'
import { fitBehavior } from '../../../src/behavior/fit/fit-behavior.js'
import { type DemoCompany, demoCompany } from '../../../src/demo/demo-company.js'
import { demoParameters } from '../../../src/demo/demo-parameters.js'
import type { DemoParameters, SegmentName } from '../../../src/demo/demo-truth.js'
import { writeDemo } from '../../../src/demo/write-demo.js'
import { openLedger } from '../../../src/ledger/open-ledger.js'
import { betaParameters, betaQuantile, gammaQuantileAround } from '../../../src/statistics/distributions.js'

/** One true number and what a fit says of it. */
export interface Recovered {
  readonly family: string
  readonly truth: number
  /** The middle 90 % of what the fit takes it to be, by the distribution that simulations draw it from. */
  readonly low: number
  readonly high: number
}

/** Changes of the demo company's true parameters. */
type Change = (parameters: DemoParameters) => DemoParameters

/** Every segment changed alike. */
function eachSegment(parameters: DemoParameters, change: (own: DemoParameters['segments'][SegmentName]) => object) {
  const { small, mid, enterprise } = parameters.segments
  const changed = <T extends DemoParameters['segments'][SegmentName]>(own: T) => ({ ...own, ...change(own) })
  return { small: changed(small), mid: changed(mid), enterprise: changed(enterprise) }
}

/**
 * The demo company without what its truth states apart from the numbers compared: the economy and contacts move hazards from
 * day to day; contracts and defaults are orders and silences of their own; goods that come back credit without a dispute.
 */
export const plainly: Change = (parameters) => ({
  ...parameters,
  economy: { ...parameters.economy, paymentLoading: 0 },
  contacts: { ...parameters.contacts, plan: [] },
  goodsReturn: { ...parameters.goodsReturn, probability: 0 },
  lateApplication: { ...parameters.lateApplication, probability: 0 },
  segments: eachSegment(parameters, (own) => ({
    contract: { ...own.contract, share: 0 },
    yearlyDefaultHazard: 0,
    earlyPayment: { ...own.earlyPayment, share: 0 },
  })),
})

/** The demo company whole, but that defaults come evenly, so that their true rate is one number. */
export const evenDefaults: Change = (parameters) => ({
  ...parameters,
  economy: { ...parameters.economy, defaultLoading: 0 },
  risk: { ...parameters.risk, sigma: 0 },
})

/** Fits a demo company of a seed. */
export async function fitDemo(
  seed: string,
  change: Change,
  customers = 300,
): Promise<{ company: DemoCompany; behavior: Behavior }> {
  const company = demoCompany({ seed, customers, months: 24, parameters: change(demoParameters) })
  const folder = mkdtempSync(join(tmpdir(), 'arlab-recovery-'))
  try {
    await writeDemo(
      { truth: company.truth, count: 1, parts: [{ ...company, truths: company.truth.customers }] },
      folder,
    )
    return { company, behavior: fitBehavior((await openLedger(folder)).data) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a fit says of a number, as an interval. */
const interval = {
  positive(estimate: Estimate) {
    return {
      low: gammaQuantileAround(0.05, estimate.value, errorOf(estimate)),
      high: gammaQuantileAround(0.95, estimate.value, errorOf(estimate)),
    }
  },
  probability(estimate: Estimate) {
    const parameters = betaParameters(estimate.value, errorOf(estimate))
    const quantile = (own: number) => (parameters === null ? estimate.value : betaQuantile(own, ...parameters))
    return { low: quantile(0.05), high: quantile(0.95) }
  },
  real(estimate: Estimate) {
    const spread = normalOf90Percent * errorOf(estimate)
    return { low: estimate.value - spread, high: estimate.value + spread }
  },
}

const isFitted = ({ provenance }: Estimate) => provenance === 'fitted'

/** The segment of the truth that a fitted one is part of: `mid, net 30` is of `mid`. */
function truthOf(company: DemoCompany, { name }: SegmentBehavior) {
  const own = name.split(',')[0] as SegmentName
  return company.truth.segments[own]
}

/** What the numbers of payment, disputes and orders should be, and what a fit says, on a company that is `plainly` so. */
export function recoverHabits(company: DemoCompany, behavior: Behavior): Recovered[] {
  const found: Recovered[] = []
  const { truth } = company
  const truthOfCustomer = new Map(truth.customers.map((customer) => [customer.customerId, customer]))
  for (const segment of behavior.segments) {
    const own = truthOf(company, segment)
    const members = behavior.customers.filter((customer) => customer.segment === segment.name)
    const net = members[0]!.netDays
    segment.hazard.forEach((piece) => {
      // Only what a piece has evidence for; and the invoice's own day, on which the demo company is never paid, lies in the first.
      const band = truth.hazardEdges.filter((edge) => edge <= piece.from).length
      const hazard = own.dailyHazards[band] ?? 0
      if (piece.from <= -net || hazard * piece.exposure! < 5) return
      found.push({
        family: 'daily hazards',
        truth: hazard,
        ...interval.positive({ value: piece.daily, error: piece.error!, provenance: 'fitted' }),
      })
    })
    if (isFitted(segment.frailty)) {
      found.push({
        family: 'variance of multipliers',
        truth: own.frailtyVariance,
        ...interval.positive(segment.frailty),
      })
    }
    const multipliers = members.map(({ id }) => truthOfCustomer.get(id)!.multiplier)
    const mean = multipliers.reduce((sum, each) => sum + each, 0) / multipliers.length
    members.forEach(({ multiplier }, index) => {
      if (!isFitted(multiplier)) return
      found.push({
        family: 'customers’ multipliers',
        truth: multipliers[index]! / mean,
        ...interval.positive(multiplier),
      })
    })
    const { dispute, partial } = segment
    // Opened 1 to 5 days after the invoice, then the exponential rounded up: mean 1 ÷ (1 − e^(−1 ÷ mean)).
    const disputeDays = (1 + own.dispute.openWithinDays) / 2 + 1 / -Math.expm1(-1 / own.dispute.meanDays)
    found.push(
      { family: 'share disputed', truth: own.dispute.probability, ...interval.probability(dispute.probability) },
      { family: 'days under dispute', truth: disputeDays, ...interval.positive(dispute.meanDays) },
      { family: 'share conceded', truth: own.dispute.concededShare, ...interval.probability(dispute.conceded) },
      // A first payment of 95 % and more counts as whole: of beta(2, 2), that is 1 − 3x² + 2x³ at 0.95.
      {
        family: 'share paid in parts',
        truth: own.partialPayment.probability * (3 * 0.95 ** 2 - 2 * 0.95 ** 3),
        ...interval.probability(partial.probability),
      },
    )
  }
  for (const customer of behavior.customers) {
    const own = truthOfCustomer.get(customer.id)!
    const perOrder = own.paysInBatches ? 2 : 1
    const years = (truth.end - truth.start + 1) / 365
    found.push(
      {
        family: 'order rates',
        truth: own.ordersPerDay * perOrder * (1 + truth.yearlyGrowth) ** years,
        ...interval.positive(customer.ordersPerDay),
      },
      {
        family: 'mean amounts',
        truth: own.logAmountMean + Math.log(100),
        ...interval.real(customer.logAmountMean),
      },
    )
  }
  const logSeasons = truth.seasonalFactors.map((factor) => Math.log(factor))
  const meanSeason = logSeasons.reduce((sum, each) => sum + each, 0) / 12
  behavior.orders.season.forEach((season, month) => {
    found.push({ family: 'seasons', truth: logSeasons[month]! - meanSeason, ...interval.real(season) })
  })
  found.push({
    family: 'growth',
    truth: Math.log(1 + truth.yearlyGrowth),
    ...interval.real(behavior.orders.yearlyGrowth),
  })
  return found
}

/** What contacts and defaults should be, and what a fit says, on a company with `evenDefaults`. */
export function recoverEvents(company: DemoCompany, behavior: Behavior): Recovered[] {
  const { kinds, promiseKept } = company.truth.contacts
  const found: Recovered[] = []
  for (const [name, contact] of Object.entries(behavior.contacts)) {
    const own = kinds[name as keyof typeof kinds]
    if (isFitted(contact.multiplier)) {
      found.push({
        family: 'effects of contacts',
        truth: own.hazardMultiplier,
        ...interval.positive(contact.multiplier),
      })
    }
    const shares = [
      [own.rightParty, contact.rightParty],
      [own.promise, contact.promise],
      [promiseKept, contact.kept],
    ] as const
    for (const [truth, estimate] of shares) {
      if (truth !== null && estimate !== undefined) {
        found.push({ family: 'right parties and promises', truth, ...interval.probability(estimate) })
      }
    }
  }
  for (const segment of behavior.segments) {
    const own = truthOf(company, segment)
    if (isFitted(segment.defaultsPerYear)) {
      found.push({
        family: 'rate of default',
        truth: own.yearlyDefaultHazard,
        ...interval.positive(segment.defaultsPerYear),
      })
    }
    const { discount } = segment
    if (discount && isFitted(discount.hurdleMedian)) {
      found.push({
        family: 'discount hurdles',
        truth: own.earlyPayment.hurdle.median,
        ...interval.positive(discount.hurdleMedian),
      })
    }
  }
  return found
}

/** Of each family: how many numbers there were and how many intervals held the truth. */
export function coverageByFamily(
  found: readonly Recovered[],
): Map<string, { readonly count: number; readonly held: number }> {
  const families = new Map<string, { count: number; held: number }>()
  for (const { family, truth, low, high } of found) {
    const own = families.get(family) ?? { count: 0, held: 0 }
    own.count++
    if (truth >= low && truth <= high) own.held++
    families.set(family, own)
  }
  return families
}
