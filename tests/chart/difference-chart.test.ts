import { expect, test } from 'vitest'
import { type DifferenceChartOptions, differenceChart } from '../../src/chart/difference-chart.js'
import { renderSvg } from '../../src/chart/render-svg.js'
import { compileWarnings } from './compile-spec.js'
import { goldenText } from './golden.js'
import { sampleResult, sampleScenarios } from './sample-result.js'

const dso: DifferenceChartOptions = { kpi: 'dso', kpiName: 'DSO', unit: 'days' }
const badDebt: DifferenceChartOptions = { kpi: 'bad_debt_to_sales', kpiName: 'Bad debt to sales', unit: 'percent' }

test('the specification is the golden one', async () => {
  const short = sampleResult({ scenarios: sampleScenarios.slice(0, 2), historyMonths: 1, months: 2 })
  await expect(goldenText(differenceChart(short, dso))).toMatchFileSnapshot('golden/difference-chart.vegalite')
})

test('the title names the scenario with the largest clear effect', () => {
  expect(differenceChart(sampleResult(), dso).title).toBe('Net 45 raises DSO most, by 14.7 days in Jun 2014')
  expect(differenceChart(sampleResult(), { ...dso, scenarios: ['More calls'] }).title).toBe(
    'More calls lowers DSO by 2.6 days in Jun 2014',
  )
})

test('the title claims nothing that the paired range does not show', () => {
  expect(differenceChart(sampleResult(), { ...badDebt, scenarios: ['More calls'] }).title).toBe(
    'More calls does not clearly move bad debt to sales by Jun 2014',
  )
  const calls = [sampleScenarios[2]!, { ...sampleScenarios[2]!, name: 'Other calls' }]
  expect(differenceChart(sampleResult({ scenarios: calls }), badDebt).title).toBe(
    'No scenario clearly moves bad debt to sales by Jun 2014',
  )
})

test('the alt sentence gives every scenario its numbers', () => {
  const { alt } = differenceChart(sampleResult(), dso)
  expect(alt).toContain(
    'Net 45: +14.7 days on average in Jun 2014, 90 % of the differences between +13.2 and +16.3 days.',
  )
  expect(alt).toContain('More calls: −2.6 days on average in Jun 2014')
})

test('scenarios differ by dash as well as by colour', () => {
  const text = JSON.stringify(differenceChart(sampleResult(), dso).spec)
  const dashes = [...text.matchAll(/"strokeDash":(\[[\d,]+\])/g)].map(([, dash]) => dash)
  expect(new Set(dashes).size).toBe(3)
})

test.each([1, 2, 7])('compiles without a warning with %i scenarios', async (count) => {
  const scenarios = Array.from({ length: count }, (_, index) => ({
    name: `Terms ${index}`,
    effects: { dso: index - 2 },
  }))
  const chart = differenceChart(sampleResult({ scenarios }), dso)
  expect(compileWarnings(chart.spec)).toEqual([])
  expect(await renderSvg(chart)).toContain('</svg>')
})

test('months without a difference are left out; without any there is nothing to draw', () => {
  const result = sampleResult()
  const none = { mean: null, se: null, low: null, high: null, probabilityLower: null }
  const partly = result.differences.map((one) => (one.month === '2014-06' ? { ...one, ...none } : one))
  expect(differenceChart({ ...result, differences: partly }, dso).title).toMatch(/ in May 2014$/)
  const nothing = differenceChart({ ...result, differences: [] }, dso)
  expect(nothing.title).toBe('DSO of no scenario can be compared with the baseline')
  expect(compileWarnings(nothing.spec)).toEqual([])
})
