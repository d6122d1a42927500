import { kpiById } from '../../kpi/catalogue.js'
import type { Kpi } from '../../kpi/kpi.js'
import type { GoalMetric } from '../../scenario/file/lever-schemas.js'

/** The KPI of the catalogue that a goal is measured by. */
export function goalKpi(metric: GoalMetric, overDays: number): Kpi {
  if (metric !== 'past_due_share') return kpiById(metric)
  const known = { 0: 'past_due_share', 30: 'past_due_over_30', 60: 'past_due_over_60', 90: 'past_due_over_90' } as const
  return kpiById(known[overDays as keyof typeof known] ?? 'past_due_over_30')
}

/** 1 where more is better, −1 where less is. */
export function goodSide({ better }: Kpi): 1 | -1 {
  return better === 'lower' ? -1 : 1
}

/** Whether a value of the KPI meets a target; one that is not defined does not. */
export function meets(kpi: Kpi, value: number, target: number): boolean {
  return goodSide(kpi) < 0 ? value <= target : value >= target
}
