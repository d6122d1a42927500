import type { GoalColumns } from '../plan.js'
import type { OwnerSums } from './owner-sums.js'

/** What an owner of a goal sees open at the end of a day, as reported. */
export class Standing {
  receivables = 0
  current = 0
  /** More than the goal's days past due. */
  over = 0
}

/**
 * The goal's metric of an owner, as it would be reported if the period ended now: what the KPI of the same name says of the same facts (a
 * test holds them to each other). NaN where it is not defined.
 */
export function goalMetric(goals: GoalColumns, sums: OwnerSums, standing: Standing, days: number): number {
  const { receivables, current, over } = standing
  const { opening, sales, settled, settledOnTime } = sums
  switch (goals.metric) {
    case 0:
      return sales > 0 ? (receivables / sales) * days : Number.NaN
    case 1: {
      const collectable = opening + sales - current
      return collectable > 0 ? (100 * (opening + sales - receivables)) / collectable : Number.NaN
    }
    case 2:
      return receivables > 0 ? (100 * over) / receivables : Number.NaN
    case 3:
      return settled > 0 ? (100 * settledOnTime) / settled : Number.NaN
    default:
      return goals.metric satisfies never
  }
}

/** Whether a metric misses the goal; one that is not defined does not. */
export function misses({ metric, target }: GoalColumns, value: number): boolean {
  return metric === 0 || metric === 2 ? value > target : value < target
}
