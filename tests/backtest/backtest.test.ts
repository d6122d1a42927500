import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { backtest } from '../../src/backtest/backtest.js'
import type { BacktestResult, ForecastScore } from '../../src/backtest/result.js'
import { scoreMeasures } from '../../src/backtest/score-measures.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { type Month, monthOf } from '../../src/calendar/month.js'
import { Ledger } from '../../src/ledger/ledger.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { requirement } from '../requirements.js'

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))
const month = (label: string) => monthOf(dayFromIso(`${label}-01`)!)

/** What a backtest must show: 90 % ranges that hold 80 to 97 % of outcomes, and a CRPS below the naive forecast's. */
function checkScores(result: BacktestResult): void {
  const all = result.scores.filter(({ group }) => Object.keys(group).length === 0)
  expect(all.map(({ measure }) => measure)).toEqual(['cash', 'receivables', 'dso', 'past_due'])
  for (const { measure, coverage } of all) {
    const share = coverage.find(({ nominal }) => nominal === 0.9)!.share
    expect(share, measure).toBeGreaterThanOrEqual(0.8)
    expect(share, measure).toBeLessThanOrEqual(0.97)
  }
  for (const { measure, naive } of all.filter(({ measure }) => measure === 'cash' || measure === 'receivables')) {
    expect(naive!.ofNumber, measure).toBeGreaterThan(0)
  }
}

const file = path('../shared/data/ibm-late-payments.csv')
const sample = requirement('the published late-payments ledger', existsSync(file))

describe.skipIf(sample.skip)(`backtest of the real ledger from 2012-12 on${sample.note}`, () => {
  it('has ranges that hold, and beats the naive forecast on cash and receivables', async () => {
    const ledger = await openLedger(path('data/mappings/late-payments.yaml'), { source: file })
    const result = await backtest(ledger, { firstOrigin: month('2012-12'), threads: 1 })
    expect(result.origins[0]).toBe('2012-12')
    // December 2013 has invoices of its first two days alone and judges nothing.
    expect(result.through).toBe('2013-11')
    expect(result.losses).toBeNull()
    checkScores(result)
  }, 120_000)
})

describe('backtest of the demo ledger', () => {
  let ledger: Ledger
  let result: BacktestResult
  beforeAll(async () => {
    ledger = await openLedger(path('data/demo'))
    result = await backtest(ledger, { firstOrigin: month('2023-12'), threads: 1 })
  }, 240_000)

  it('has ranges that hold, and beats the naive forecast on cash and receivables', () => {
    checkScores(result)
  })

  it('judges losses of the open book, too', () => {
    const held = result.losses!.filter(({ actual, q05, q95 }) => actual >= q05 && actual <= q95)
    expect(held.length).toBeGreaterThanOrEqual(0.8 * result.losses!.length)
  })

  it('has every origin forecast as many months as have happened', () => {
    expect(result.origins).toHaveLength(12)
    const ofOrigin = (origin: string) =>
      result.forecasts.filter((each) => each.origin === origin && each.measure === 'cash')
    expect(ofOrigin('2023-12').map((each) => each.month)).toEqual(['2024-01', '2024-02', '2024-03'])
    expect(ofOrigin('2024-11').map((each) => each.month)).toEqual(['2024-12'])
  })

  it('knows nothing of what comes after an origin', async () => {
    // The same ledger, cut after June 2024: what was forecast before must not change by a bit.
    const cut = new Ledger(ledger.asOf(dayFromIso('2024-06-30')!).data)
    const before = await backtest(cut, { firstOrigin: month('2024-03'), threads: 1 })
    const forecast = (from: BacktestResult) =>
      from.forecasts
        .filter((each) => each.origin === '2024-03')
        .map(({ q05, q50, q95, mean, naive, rollRate }) => ({ q05, q50, q95, mean, naive, rollRate }))
    expect(forecast(before)).toEqual(forecast(result))
  }, 120_000)

  it('teeth: a simulator that takes its parameters for certain and its months for alike is caught', () => {
    // The forecasts' own spread cut to a third around their median.
    const isHeld = ({ q05, q50, q95, actual }: ForecastScore) => {
      const [low, high] = [q50 + (q05 - q50) / 3, q50 + (q95 - q50) / 3]
      return actual >= low && actual <= high
    }
    expect(result.forecasts.filter(isHeld).length / result.forecasts.length).toBeLessThan(0.7)
    const forecasts = result.forecasts.map((each) => ({ ...each, pit: isHeld(each) ? each.pit : 0 }))
    expect(() => checkScores({ ...result, scores: scoreMeasures(forecasts, [{}]) })).toThrow()
  })

  it('refuses spans that leave nothing to judge', async () => {
    await expect(backtest(ledger, { firstOrigin: month('2024-12') })).rejects.toThrow(
      'Forecasts can begin at the end of 2023-03 to 2024-11, not 2024-12: the ledger begins in 2023-01 and its last whole month is 2024-12.',
    )
    await expect(backtest(ledger, { through: month('2023-03') as Month })).rejects.toThrow(
      "The ledger's whole months end with 2023-03, which leaves none to judge a forecast by",
    )
  })
})
