import { describe, expect, test } from 'vitest'
import { calibrationChart } from '../../src/chart/calibration-chart.js'
import type { Chart } from '../../src/chart/chart.js'
import { coverageChart } from '../../src/chart/coverage-chart.js'
import { fittedSurvivalChart } from '../../src/chart/fitted-survival-chart.js'
import { type ForecastPoint, forecastChart } from '../../src/chart/forecast-chart.js'
import { paymentSpeedChart } from '../../src/chart/payment-speed-chart.js'
import { pitChart } from '../../src/chart/pit-chart.js'
import { currencyOf } from '../../src/money/currency.js'
import { monthPeriods } from './chart-periods.js'
import { drawn, hostileName } from './drawn-chart.js'
import { goldenText } from './golden.js'

const usd = currencyOf('USD')!

/** Forecasts around 100,000 and 110,000 in turn; the third outcome lies above its range. */
const forecasts = monthPeriods(6).map((period, index): ForecastPoint => {
  const middle = index % 2 === 0 ? 10_000_000 : 11_000_000
  const actual = index === 2 ? 13_000_000 : middle + 200_000
  return {
    ...period,
    actual,
    q05: middle - 1_500_000,
    q25: middle - 600_000,
    q50: middle,
    q75: middle + 600_000,
    q95: middle + 1_500_000,
  }
})

const survival = Array.from({ length: 100 }, (_, index) => ({
  day: index - 30,
  observed: 0.97 ** index,
  fitted: 0.968 ** index,
}))

const bins = [
  { from: 0.001, to: 0.01, expected: 400, paid: 402 },
  { from: 0.01, to: 0.05, expected: 400, paid: 380 },
  { from: 0.05, to: 0.4, expected: 400, paid: 520 },
]

const months = monthPeriods(8).map((period, index) => ({
  ...period,
  expected: 900,
  paid: index === 5 ? 700 : 905 + index,
}))

const rows = [
  {
    name: 'Cash collected',
    coverage: [
      { nominal: 0.5, share: 0.52, error: 0.09 },
      { nominal: 0.8, share: 0.78, error: 0.07 },
      { nominal: 0.9, share: 0.93, error: 0.05 },
    ],
  },
  {
    name: 'DSO',
    coverage: [
      { nominal: 0.5, share: 0.2, error: 0.07 },
      { nominal: 0.8, share: 0.5, error: 0.09 },
      { nominal: 0.9, share: 0.6, error: 0.09 },
    ],
  },
]

const charts: [string, Chart, string][] = [
  [
    'forecast-chart',
    forecastChart(forecasts, { name: 'Cash collected', unit: 'money', currency: usd, monthsAhead: 1 }),
    'Cash collected: 5 of 6 outcomes within the 90 % range forecast 1 month before',
  ],
  [
    'pit-chart',
    pitChart([9, 6, 3, 2, 1, 1, 2, 0, 1, 1], { name: 'DSO' }),
    'DSO: outcomes fell mostly below the forecasts',
  ],
  ['coverage-chart', coverageChart(rows), '3 of 6 ranges held clearly more or fewer outcomes than they should'],
  [
    'fitted-survival-chart',
    fittedSurvivalChart('mid, net 30', survival),
    'mid, net 30: fitted and seen differ by 2.4 points at most',
  ],
  [
    'calibration-chart',
    calibrationChart(bins),
    'In 1 of 3 tenths payments differ from what was expected by more than chance',
  ],
  [
    'payment-speed-chart',
    paymentSpeedChart(months),
    'In 1 of 8 months payments differ from what was expected by more than chance',
  ],
]

describe.each(charts)('%s', (name, chart, title) => {
  test('has the golden specification, and a title that says the finding', async () => {
    expect(chart.title).toBe(title)
    await expect(goldenText(chart)).toMatchFileSnapshot(`golden/${name}.vegalite`)
  })

  test('is drawn whole and without a warning, with its alt sentence', async () => {
    const svg = await drawn(chart)
    expect(svg).toContain('</svg>')
    expect(svg).toContain(chart.alt.slice(0, 40))
  })
})

test.each<[string, Chart]>([
  ['no forecast', forecastChart([], { name: 'DSO', unit: 'days', monthsAhead: 3 })],
  ['one forecast', forecastChart(forecasts.slice(0, 1), { name: 'DSO', unit: 'days', monthsAhead: 3 })],
  ['a hostile name', fittedSurvivalChart(hostileName, survival)],
  ['no days', fittedSurvivalChart('x', [])],
  ['no bins', calibrationChart([])],
  ['no months', paymentSpeedChart([])],
  ['level outcomes', pitChart(new Array<number>(10).fill(3), { name: 'Cash' })],
  ['one row', coverageChart(rows.slice(0, 1))],
])('is drawn without a warning: %s', async (_, chart) => {
  expect(await drawn(chart)).toContain('</svg>')
})

test.each([
  [[1, 1, 0, 0, 1, 4, 6, 7, 6, 5], 'outcomes fell mostly above the forecasts'],
  [[8, 7, 1, 0, 0, 1, 1, 1, 7, 8], 'outcomes fell too often outside: the ranges are narrow'],
  [[0, 0, 3, 6, 8, 8, 6, 3, 0, 0], 'outcomes fell too often in the middle: the ranges are wide'],
  [[3, 4, 3, 3, 2, 4, 3, 3, 4, 3], 'outcomes are spread as right forecasts would have them'],
])('outcomes by tenth %j: %s', (counts, words) => {
  expect(pitChart(counts, { name: 'DSO' }).title).toBe(`DSO: ${words}`)
})

test('a single outcome has its bands as bars and its median as a tick, for a line needs two', () => {
  const { spec } = forecastChart(forecasts.slice(0, 1), { name: 'DSO', unit: 'days', monthsAhead: 3 })
  const marks = (spec.layer as { mark: { type: string } }[]).map(({ mark }) => mark.type)
  expect(marks.filter((type) => type === 'bar')).toHaveLength(2)
  expect(marks).toContain('tick')
  const many = forecastChart(forecasts, { name: 'DSO', unit: 'days', monthsAhead: 3 }).spec.layer as {
    mark: { type: string }
  }[]
  expect(many.map(({ mark }) => mark.type)).not.toContain('bar')
})

test.each<[string, Chart, string]>([
  [
    'forecast',
    forecastChart(
      forecasts.filter((_, index) => index !== 2),
      { name: 'DSO', unit: 'days', monthsAhead: 3 },
    ),
    'q95',
  ],
  [
    'payment speed',
    paymentSpeedChart(months.map((month, index) => (index === 2 ? { ...month, expected: 0 } : month))),
    'high',
  ],
])('a month that is missing is a gap, in lines and in bands: %s', async (_, chart, upper) => {
  const joined = (
    chart.spec.layer as { mark: { type: string }; encoding: { y2?: { field: string }; detail?: object }; data: Rows }[]
  ).filter(({ mark }) => mark.type === 'line' || mark.type === 'area')
  for (const { encoding, data } of joined) {
    expect(encoding.detail).toEqual({ field: 'run', type: 'nominal' })
    expect(data.values.slice(0, 3).map(({ run }) => run)).toEqual([0, 0, 1])
  }
  expect(joined.map(({ encoding }) => encoding.y2?.field)).toContain(upper)
  expect(await drawn(chart)).toContain('</svg>')
})

interface Rows {
  readonly values: readonly { readonly run: number }[]
}
