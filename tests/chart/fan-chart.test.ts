import { describe, expect, test } from 'vitest'
import { type FanChartOptions, fanChart } from '../../src/chart/fan-chart.js'
import { renderSvg } from '../../src/chart/render-svg.js'
import type { KpiSpread, SimulationResult } from '../../src/scenario/result.js'
import { noSpread } from '../../src/scenario/spread.js'
import { compileWarnings } from './compile-spec.js'
import { goldenText } from './golden.js'
import { sampleResult, sampleScenarios } from './sample-result.js'

const dso: FanChartOptions = { kpi: 'dso', kpiName: 'DSO', unit: 'days', scenario: 'Net 45' }
const short = sampleResult({ scenarios: sampleScenarios.slice(0, 1), historyMonths: 3, months: 2 })

/** The same result with one KPI of all scenarios undefined in some months. */
function undefinedIn(result: SimulationResult, kpi: string, months: readonly string[]): SimulationResult {
  const series = (spread: KpiSpread): KpiSpread =>
    spread.kpi === kpi && months.includes(spread.month)
      ? { kpi, group: spread.group, month: spread.month, defined: 0, ...noSpread }
      : spread
  return { ...result, scenarios: result.scenarios.map((one) => ({ ...one, series: one.series.map(series) })) }
}

describe('the specification', () => {
  test('is the golden one', async () => {
    await expect(goldenText(fanChart(short, dso))).toMatchFileSnapshot('golden/fan-chart.vegalite')
  })

  test.each([
    ['a scenario', sampleResult(), dso],
    ['the baseline', sampleResult(), { ...dso, scenario: 'baseline' }],
    ['per cent', sampleResult(), { ...dso, kpi: 'cei', kpiName: 'CEI', unit: 'percent' }],
    ['money', sampleResult(), { ...dso, kpi: 'total_past_due', kpiName: 'Past due', unit: 'money' }],
    ['no history', sampleResult({ historyMonths: 0 }), dso],
    ['one month', sampleResult({ historyMonths: 0, months: 1 }), dso],
    ['long', sampleResult({ historyMonths: 120, months: 60 }), { ...dso, historyMonths: 120 }],
    ['nothing defined', undefinedIn(short, 'dso', ['2013-07', '2013-08']), dso],
  ] as const)('compiles without a warning: %s', async (_, result, options) => {
    const chart = fanChart(result, options)
    expect(compileWarnings(chart.spec)).toEqual([])
    expect(await renderSvg(chart)).toContain('</svg>')
  })

  test('holds nothing but plain data', () => {
    const { spec } = fanChart(sampleResult(), dso)
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec)
  })
})

describe('the finding', () => {
  test('says where the KPI ends and how far that is from the baseline', () => {
    expect(fanChart(sampleResult(), dso).title).toBe('DSO reaches 46.0 days by Jun 2014, 14.7 days above the baseline')
  })

  test('claims no side where the paired range holds zero', () => {
    const options: FanChartOptions = {
      kpi: 'bad_debt_to_sales',
      kpiName: 'Bad debt to sales',
      unit: 'percent',
      scenario: 'More calls',
    }
    expect(fanChart(sampleResult(), options).title).toBe(
      'Bad debt to sales reaches 1.05 % by Jun 2014, not clearly below the baseline',
    )
  })

  test('of the baseline compares it with nothing', () => {
    expect(fanChart(sampleResult(), { ...dso, scenario: 'baseline' }).title).toBe(
      "On today's policy DSO is 31.3 days by Jun 2014",
    )
  })

  test('stands in the alt sentence with all its numbers', () => {
    expect(fanChart(sampleResult(), dso).alt).toBe(
      'Line and fan chart. DSO was 34.5 days in Jul 2011 and 30.2 days in Jun 2013. Under Net 45 the median goes ' +
        'from 37.8 days in Jul 2013 to 46.0 days in Jun 2014, where 90 % of the futures lie between 38.0 and ' +
        "54.0 days. The baseline's median is then 31.3 days. Future by future the scenario lies 14.7 days " +
        'above it on average (90 % between +13.2 and +16.3 days).',
    )
  })

  test('is about the last month in which the KPI is defined', () => {
    const result = undefinedIn(sampleResult(), 'dso', ['2014-05', '2014-06'])
    expect(fanChart(result, dso).title).toMatch(/^DSO reaches [\d.]+ days by Apr 2014, /)
  })

  test('of a KPI that is never defined says so', () => {
    const result = undefinedIn(short, 'dso', ['2013-07', '2013-08'])
    expect(fanChart(result, dso).title).toBe('DSO is not defined in any simulated month of Net 45')
  })

  test('says for how many replicates the last month stands', () => {
    const series = short.scenarios[1]!.series.map((spread) => ({ ...spread, defined: 912 }))
    const result = { ...short, scenarios: [short.scenarios[0]!, { ...short.scenarios[1]!, series }] }
    expect(JSON.stringify(fanChart(result, dso).spec.title).replaceAll('","', ' ')).toContain(
      'Only 912 of them define the KPI in the last month.',
    )
  })
})

interface DrawnLayer {
  readonly mark: { readonly type: string }
  readonly data: { readonly values: readonly Readonly<Record<string, unknown>>[] }
}

function layers(result: SimulationResult, type: string): DrawnLayer[] {
  return (fanChart(result, dso).spec.layer as DrawnLayer[]).filter(({ mark }) => mark.type === type)
}

describe('the picture', () => {
  test('opens the fan from the last known value', () => {
    const [band] = layers(short, 'area')
    const last = short.history.filter(({ kpi }) => kpi === 'dso').at(-1)!.value!
    expect(band!.data.values[0]).toMatchObject({
      month: '2013-06-01',
      q05: expect.closeTo(last, 3),
      q95: expect.closeTo(last, 3),
    })
  })

  test('shows a month that is both past in part and simulated to its end once, as simulated', () => {
    const overlapping = {
      ...short,
      history: [...short.history, { kpi: 'dso', group: {}, month: '2013-07', value: 99 }],
    }
    expect(fanChart(overlapping, dso)).toEqual(fanChart(short, dso))
  })

  test('leaves a gap where no replicate defines the KPI', () => {
    const [band] = layers(undefinedIn(sampleResult(), 'dso', ['2013-10']), 'area')
    const months = band!.data.values.map(({ month, run }) => `${month} ${run}`)
    expect(months.slice(0, 6)).toEqual([
      '2013-06-01 0',
      '2013-07-01 0',
      '2013-08-01 0',
      '2013-09-01 0',
      '2013-11-01 1',
      '2013-12-01 1',
    ])
  })

  test('has one value axis for all scenarios', () => {
    const domain = (scenario: string) =>
      JSON.stringify(fanChart(sampleResult(), { ...dso, scenario }).spec).match(/"domain":\[[\d.]+,[\d.]+\]/)![0]
    expect(domain('More calls')).toBe(domain('Net 45'))
  })
})

test('an unknown scenario or KPI is refused with the names there are', () => {
  expect(() => fanChart(short, { ...dso, scenario: 'Net 46' })).toThrow(
    'no scenario "Net 46" in the result; it has baseline, Net 45',
  )
  expect(() => fanChart(short, { ...dso, kpi: 'dsso' })).toThrow('has no KPI "dsso" for all; it has dso, cei,')
})

test('money is in major units of the result', () => {
  const options: FanChartOptions = { ...dso, kpi: 'total_past_due', kpiName: 'Past due', unit: 'money' }
  expect(fanChart(sampleResult(), options).title).toBe(
    'Past due reaches 463,572 USD by Jun 2014, 63,726 USD above the baseline',
  )
  const yen = { ...sampleResult(), currency: 'JPY' }
  expect(fanChart(yen, options).title).toMatch(/^Past due reaches 46,357,\d{3} JPY/)
})

test('a group is named', () => {
  const group = { region: 'EMEA' }
  const result: SimulationResult = {
    ...short,
    history: short.history.map((point) => ({ ...point, group })),
    scenarios: short.scenarios.map((one) => ({ ...one, series: one.series.map((spread) => ({ ...spread, group })) })),
    differences: short.differences.map((one) => ({ ...one, group })),
  }
  expect(fanChart(result, { ...dso, group }).title).toMatch(/^DSO of region EMEA reaches /)
})
