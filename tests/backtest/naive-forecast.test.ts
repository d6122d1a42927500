import { describe, expect, it } from 'vitest'
import { measureOf } from '../../src/backtest/forecast-facts.js'
import { measures } from '../../src/backtest/measures.js'
import { NaiveForecaster } from '../../src/backtest/naive-forecast.js'
import { PastErrors } from '../../src/backtest/past-errors.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { groupLedger } from '../../src/facts/ledger-groups.js'
import { ledgerOf, type PlainInvoice } from '../behavior/plain-ledger.js'

const day = (iso: string) => dayFromIso(iso)!
const invoice = (iso: string, amount: number, paid?: string): PlainInvoice => ({
  customer: 0,
  issued: day(iso),
  due: day(iso) + 30,
  amount,
  postings: paid === undefined ? [] : [{ day: day(paid), kind: 'cash', amount }],
  disputes: [],
})

describe('the naive forecast', () => {
  // Paid after 40 days on average; 730 of sales in the year to 31 December 2023, 2 a day; one invoice of 100 is open.
  const ledger = ledgerOf(
    [{}],
    [
      invoice('2023-01-01', 300, '2023-02-10'),
      invoice('2023-09-20', 165, '2023-10-20'),
      invoice('2023-10-01', 165, '2023-11-20'),
      invoice('2023-12-10', 100),
      // After the origin: not known.
      invoice('2024-01-05', 100_000, '2024-01-06'),
    ],
    day('2024-03-31'),
  )
  const forecast = new NaiveForecaster(ledger, groupLedger(ledger, [])).forecast(day('2023-12-31'), 3)!
  const months = (id: string) =>
    [0, 1, 2].map((month) => measureOf(measures.find((measure) => measure.id === id)!, forecast, 0, month))

  it('pays what is open 40 days after its date, sells 2 a day and has that paid 40 days later', () => {
    // The open invoice is paid on 19 January; January's sales from 10 February on: 20 days; in March 31.
    expect(months('cash')).toEqual([100, 40, 62])
    expect(months('receivables')).toEqual([62, 62 + 58 - 40, 62 + 58 - 40 + 62 - 62])
  })

  it('has past due what is older than its terms of 30 days and not yet paid', () => {
    // At the end of February the sales of 21 to 29 January are 31 to 39 days old: nine days of 2.
    expect(months('past_due')).toEqual([0, 18, 18])
  })

  it('says nothing before anything was paid', () => {
    expect(new NaiveForecaster(ledger, groupLedger(ledger, [])).forecast(day('2023-01-31'), 3)).toBeNull()
  })
})

describe('the range of past errors', () => {
  it('takes only errors that were known at the origin, four at least', () => {
    const errors = new PastErrors()
    const keep = (origin: number, actual: number) => errors.keep('cash', { month: origin + 2, forecast: 100, actual })
    for (const [index, actual] of [90, 110, 105].entries()) keep(index, actual)
    expect([...errors.distribution('cash', 10, 200)]).toEqual([200])
    keep(3, 95)
    expect([...errors.distribution('cash', 4, 200)]).toEqual([200])
    expect([...errors.distribution('cash', 5, 200)]).toEqual([180, 190, 210, 220])
  })
})
