import { describe, expect, test } from 'vitest'
import { type KpiTrendOptions, type KpiTrendPoint, kpiTrendChart } from '../../src/chart/kpi-trend-chart.js'
import { trendChart } from '../../src/chart/trend-chart.js'
import { monthly, monthPeriods, type PlainPeriod, quarterPeriods, weekPeriods, yearPeriods } from './chart-periods.js'
import { drawn, hostileName, textsOf } from './drawn-chart.js'
import { goldenText } from './golden.js'

const dso: KpiTrendOptions = { kpi: 'dso', name: 'DSO', unit: 'days', better: 'lower' }
const usd = { code: 'USD', decimals: 2 }

const year = [43.1, 42.4, 44.0, 43.6, 42.9, 42.2, 41.7, 42.5, 42.0, 41.4, 41.9, 41.2, 41.0]

function valued(periods: readonly PlainPeriod[], values: readonly (number | null)[]): KpiTrendPoint[] {
  return periods.map((period, index) => ({ ...period, value: values[index] ?? null }))
}

describe('the specification', () => {
  test('is the golden one, with a gap, a target and a band', async () => {
    const chart = kpiTrendChart(monthly(43.1, 42.4, null, 43.6, 42.2), {
      ...dso,
      target: { value: 42, label: '1.4 × the terms' },
      benchmark: { low: 40, high: 43, label: 'industry' },
    })
    await expect(goldenText(chart)).toMatchFileSnapshot('golden/kpi-trend-chart.vegalite')
  })

  test.each<[string, KpiTrendPoint[], Partial<KpiTrendOptions>]>([
    ['a year', monthly(...year), {}],
    ['one month', monthly(40), {}],
    [
      '60 months',
      valued(
        monthPeriods(60),
        Array.from({ length: 60 }, (_, index) => (index % 7 ? index : null)),
      ),
      {},
    ],
    ['all zero', monthly(0, 0, 0), { unit: 'count', better: 'neither' }],
    ['negative', monthly(-3, 4, -11), {}],
    ['quarters', valued(quarterPeriods(9), year), {}],
    ['years', valued(yearPeriods(4), year), {}],
    ['periods of weeks', valued(weekPeriods(40), [...year, ...year, ...year]), {}],
    ['long texts', monthly(...year), { name: hostileName, target: { value: 40, label: hostileName } }],
    [
      'labels of no known shape',
      monthly(1, 2).map((point, index) => ({ ...point, label: `${hostileName}${index}` })),
      {},
    ],
    ['much money', monthly(7e13, 9e13, 8e13), { unit: 'money', currency: usd }],
    ['an open band', monthly(...year), { benchmark: { low: null, high: 42, label: hostileName } }],
  ])('is drawn whole and without a warning: %s', async (_, points, options) => {
    expect(await drawn(kpiTrendChart(points, { ...dso, ...options }))).toContain('</svg>')
  })
})

describe('the finding', () => {
  test.each<[string, KpiTrendPoint[], Partial<KpiTrendOptions>, string]>([
    ['a year before', monthly(...year), {}, 'DSO improved 2.1 days since Jan 2012 to 41.0'],
    ['higher is better', monthly(...year), { better: 'higher' }, 'DSO worsened 2.1 days since Jan 2012 to 41.0'],
    ['neither', monthly(...year), { better: 'neither' }, 'DSO fell 2.1 days since Jan 2012 to 41.0'],
    ['a shorter past', monthly(44, null, 43, 42), {}, 'DSO improved 2.0 days since Jan 2012 to 42.0'],
    [
      'only the last year',
      valued(monthPeriods(15), [99, 98, ...year]),
      {},
      'DSO improved 2.1 days since Mar 2012 to 41.0',
    ],
    ['quarters', valued(quarterPeriods(6), [9, 8, 7, 6, 5, 4]), {}, 'DSO improved 4.0 days since Q2 2012 to 4.0'],
    ['years', valued(yearPeriods(3), [9, 8, 8.5]), {}, 'DSO worsened 0.5 days since 2013 to 8.5'],
    // 13 periods of 28 days: the one of 364 days before is the last but thirteen.
    ['weeks', valued(weekPeriods(14), [9, ...year]), {}, 'DSO worsened 32.0 days since P01 FY2012 to 41.0'],
    [
      'per cent',
      monthly(80, 84.25),
      { unit: 'percent', better: 'higher' },
      'DSO improved 4.3 points since Jan 2012 to 84.3 %',
    ],
    ['no change', monthly(40, 41, 40.04), {}, 'DSO held at 40.0 days since Jan 2012'],
    ['one period', monthly(null, 40), {}, 'DSO was 40.0 days in Feb 2012'],
    ['digits asked for', monthly(1.25, 1.5), { digits: 3 }, 'DSO worsened 0.250 days since Jan 2012 to 1.500'],
    ['none', monthly(null, null), {}, 'DSO is not defined in any period of the past'],
    ['no periods', [], {}, 'DSO is not defined in any period of the past'],
  ])('is the title: %s', (_, points, options, title) => {
    expect(kpiTrendChart(points, { ...dso, ...options }).title).toBe(title)
  })

  test('does not compare a period of which only a part is known', async () => {
    const [first, ...rest] = monthly(44, 43, 42)
    const last = { ...rest.pop()!, partial: true }
    const chart = kpiTrendChart([first!, ...rest, last], dso)
    expect(chart.title).toBe('DSO is 42.0 days in Mar 2012 so far')
    expect(textsOf(await drawn(chart))).not.toContain('improving')
    expect(kpiTrendChart([{ ...first!, partial: true }, ...rest, { ...last, partial: false }], dso).title).toBe(
      'DSO improved 1.0 days since Feb 2012 to 42.0',
    )
  })

  test('stands beside the last value, with a word and a shape for what it means', async () => {
    const svg = await drawn(kpiTrendChart(monthly(...year.slice(0, 11), 40.5, 41), dso))
    const texts = textsOf(svg)
    expect(texts).toContain('41.0 days')
    // 41.0 − 40.5 and 41.0 − 43.1
    expect(texts).toContain('+0.5 since Dec 2012')
    expect(texts).toContain('−2.1 since Jan 2012')
    expect(texts.filter((text) => text === 'degrading' || text === 'improving')).toEqual(['degrading', 'improving'])
    const shapes = JSON.stringify(kpiTrendChart(monthly(40.5, 41), dso).spec)
    expect(shapes).toContain('triangle-down')
    expect(shapes).not.toContain('triangle-up')
  })

  test.each<[string, number[], Partial<KpiTrendOptions>, string | null]>([
    ['lower', [40, 39], { better: 'lower' }, 'improving'],
    ['higher', [40, 39], { better: 'higher' }, 'degrading'],
    ['what is shown as no change', [40, 40.04], {}, 'flat'],
    // 100.00 and 100.40 with thousands beside them are both shown as 100.
    ['cents beside thousands', [500_000, 10_000, 10_040], { unit: 'money', currency: usd }, 'flat'],
    ['towards a band', [5, 3], { better: 'band', benchmark: { low: 1, high: 2, label: 'usual' } }, 'improving'],
    ['out of a band', [1.5, 0.2], { better: 'band', benchmark: { low: 1, high: null, label: 'usual' } }, 'degrading'],
    ['within a band', [1.1, 1.9], { better: 'band', benchmark: { low: 1, high: 2, label: 'usual' } }, 'flat'],
    [
      'a band does not turn a direction',
      [5, 6],
      { better: 'higher', benchmark: { low: 1, high: 2, label: 'x' } },
      'improving',
    ],
    ['no good side', [5, 3], { better: 'neither' }, null],
  ])('is judged by the KPI’s own direction: %s', (_, values, options, word) => {
    const { alt } = kpiTrendChart(monthly(...values), { ...dso, ...options })
    expect(/(improving|degrading|flat)\./.exec(alt)?.[1] ?? null).toBe(word)
  })

  test('stands in the alt sentence with all its numbers', () => {
    const chart = kpiTrendChart(valued(monthPeriods(14), [43.1, 42, ...year.slice(2, 12), null, 41.5]), {
      ...dso,
      target: { value: 40, label: 'plan' },
      benchmark: { low: null, high: 45, label: 'industry' },
    })
    expect(chart.alt).toBe(
      'Line chart of DSO, Jan 2012 to Feb 2013: 43.1 days at first, 41.5 days at last, lowest 41.2 days in Dec 2012, ' +
        'highest 44.0 days in Mar 2012. Since Feb 2012, a year before: −0.5 days (−1.2 %), improving. The target of 40.0 ' +
        'days is missed by 1.5 days. The last value lies within the benchmark of up to 45.0 days. It is not defined in 1 ' +
        'period: the gaps.',
    )
    expect(kpiTrendChart(monthly(null, 3), dso).alt).toBe('Chart of DSO with one point: 3.0 days in Feb 2012.')
  })

  test.each<[Partial<KpiTrendOptions>, string]>([
    [{ target: { value: 41.04, label: 'plan' } }, 'The target of 41.0 days is met.'],
    [{ target: { value: 41, label: 'plan' }, better: 'higher' }, 'The target of 41.0 days is met.'],
    [{ target: { value: 43, label: 'plan' }, better: 'higher' }, 'The target of 43.0 days is missed by 2.0 days.'],
    [
      { benchmark: { low: 42, high: null, label: 'x' } },
      'The last value lies below the benchmark of 42.0 days or more.',
    ],
    [{ benchmark: { low: 30, high: 40, label: 'x' } }, 'The last value lies above the benchmark of 30.0 to 40.0 days.'],
  ])('says whether the level is kept: %j', (options, sentence) => {
    expect(kpiTrendChart(monthly(...year), { ...dso, ...options }).alt).toContain(sentence)
  })
})

test('points may come in any order', () => {
  const points = monthly(...year)
  expect(kpiTrendChart([...points].reverse(), dso)).toEqual(kpiTrendChart(points, dso))
})

test('periods that do not follow one another are not joined', () => {
  const [first, second, , fourth] = monthly(1, 2, 3, 4)
  const runs = kpiTrendChart([first!, second!, fourth!], dso).spec.layer as { data: { values: { run: number }[] } }[]
  expect(runs[0]!.data.values.map(({ run }) => run)).toEqual([0, 0, 1])
})

test('the line is that of trendChart', () => {
  const points = monthly(43.1, null, 44, 41)
  const values = (spec: Readonly<Record<string, unknown>>) =>
    (spec.layer as { data: { values: { value: number; run: number }[] } }[])[0]!.data.values.map(({ value, run }) => [
      value,
      run,
    ])
  const older = trendChart(
    points.map(({ label, value }) => ({ month: label, value })),
    dso,
  )
  expect(values(kpiTrendChart(points, dso).spec)).toEqual(values(older.spec))
})

test('money needs a currency', () => {
  expect(() => kpiTrendChart(monthly(1), { ...dso, unit: 'money' })).toThrow('kpiTrendChart needs a currency for money')
})
