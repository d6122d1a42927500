import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { backtest } from '../../src/backtest/backtest.js'
import { fitLedger } from '../../src/behavior/fit/fit-behavior.js'
import { fitReport } from '../../src/behavior/fit/fit-report.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { monthOf } from '../../src/calendar/month.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { backtestPage } from '../../src/report/backtest-page.js'
import { fitPage } from '../../src/report/fit-page.js'

const hostile = '<script>alert(1)</script>'

/** The page loads and runs nothing. */
function expectStill(page: string): void {
  expect(page).toContain(`Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"`)
  expect(page).not.toMatch(/<(?:script|link|img|image|iframe|object|embed|base|audio|video|form|use|foreignObject)\b/i)
  expect(page.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:/)
}

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger(fileURLToPath(new URL('../../data/demo', import.meta.url)))
})

describe('the page of a fit', () => {
  test('shows every segment, calibration, months, stand-outs, data and assumptions; names are escaped', async () => {
    const fit = fitLedger(ledger.data)
    const report = fitReport(ledger.data, fit)
    const named = { ...report, standOut: [{ ...report.standOut[0]!, id: hostile }, ...report.standOut.slice(1)] }
    const page = await fitPage(hostile, fit.behavior, named)
    expectStill(page)
    expect(page.match(/<svg/g)).toHaveLength(report.segments.length + 2)
    expect(page).toMatch(/<h1>18,9\d\d payments show how 6 segments of customers pay/)
    for (const { name, reason } of report.segments) {
      expect(page).toContain(name)
      expect(page).toContain(reason)
    }
    for (const word of ['growth a year', 'call: payments for 7 days', 'stated', 'May have stopped paying for good']) {
      expect(page).toContain(word)
    }
  })
})

describe('the page of a backtest', () => {
  test('gives the verdict, coverage, each figure, groups and the method', async () => {
    const options = { firstOrigin: monthOf(dayFromIso('2024-09-01')!), replicates: 60, threads: 1, by: ['region'] }
    const result = await backtest(ledger, options)
    const page = await backtestPage(hostile, result)
    expectStill(page)
    for (const sentence of result.verdict.slice(1, 3)) expect(page).toContain(sentence)
    // Coverage; and for each figure forecasts one and three months ahead, and where outcomes fell.
    expect(page.match(/<svg/g)).toHaveLength(1 + 4 * 3)
    for (const region of ['AMER', 'APAC', 'EMEA', 'LATAM']) expect(page).toContain(region)
    expect(page).toContain('continuous ranked probability score')
  }, 120_000)
})
