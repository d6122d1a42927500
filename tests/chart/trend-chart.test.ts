import { expect, test } from 'vitest'
import { renderSvg } from '../../src/chart/render-svg.js'
import { type TrendChartOptions, type TrendPoint, trendChart } from '../../src/chart/trend-chart.js'
import { compileWarnings } from './compile-spec.js'
import { goldenText } from './golden.js'

const dso: TrendChartOptions = { kpi: 'dso', name: 'DSO', unit: 'days', better: 'lower' }

/** Consecutive months from January 2012. */
function months(...values: readonly (number | null)[]): TrendPoint[] {
  return values.map((value, index) => ({
    month: `${2012 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
    value,
  }))
}

const year = [43.1, 42.4, 44.0, 43.6, 42.9, 42.2, 41.7, 42.5, 42.0, 41.4, 41.9, 41.2, 41.0]

test('the specification is the golden one, with a gap and a lone month', async () => {
  const chart = trendChart(months(43.1, 42.4, null, 43.6, null, 42.2, 41.7), dso)
  await expect(goldenText(chart)).toMatchFileSnapshot('golden/trend-chart.vegalite')
})

test.each<[string, TrendPoint[], Partial<TrendChartOptions>, string]>([
  ['lower is better', months(...year), {}, 'DSO improved 2.1 days over 12 months to 41.0'],
  ['higher is better', months(...year), { better: 'higher' }, 'DSO worsened 2.1 days over 12 months to 41.0'],
  ['a band takes no side', months(...year), { better: 'band' }, 'DSO fell 2.1 days over 12 months to 41.0'],
  [
    'per cent',
    months(80, 84.25),
    { unit: 'percent', better: 'higher' },
    'DSO improved 4.3 points over 1 month to 84.3 %',
  ],
  ['no change', months(40, 41, 40.04), {}, 'DSO held at 40.0 days over 2 months'],
  ['one month', months(null, 40), {}, 'DSO was 40.0 days in Feb 2012'],
  ['only the last year counts', months(99, ...year), {}, 'DSO improved 2.1 days over 12 months to 41.0'],
  ['an undefined year before', months(44, null, 43, 42), {}, 'DSO improved 2.0 days over 3 months to 42.0'],
  ['none', months(null, null), {}, 'DSO is not defined in any month of the past'],
])('the title says the finding: %s', (_, points, options, title) => {
  expect(trendChart(points, { ...dso, ...options }).title).toBe(title)
})

test('money needs a currency and comes in minor units', () => {
  const points = months(1_234_567_89, 1_134_567_89)
  const options: TrendChartOptions = { name: 'Past due', unit: 'money', better: 'lower' }
  expect(trendChart(points, { ...options, currency: { code: 'USD', decimals: 2 } }).title).toBe(
    'Past due improved 100,000 USD over 1 month to 1,134,568',
  )
  expect(() => trendChart(points, options)).toThrow('trendChart needs a currency for money')
})

test('the alt sentence tells the span, the ends, the extremes and the gaps', () => {
  expect(trendChart(months(43.1, null, 44, 41), dso).alt).toBe(
    'Line chart of DSO by month, Jan 2012 to Apr 2012: 43.1 days at first, 41.0 days at last, lowest 41.0 days in ' +
      'Apr 2012, highest 44.0 days in Mar 2012. It is not defined in 1 month: the gaps.',
  )
})

test.each([
  ['a year', months(...year)],
  ['one month', months(40)],
  ['constant', months(0, 0, 0)],
  ['gaps', months(1, null, 2, null, null, 3)],
  ['none', months(null)],
])('compiles without a warning: %s', async (_, points) => {
  const chart = trendChart(points, dso)
  expect(compileWarnings(chart.spec)).toEqual([])
  expect(await renderSvg(chart)).toContain('</svg>')
})
