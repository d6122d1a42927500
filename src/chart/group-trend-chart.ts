import type { Day } from '../calendar/day.js'
import type { Better } from '../kpi/kpi.js'
import type { Chart } from './chart.js'
import { kpiTrendChart } from './kpi-trend-chart.js'
import type { ValueUnit } from './value-format.js'

export interface GroupTrend {
  readonly name: string
  readonly isTotal: boolean
  readonly points: readonly { readonly label: string; readonly start: Day; readonly value: number | null }[]
}

export interface GroupTrendOptions {
  readonly name: string
  readonly unit: ValueUnit
  readonly better: Better
  readonly by: string
}

export function groupTrendChart(groups: readonly GroupTrend[], { name, unit, better }: GroupTrendOptions): Chart {
  return kpiTrendChart(
    groups[0]!.points.map((point) => ({ ...point, end: point.start })),
    { name, unit, better },
  )
}
