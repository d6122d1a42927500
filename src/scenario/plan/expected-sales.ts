import type { CustomerBehavior } from '../../behavior/behavior.js'

/** What a customer is expected to order on a day at its own rate, in minor units. */
export function expectedDailySales({ ordersPerDay, logAmountMean, logAmountDeviation }: CustomerBehavior): number {
  return ordersPerDay.value * Math.exp(logAmountMean.value + logAmountDeviation ** 2 / 2)
}
