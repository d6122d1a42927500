import { parse, View } from 'vega'
import { compile } from 'vega-lite'
import { describe, expect, test } from 'vitest'
import { sliderChart } from '../../src/chart/slider-chart.js'
import { noLevers } from '../../src/scenario/file/lever-setting.js'
import { scenarioGrid } from '../../src/scenario/file/scenario-grid.js'
import { drawn, textsOf } from './drawn-chart.js'
import { goldenText } from './golden.js'
import { sampleResult } from './sample-result.js'

const options = { kpi: 'dso', kpiName: 'DSO', unit: 'days', labels: { 'terms.net': 'Net days' } } as const
const grid = scenarioGrid(noLevers, { 'terms.net': [15, 30, 45], 'collections.hazard_multiplier': [1, 1.3] })
const result = sampleResult({
  historyMonths: 3,
  months: 4,
  scenarios: grid.cells.map(({ scenario, values: [net, effort] }) => ({
    name: scenario.name,
    effects: { dso: net! - 30 - 10 * (effort! - 1) },
  })),
})
const chart = sliderChart(result, grid, { ...options, start: [30, 1] })

describe('a grid of scenarios under sliders', () => {
  test('the specification is the golden one', async () => {
    await expect(goldenText(chart)).toMatchFileSnapshot('golden/slider-chart.vegalite')
  })

  test('the picture shows where the sliders stand at first, the title how far it goes', async () => {
    const texts = textsOf(await drawn(chart))
    expect(chart.title).toMatch(/\(Net days 15, collections\.hazard_multiplier 1\.3\) to .* \(Net days 45, .* 1\)$/)
    expect(texts.filter((text) => text.includes('against the baseline'))).toEqual([
      expect.stringMatching(/^34\.6 days \(.* to .*\); 0\.0 \(.*\) against the baseline$/),
    ])
    expect(texts.join(' ')).toContain('In print: Net days 30, collections.hazard_multiplier 1.')
  })

  test('each place of the sliders shows its own cell, also one that the browser reaches by adding steps', async () => {
    const view = new View(parse(compile(chart.spec as never).spec), { renderer: 'none' })
    const seen: string[] = []
    for (const { values } of grid.cells) {
      view.signal('setting0', values[0]!).signal('setting1', 1 + (values[1]! - 1) * (1 + 1e-13))
      await view.runAsync()
      const shown = textsOf(await view.toSVG()).filter((text) => text.includes('against the baseline'))
      expect(shown).toHaveLength(1)
      seen.push(shown[0]!)
    }
    view.finalize()
    expect(new Set(seen).size).toBe(grid.cells.length)
  })

  test('uneven values are a list to choose from', () => {
    const uneven = scenarioGrid(noLevers, { 'terms.net': [15, 30, 90] })
    const scenarios = uneven.cells.map(({ scenario }) => ({ name: scenario.name, effects: {} }))
    const params = sliderChart(sampleResult({ scenarios }), uneven, options).spec.params as { bind: object }[]
    expect(params[0]!.bind).toEqual({ input: 'select', name: 'Net days ', options: [15, 30, 90] })
  })

  test('a cell that was not simulated is named', () => {
    expect(() => sliderChart(sampleResult(), grid, options)).toThrow('no scenario "net 15, hazard multiplier 1"')
  })
})
