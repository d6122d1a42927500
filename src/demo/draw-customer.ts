import { addDays, type Day } from '../calendar/day.js'
import { companyName } from './company-name.js'
import { demoParameters } from './demo-parameters.js'
import type { DemoCustomer } from './demo-rows.js'
import type { CustomerTruth, SegmentName, SegmentTruth } from './demo-truth.js'
import { type Draws, drawsOf, exponential, gammaOfMeanOne, normal, uniform } from './draws.js'

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

/** A customer's row together with its true parameters. */
export interface DrawnCustomer {
  readonly row: DemoCustomer
  readonly truth: CustomerTruth
  readonly netDays: number
}

/** The n-th customer (from 1) of a seed's company: who it is, and how it orders and pays. */
export function drawCustomer(seed: string, customerNumber: number, start: Day, end: Day): DrawnCustomer {
  const segment = segmentPattern[(customerNumber - 1) % segmentPattern.length]!
  const parameters: SegmentTruth = demoParameters.segments[segment]
  const draws = (purpose: string): Draws => drawsOf(seed, customerNumber, purpose)
  const customerId = `C${String(customerNumber).padStart(4, '0')}`

  const place = draws('place')
  const { region, salespeople } = pickByShare(place, salespeopleByRegion)
  const netDays = pickByShare(draws('terms'), parameters.terms).net

  const onboarding = draws('onboarding')
  const isLate = onboarding() < parameters.lateOnboardingShare
  const onboardedOn = addDays(start, isLate ? Math.floor((onboarding() * (end - start)) / 2) : 0)
  const yearsToDefault = exponential(draws('default')) / parameters.yearlyDefaultHazard
  const defaultDay = onboardedOn + 1 + Math.floor(yearsToDefault * 365)

  const { orders } = parameters
  const paysInBatches = draws('batches')() < orders.batchShare
  // The mean of 1, 2 and 3 invoices an order.
  const invoicesPerOrder = paysInBatches ? 2 : 1
  return {
    netDays,
    row: {
      customerId,
      name: companyName(seed, customerNumber),
      segment,
      division: pick(place, divisions),
      region,
      salesperson: pick(place, salespeople),
      terms: `net ${netDays}`,
      currency: 'USD',
      onboardedOn,
    },
    truth: {
      customerId,
      segment,
      // Rounded before use, so that truth.json is short and yet says exactly what the simulation used.
      multiplier: sixDecimals(gammaOfMeanOne(draws('multiplier'), parameters.frailtyVariance)),
      ordersPerDay: sixDecimals(uniform(draws('rate'), orders.invoicesPerDay) / invoicesPerOrder),
      paysInBatches,
      logAmountMean: sixDecimals(orders.logAmountMean + orders.logAmountSpread * normal(draws('size'))),
      logAmountSigma: orders.logAmountSigma,
      defaultDay: defaultDay <= end ? (defaultDay as Day) : null,
    },
  }
}

function pick<T>(draws: Draws, items: readonly T[]): T {
  return items[Math.floor(draws() * items.length)]!
}

function pickByShare<T extends { readonly share: number }>(draws: Draws, items: readonly T[]): T {
  let left = draws()
  for (const item of items) {
    left -= item.share
    if (left < 0) return item
  }
  return items[items.length - 1]!
}

function sixDecimals(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
