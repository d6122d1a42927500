import { type Measure, measureName, measures } from '../backtest/measures.js'
import type { BacktestResult } from '../backtest/result.js'
import { monthPeriod } from '../calendar/month-period.js'
import type { Chart } from '../chart/chart.js'
import { coverageChart } from '../chart/coverage-chart.js'
import { forecastChart } from '../chart/forecast-chart.js'
import { pitChart } from '../chart/pit-chart.js'
import { InputError } from '../document/input-error.js'
import { isTotal } from '../facts/fact-table.js'
import { currencyOfAnyCode } from '../money/currency.js'

/** What share of outcomes the ranges of each figure held, of the whole company. */
export function backtestCoverageChart({ scores }: BacktestResult): Chart {
  const rows = scores.filter(({ group }) => isTotal(group))
  return coverageChart(rows.map(({ measure, coverage }) => ({ name: measureName(measure), coverage })))
}

/** What was forecast of a figure so many months before, and what happened. Throws an InputError where nothing was. */
export function backtestForecastChart(result: BacktestResult, measure: Measure['id'], monthsAhead = 1): Chart {
  const { name, unit } = measures.find(({ id }) => id === measure)!
  const points = result.forecasts.filter(
    ({ measure: id, group, horizon }) => id === measure && isTotal(group) && horizon === monthsAhead,
  )
  if (points.length === 0) {
    throw new InputError(
      `The backtest has no forecast of ${name} ${monthsAhead} months ahead; its horizon is ${result.horizon}.`,
    )
  }
  return forecastChart(
    points.map((point) => ({ ...point, ...monthPeriod(point.month) })),
    { name, unit, currency: currencyOfAnyCode(result.currency), monthsAhead },
  )
}

/** Where outcomes of a figure fell among their forecast futures. Throws an InputError where none was judged. */
export function backtestPitChart({ scores }: BacktestResult, measure: Measure['id']): Chart {
  const score = scores.find((own) => own.measure === measure && isTotal(own.group))
  if (!score) throw new InputError(`The backtest has judged no forecast of ${measureName(measure)}.`)
  return pitChart(score.pitHistogram, { name: measureName(measure) })
}
