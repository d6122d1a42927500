import type { Period } from '../calendar/period.js'
import type { WindowSource } from '../facts/fact-window.js'
import { FactWindow } from '../facts/fact-window.js'
import { numberOf } from '../kpi/kpi.js'
import { usualSettings } from '../kpi/kpi-settings.js'
import type { Measure } from './measures.js'

/** Facts of the months ahead by group, as a simulated future has them: values[(group × months + month) × facts + fact]. */
export interface ForecastFacts {
  readonly periods: readonly Period[]
  readonly values: Float64Array
}

/** Forecasts single numbers: from an end of a month, by what was known then. Null where nothing can be said yet. */
export interface PointForecaster {
  readonly name: 'naive' | 'roll-rate'
  forecast(origin: number, months: number): ForecastFacts | null
}

const nothingAbsent: WindowSource['absent'] = new Map()

/** A measure of one group in one month of some facts; null where it is not defined. */
export function measureOf(
  measure: Measure,
  facts: Pick<WindowSource, 'periods' | 'values'>,
  group: number,
  month: number,
): number | null {
  const source = { ...facts, absent: nothingAbsent }
  return numberOf(measure.compute(FactWindow.of(source, group, month, 1), usualSettings))
}
