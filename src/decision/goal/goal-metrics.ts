import { kpiById } from '../../kpi/catalogue.js'
import type { Kpi } from '../../kpi/kpi.js'

/** The metrics that a goal may be set on. */
export const goalMetrics = ['dso', 'cei', 'past_due_share', 'paid_on_time'] as const
export type GoalMetric = (typeof goalMetrics)[number]

/** The KPI of the catalogue that a goal is measured by. */
export function goalKpi(metric: GoalMetric, overDays: number): Kpi {
  if (metric !== 'past_due_share') return kpiById(metric)
  const known = { 0: 'past_due_share', 30: 'past_due_over_30', 60: 'past_due_over_60', 90: 'past_due_over_90' } as const
  return kpiById(known[overDays as keyof typeof known] ?? 'past_due_over_30')
}

/** Whether a value meets a target; one that is not defined does not. */
export function meets(metric: GoalMetric, value: number, target: number): boolean {
  return metric === 'dso' || metric === 'past_due_share' ? value <= target : value >= target
}

/** 1 where more is better, −1 where less is. */
export function goodSide(metric: GoalMetric): 1 | -1 {
  return metric === 'dso' || metric === 'past_due_share' ? -1 : 1
}
