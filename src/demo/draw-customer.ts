import { addDays, type Day } from '../calendar/day.js'
import type { Terms } from '../calendar/terms.js'
import { type Cents, cents } from '../money/cents.js'
import { companyName } from './company-name.js'
import type { DemoCustomer, PaymentMethod } from './demo-rows.js'
import type { DemoSetting } from './demo-setting.js'
import type { CustomerTruth, DemoParameters, SegmentName, SegmentTruth } from './demo-truth.js'
import { drawContractFee } from './draw-contract.js'
import { drawDefault } from './draw-default.js'
import { drawDiscount } from './draw-discount.js'
import { type Draws, drawsOf, gammaOfMeanOne, happens, normal, pick, pickByShare, uniform } from './draws.js'
import { sixDecimals } from './six-decimals.js'

// The order keeps any run of ten customers at the shares of the parameters: 6 small, 3 mid, 1 enterprise.
const segmentPattern: readonly SegmentName[] = [
  'small',
  'mid',
  'small',
  'small',
  'enterprise',
  'small',
  'mid',
  'small',
  'mid',
  'small',
]

const divisions = ['Industrial', 'Consumer', 'Services']
const salespeopleByRegion = [
  { region: 'AMER', share: 0.4, salespeople: ['Ana Ruiz', 'Cole Barrow', 'Dina Okafor'] },
  { region: 'EMEA', share: 0.3, salespeople: ['Elin Strand', 'Farid Haddad', 'Greta Lindqvist'] },
  { region: 'APAC', share: 0.2, salespeople: ['Hana Mori', 'Ivan Tan', 'Jaya Menon'] },
  { region: 'LATAM', share: 0.1, salespeople: ['Karla Reyes', 'Luis Prado', 'Marta Souza'] },
]
const collectors = ['Nadia Brandt', 'Omar Diallo', 'Petra Novak', 'Quentin Moss', 'Rosa Vidal']
const methods: readonly PaymentMethod[] = ['ach', 'ach', 'ach', 'wire', 'check', 'card']

/** A customer's row together with its true parameters. */
export interface DrawnCustomer {
  readonly number: number
  readonly row: DemoCustomer
  readonly truth: CustomerTruth
  readonly terms: Terms
  readonly method: PaymentMethod
}

/** The n-th customer (from 1) of a seed's company: who it is, and how it orders and pays. */
export function drawCustomer(setting: DemoSetting, number: number): DrawnCustomer {
  const { seed, start, end, parameters } = setting
  const segment = segmentPattern[(number - 1) % segmentPattern.length]!
  const own: SegmentTruth = parameters.segments[segment]
  const draws = (purpose: string): Draws => drawsOf(seed, number, purpose)
  const customerId = `C${String(number).padStart(4, '0')}`

  const place = draws('place')
  const { region, salespeople } = pickByShare(place, salespeopleByRegion)
  const { net } = pickByShare(draws('terms'), own.terms)
  const { discount, hurdle, takes } = drawDiscount(draws('discount'), own, net)

  const onboarding = draws('onboarding')
  const isLate = onboarding() < own.lateOnboardingShare
  const onboardedOn = addDays(start, isLate ? Math.floor((onboarding() * (end - start)) / 2) : 0)
  const { risk, riskScore, defaultDay } = drawDefault(setting, number, own, onboardedOn)

  const { orders } = own
  const paysInBatches = draws('batches')() < orders.batchShare
  // The mean of 1, 2 and 3 invoices an order.
  const invoicesPerOrder = paysInBatches ? 2 : 1
  const ordersPerDay = sixDecimals(uniform(draws('rate'), orders.invoicesPerDay) / invoicesPerOrder)
  const logAmountMean = sixDecimals(orders.logAmountMean + orders.logAmountSpread * normal(draws('size')))
  const meanAmount = Math.exp(logAmountMean + orders.logAmountSigma ** 2 / 2)
  const [leastMargin, mostMargin] = parameters.marginRange
  const margin = own.margin.mean + own.margin.spread * normal(draws('margin'))
  return {
    number,
    terms: discount ? { net, discount } : { net },
    method: pick(draws('method'), methods),
    row: {
      customerId,
      name: companyName(seed, number),
      segment,
      division: pick(place, divisions),
      region,
      salesperson: pick(place, salespeople),
      collector: pick(draws('collector'), collectors),
      terms: discount ? `${discount.percent}/${discount.days} net ${net}` : `net ${net}`,
      creditLimit: creditLimit(
        draws('credit limit'),
        parameters.creditLimit,
        ordersPerDay * invoicesPerOrder * meanAmount,
      ),
      currency: 'USD',
      riskScore,
      onboardedOn,
    },
    truth: {
      customerId,
      segment,
      // Rounded before use, so that truth.json is short and yet says exactly what the simulation used.
      multiplier: sixDecimals(gammaOfMeanOne(draws('multiplier'), own.frailtyVariance)),
      ordersPerDay,
      paysInBatches,
      logAmountMean,
      logAmountSigma: orders.logAmountSigma,
      marginRate: sixDecimals(Math.min(mostMargin, Math.max(leastMargin, margin))),
      risk,
      defaultDay,
      discountHurdle: hurdle,
      takesDiscount: takes,
      contractFee: drawContractFee(draws('contract'), parameters.contract.feeSigma, own, logAmountMean),
      satisfaction: sixDecimals(parameters.survey.mean + parameters.survey.spread * normal(draws('satisfaction'))),
    },
  }
}

function creditLimit(draws: Draws, limit: DemoParameters['creditLimit'], dollarsPerDay: number): Cents {
  const isTight = happens(draws, limit.tightShare)
  const months = uniform(draws, limit.months)
  const amount = dollarsPerDay * 100 * (365 / 12) * (isTight ? limit.tightMonths : months)
  return cents(Math.max(1, Math.ceil(amount / limit.step)) * limit.step)
}

/** The last day on which a customer still orders. */
export function lastOrderDay({ truth }: DrawnCustomer, { end, parameters }: DemoSetting): Day {
  const { defaultDay } = truth
  if (defaultDay === null) return end
  return Math.min(end, defaultDay + parameters.ordersStopDaysAfterDefault - 1) as Day
}
