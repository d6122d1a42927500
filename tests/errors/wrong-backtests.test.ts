import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { backtestForecastChart, backtestPitChart } from '../../src/analysis/backtest-charts.js'
import { type BacktestOptions, backtest } from '../../src/backtest/backtest.js'
import { readBehavior } from '../../src/behavior/behavior.js'
import { fitBehavior } from '../../src/behavior/fit/fit-behavior.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { monthOf } from '../../src/calendar/month.js'
import { InputError } from '../../src/document/input-error.js'
import { Ledger } from '../../src/ledger/ledger.js'
import { ledgerOf } from '../behavior/plain-ledger.js'
import { runArlab } from '../cli/run-arlab.js'
import { demoLedger } from '../scenario/demo-ledger.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-errors-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const month = (label: string) => monthOf(dayFromIso(`${label}-01`)!)
const day = (iso: string) => dayFromIso(iso)!

/** Five months with an invoice on their last day, each paid within a month. */
const invoices = ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31'].map((iso) => ({
  customer: 0,
  issued: day(iso),
  due: day(iso) + 15,
  amount: 1000,
  postings: [{ day: day(iso) + 20, kind: 'cash' as const, amount: 1000 }],
  disputes: [],
}))
const ledger = new Ledger(ledgerOf([{}], invoices, day('2024-06-30')))

test.each<[string, BacktestOptions]>([
  ['A backtest looks 1 to 24 months ahead, not 0.', { horizon: 0 }],
  ['A backtest looks 1 to 24 months ahead, not 2.5.', { horizon: 2.5 }],
  ['A backtest needs 20 to 100,000 futures per origin, not 3.', { replicates: 3 }],
  [
    "The ledger's whole months end with 2024-05, which leaves none to judge a forecast by: it takes at least 12 months of history and one after, or fewer with --origins.",
    {},
  ],
  [
    'Forecasts can begin at the end of 2024-03 to 2024-04, not 2024-05: the ledger begins in 2024-01 and its last whole month is 2024-05.',
    { firstOrigin: month('2024-05') },
  ],
])('%s', async (message, options) => {
  await expect(backtest(ledger, options)).rejects.toThrow(new InputError(message))
})

test('a month that is none is refused', () => {
  const { code, stderr } = runArlab('backtest', 'data/demo', '--first-origin', '2024-13')
  expect([code, stderr]).toEqual([2, expect.stringContaining('It must be a month like 2023-12.')])
})

test('a ledger in which nothing was paid teaches nothing', () => {
  const unpaid = invoices.map((invoice) => ({ ...invoice, postings: [] }))
  expect(() => fitBehavior(ledgerOf([{}], unpaid, day('2024-06-30')))).toThrow(
    new InputError(
      'No invoice was paid by 2024-06-30, so nothing can be learnt of how customers pay; ' +
        'check that the ledger has payments and applications, or state the behaviour in a file.',
    ),
  )
})

test.each([
  ['{ value: 0.3, low: 0.5, high: 0.1, provenance: stated }', 'low must not be above high'],
  ['{ value: 0.3, low: 0.1, provenance: stated }', 'low and high belong together'],
])('a frailty of %s is refused: %s', (frailty, reason) => {
  const file = join(folder, 'behavior.yaml')
  writeFileSync(
    file,
    `schema: arlab/behavior/1
currency: USD
writeOff: { daysPastDue: 120 }
segments: [{ name: all, hazard: [{ from: 0, daily: 0.1, provenance: stated }], frailty: ${frailty} }]
customers: [{ id: C1, segment: all, netDays: 30, ordersPerDay: 1, logAmountMean: 9, logAmountDeviation: 1 }]
`,
  )
  expect(() => readBehavior(file)).toThrow(`"segments.0.frailty" is wrong: ${reason}.`)
})

test('a chart of what the backtest did not judge is refused', async () => {
  const all = await backtest(await demoLedger(), { origins: 1, horizon: 1, replicates: 20, threads: 1 })
  expect(() => backtestForecastChart(all, 'dso', 2)).toThrow(
    new InputError('The backtest has no forecast of DSO 2 months ahead; its horizon is 1.'),
  )
  expect(() => backtestPitChart({ ...all, scores: [] }, 'cash')).toThrow(
    new InputError('The backtest has judged no forecast of Cash collected.'),
  )
})
