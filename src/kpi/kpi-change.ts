import type { Kpi } from './kpi.js'

/** Which way a KPI went, by its own direction. */
export type Indicator = 'improving' | 'degrading' | 'flat'

/** How a KPI changed against an earlier period. */
export interface KpiChange {
  /** The earlier value, and the label of its period. */
  readonly before: number
  readonly period: string
  /** Now − before, in the KPI's unit; points for per cent. */
  readonly absolute: number
  /** In per cent of the earlier value; null where that is 0. */
  readonly percent: number | null
  /** Null for a KPI that has no good direction. */
  readonly indicator: Indicator | null
}

/** What of a KPI says how a change is to be judged. */
export type Judged = Pick<Kpi, 'better' | 'band' | 'digits'>

/** The change of a KPI from an earlier value to a value. It is flat where people would be shown a change of 0. */
export function kpiChange(kpi: Judged, now: number, before: number, period: string): KpiChange {
  const absolute = now - before
  return {
    before,
    period,
    absolute,
    percent: before === 0 ? null : (absolute / Math.abs(before)) * 100,
    indicator: indicatorOf(kpi, now, before),
  }
}

function indicatorOf(kpi: Judged, now: number, before: number): Indicator | null {
  if (kpi.better === 'neither') return null
  const shown = 10 ** kpi.digits
  if (Math.round(Math.abs(now - before) * shown) === 0) return 'flat'
  // Where nothing says which band is good, less is better down to zero, which is a warning too.
  if (kpi.better === 'band' && !kpi.band && Math.round(now * shown) <= 0) return null
  const worse = badness(kpi, now) - badness(kpi, before)
  if (worse === 0) return 'flat'
  return worse < 0 ? 'improving' : 'degrading'
}

/** The higher, the worse. */
function badness({ better, band }: Judged, value: number): number {
  if (better === 'higher') return -value
  return band ? Math.max(band.low - value, value - band.high, 0) : value
}
