import { type Behavior, behaviorSchema } from '../../src/behavior/behavior.js'

/**
 * AR-mini, the benchmark model that programs in several languages run: 200 identical customers, Poisson orders at 0.2
 * a day, lognormal(7, 1) amounts in dollars, net 30, 5 % of invoices blocked for ⌈Exp(mean 30)⌉ days from issue, daily
 * hazard 0.01 through age 30 and 0.04·exp(−(a − 31) ÷ 120) after, written off unpaid after age 210. All of it is stated
 * and exactly known; what a behaviour file may leave out does not happen.
 */
export function arMiniBehavior(): Behavior {
  const netDays = 30
  const writeOffAge = 210
  return behaviorSchema.parse({
    schema: 'arlab/behavior/1',
    currency: 'USD',
    writeOff: { daysPastDue: writeOffAge - netDays },
    segments: [
      {
        name: 'all',
        hazard: Array.from({ length: writeOffAge }, (_, index) => ({
          from: index + 1 - netDays,
          daily: arMiniHazard(index + 1),
          provenance: 'stated',
        })),
        dispute: { probability: 0.05, meanDays: 30, conceded: 0, creditedShare: 0 },
      },
    ],
    customers: Array.from({ length: 200 }, (_, index) => ({
      id: `C${String(index + 1).padStart(3, '0')}`,
      segment: 'all',
      netDays,
      ordersPerDay: 0.2,
      // Amounts are drawn in minor units, so the logarithm of 100 cents is added.
      logAmountMean: 7 + Math.log(100),
      logAmountDeviation: 1,
    })),
  })
}

/** The probability of paying at an age in days, 1 … 210. */
export function arMiniHazard(age: number): number {
  return age <= 30 ? 0.01 : 0.04 * Math.exp(-(age - 31) / 120)
}
