import { addDays, day } from '../calendar/day.js'
import { monthsThrough } from '../calendar/period.js'
import { agingBuckets, factColumn, factCount } from '../facts/columns.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { rollForwardForecast } from '../roll-rates/roll-forward-forecast.js'
import type { ForecastFacts, PointForecaster } from './forecast-facts.js'

/** The aging buckets' Markov model: amounts move on as they did over the last months. For the company as a whole alone. */
export class RollRateForecaster implements PointForecaster {
  readonly name = 'roll-rate'

  constructor(private readonly ledger: LedgerData) {}

  forecast(origin: number, months: number): ForecastFacts | null {
    const { months: ahead } = rollForwardForecast(this.ledger, months, { through: day(origin) })
    const periods = monthsThrough(addDays(day(origin), 1), ahead[months - 1]!.end)
    const values = new Float64Array(months * factCount)
    ahead.forEach(({ sales, cash, writeOffs, receivables, buckets }, month) => {
      const row = month * factCount
      values[row + factColumn.credit_sales] = sales
      values[row + factColumn.cash_collected] = cash
      values[row + factColumn.write_offs] = writeOffs
      values[row + factColumn.receivables] = receivables
      agingBuckets.forEach(({ fact }, bucket) => {
        values[row + factColumn[fact]] = buckets[bucket]!
      })
    })
    return { periods, values }
  }
}
