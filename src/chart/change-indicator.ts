import type { Better } from '../kpi/kpi.js'
import { type Indicator, type Judged, kpiChange } from '../kpi/kpi-change.js'
import { verdictColor } from './theme.js'
import { roundsToZero, type ValueFormat } from './value-format.js'

export type { Indicator } from '../kpi/kpi-change.js'

/** Values that are good or usual, both ends included; null is an open end. */
export interface BenchmarkBand {
  readonly low: number | null
  readonly high: number | null
}

/** What a change of a KPI comes to, as the KPI table has it, but flat wherever the chart writes no difference. */
export interface ShownChange {
  /** Now − before, in the KPI's unit. */
  readonly absolute: number
  /** In per cent of the earlier value; null where that is 0. */
  readonly percent: number | null
  /** Null where the KPI has no good side. */
  readonly indicator: Indicator | null
}

/** The change from an earlier value to a later one. The band is what is good where `better` is `band`. */
export function shownChange(
  before: number,
  now: number,
  better: Better,
  format: ValueFormat,
  band?: BenchmarkBand,
): ShownChange {
  const good = { low: band?.low ?? Number.NEGATIVE_INFINITY, high: band?.high ?? Number.POSITIVE_INFINITY }
  const judged: Judged = {
    better,
    digits: format.digits,
    ...(better === 'band' && band ? { band: good } : {}),
  }
  const { absolute, percent, indicator } = kpiChange(judged, now, before, '')
  return { absolute, percent, indicator: indicator !== null && roundsToZero(absolute, format) ? 'flat' : indicator }
}

/** How an indicator is drawn: a shape of Vega's and a colour. */
export const indicatorMarks: Readonly<Record<Indicator, { readonly shape: string; readonly color: string }>> = {
  improving: { shape: 'triangle-up', color: verdictColor.good },
  degrading: { shape: 'triangle-down', color: verdictColor.bad },
  flat: { shape: 'circle', color: verdictColor.neither },
}
