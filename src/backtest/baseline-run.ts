import { addMonths, type Month, monthEnd, monthOf } from '../calendar/month.js'
import { placeOfMonth } from '../calendar/period.js'
import type { FactTable } from '../facts/fact-table.js'
import { measureOf, type PointForecaster } from './forecast-facts.js'
import { measures } from './measures.js'
import { PastErrors } from './past-errors.js'
import type { BaselineScore } from './result.js'
import { scoreBaseline } from './scores.js'

/** No fewer months of history will do: nothing can be learnt of how customers pay. */
export const fewestHistory = 3

/** Runs a baseline at every month end, so that at each origin its own past errors are known. */
export class BaselineRun {
  readonly #errors = new PastErrors()
  readonly #groups: number
  #current: ReturnType<PointForecaster['forecast']> = null
  #origin = 0

  constructor(
    private readonly forecaster: PointForecaster,
    private readonly facts: FactTable,
    private readonly through: Month,
    firstOrigin: Month,
  ) {
    this.#groups = forecaster.name === 'naive' ? facts.groups.length : 1
    const first = monthOf(facts.periods[0]!.start)
    for (let origin = first + fewestHistory - 1; origin < firstOrigin; origin++) this.forecast(origin as Month, 12)
  }

  forecast(origin: Month, months: number): void {
    const ahead = Math.min(months, this.through - origin)
    this.#origin = origin
    this.#current = ahead < 1 ? null : this.forecaster.forecast(monthEnd(origin), ahead)
    if (this.#current === null) return
    for (let group = 0; group < this.#groups; group++) {
      measures.forEach((measure, index) => {
        for (let month = 0; month < ahead; month++) {
          const period = placeOfMonth(this.facts.periods, addMonths(origin, month + 1))
          const forecast = measureOf(measure, this.#current!, group, month)
          const actual = measureOf(measure, this.facts, group, period)
          if (forecast === null || actual === null) continue
          this.#errors.keep(`${index} ${group} ${month}`, { month: origin + month + 1, forecast, actual })
        }
      })
    }
  }

  /** Of the forecast made last. */
  score(measure: number, group: number, month: number, actual: number): BaselineScore | null {
    if (this.#current === null || group >= this.#groups) return null
    const forecast = measureOf(measures[measure]!, this.#current, group, month)
    if (forecast === null) return null
    const members = this.#errors.distribution(`${measure} ${group} ${month}`, this.#origin, forecast)
    return scoreBaseline(forecast, actual, members)
  }
}
