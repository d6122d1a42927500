import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compileWarnings } from './compile-spec.js'
import { vegaLiteVersions } from './vega-lite-versions.js'

/** Front ends draw with Vega-Lite 5 (JupyterLab) or 6 (our pages, VS Code): every chart must be valid under both. */
const golden = join(import.meta.dirname, 'golden')
const names = readdirSync(golden).filter((name) => name.endsWith('.vegalite'))
const specOf = (name: string): object => JSON.parse(readFileSync(join(golden, name), 'utf8'))

test('there is a golden specification of each chart', () => {
  const charts = readdirSync(join(import.meta.dirname, '../../src/chart')).filter((file) => file.endsWith('-chart.ts'))
  const heat = ['customer-heat-map.ts']
  const without = [...charts, ...heat]
    .map((file) => file.replace('.ts', '.vegalite'))
    .filter((name) => !names.includes(name))
  // Made of the same layers as the chart of one KPI's trend, and of no data.
  expect(without).toEqual(['empty-chart.vegalite', 'group-trend-chart.vegalite'])
})

describe.each(vegaLiteVersions)('under Vega-Lite $version', ({ valid, compile }) => {
  test.each(names)('%s is valid and compiles without a word', (name) => {
    const spec = specOf(name)
    expect(valid(spec), JSON.stringify(valid.errors?.slice(0, 2))).toBe(true)
    expect(compileWarnings(spec, compile)).toEqual([])
  })

  test('a specification with a mistake is refused', () => {
    const spec = { ...specOf(names[0]!), layer: [{ mark: { type: 'circel' }, encoding: {} }] }
    expect(valid(spec)).toBe(false)
  })
})
