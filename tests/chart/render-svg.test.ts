import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Chart } from '../../src/chart/chart.js'
import { fanChart } from '../../src/chart/fan-chart.js'
import { renderSvg } from '../../src/chart/render-svg.js'
import { sampleResult, sampleScenarios } from './sample-result.js'

const fan = fanChart(sampleResult(), { kpi: 'dso', kpiName: 'DSO', unit: 'days', scenario: 'Net 45' })

/** A chart with a clip path and a gradient, which Vega numbers by a counter of the process. */
const clipped: Chart = {
  title: 'clipped',
  alt: 'clipped',
  spec: {
    data: {
      values: [
        { x: 1, y: 2 },
        { x: 2, y: 5 },
      ],
    },
    mark: {
      type: 'area',
      clip: true,
      color: {
        gradient: 'linear',
        stops: [
          { offset: 0, color: 'white' },
          { offset: 1, color: 'red' },
        ],
      },
    },
    encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
  },
}

test('the same chart gives the same bytes, also after others and at the same time as others', async () => {
  const [first] = await Promise.all([renderSvg(clipped), renderSvg(fan)])
  const [, again, other] = await Promise.all([renderSvg(fan), renderSvg(clipped), renderSvg({ ...clipped })])
  expect(again).toBe(first)
  expect(other).toBe(first)
  expect(await renderSvg(fan)).toBe(await renderSvg(fan))
})

test('two charts in one page share no id, and every reference has its target', async () => {
  const other: Chart = { ...clipped, spec: { ...clipped.spec, width: 321 } }
  const page = (await renderSvg(clipped)) + (await renderSvg(other))
  const ids = [...page.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id)
  expect(ids.length).toBe(4)
  expect(new Set(ids).size).toBe(4)
  for (const [, id] of page.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id)
})

test('the root is an image with the alt sentence', async () => {
  const svg = await renderSvg({ ...fan, alt: 'DSO < 50 & "fair"' })
  expect(svg).toMatch(/^<svg role="img" aria-label="DSO &lt; 50 &amp; &quot;fair&quot;" /)
})

test('a scenario name cannot leave its text', async () => {
  const name = '<script>alert(1)</script> "\'\\'
  const result = sampleResult({ scenarios: [{ ...sampleScenarios[0]!, name }] })
  const svg = await renderSvg(fanChart(result, { kpi: 'dso', kpiName: 'DSO', unit: 'days', scenario: name }))
  expect(svg).not.toContain('<script')
  expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('months do not depend on the time zone', async () => {
  const before = process.env.TZ
  try {
    const drawn: string[] = []
    for (const zone of ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
      process.env.TZ = zone
      drawn.push(await renderSvg(fan))
    }
    expect(drawn[1]).toBe(drawn[0])
    expect(drawn[2]).toBe(drawn[0])
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
})

test('a specification that Vega-Lite warns of is refused, and nothing is printed', async () => {
  const broken: Chart = {
    ...clipped,
    spec: { ...clipped.spec, encoding: { x: { field: 'x', type: 'quantitative' }, nonsense: {} } },
  }
  await expect(renderSvg(broken)).rejects.toThrow('the chart "clipped" cannot be drawn: ')
})

test('no file of the folder loads Vega when it is loaded itself', async () => {
  const folder = new URL('../../src/chart/', import.meta.url)
  for (const file of await readdir(folder)) {
    const text = await readFile(new URL(file, folder), 'utf8')
    expect(text, file).not.toMatch(/^import(?! type).*from 'vega/m)
    expect(text, file).not.toMatch(/^(const|let) .*= await /m)
  }
})
