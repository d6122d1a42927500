import type { Behavior } from '../../behavior/behavior.js'
import type { Day } from '../../calendar/day.js'
import { monthOf } from '../../calendar/month.js'
import type { Period } from '../../calendar/period.js'
import type { Plan } from '../../engine/plan.js'
import { normalError, type ParameterMode } from './segment-columns.js'

/** Season, growth and the noise of months as the plan holds them. */
export function orderColumns(
  { orders }: Behavior,
  periods: readonly Period[],
  asOf: Day,
  mode: ParameterMode,
): Plan['orders'] {
  const yearsAhead = Float64Array.from(periods, ({ start, end }) => ((start + end) / 2 - asOf) / 365)
  const calendarMonth = Int32Array.from(periods, ({ start }) => monthOf(start) % 12)
  return {
    logFactor: Float64Array.from(
      yearsAhead,
      (years, month) =>
        orders.level.value + orders.yearlyGrowth.value * years + orders.season[calendarMonth[month]!]!.value,
    ),
    calendarMonth,
    seasonError: Float64Array.from(orders.season, (season) => normalError(season, mode)),
    yearsAhead,
    growthError: normalError(orders.yearlyGrowth, mode),
    levelError: normalError(orders.level, mode),
    monthlyDeviation: orders.monthlyDeviation.value,
  }
}
