import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { VegaLiteSpec } from '../../src/chart/chart.js'
import { renderSvg } from '../../src/chart/render-svg.js'
import { escapeHtml } from '../../src/document/escape-html.js'

/**
 * All golden charts on one page, `out/gallery.html`, to be looked at after a change of the theme; and what must hold of each of
 * them: a finding as title, a sentence for those who do not see it, a name and a unit on every axis of values.
 */
const golden = join(import.meta.dirname, 'golden')
const out = join(import.meta.dirname, '../../out')
const names = readdirSync(golden)
  .filter((name) => name.endsWith('.vegalite'))
  .map((name) => name.replace('.vegalite', ''))
const specOf = (name: string): VegaLiteSpec => JSON.parse(readFileSync(join(golden, `${name}.vegalite`), 'utf8'))

interface Axis {
  readonly title?: string | null
  readonly labelExpr?: string
}

/** The axes of values that a reader sees, once each. */
function valueAxes(spec: VegaLiteSpec): Axis[] {
  const layers = spec.layer as { encoding?: Record<string, { type?: string; axis?: Axis | null }> }[]
  return layers
    .flatMap(({ encoding = {} }) => [encoding.x, encoding.y])
    .flatMap((channel) => (channel?.type === 'quantitative' && channel.axis ? [channel.axis] : []))
}

const figures: string[] = []

afterAll(() => {
  mkdirSync(out, { recursive: true })
  const style =
    'body{font:15px system-ui,sans-serif;margin:24px}figure{margin:0 0 36px}figcaption{max-width:760px;color:#52606d}'
  writeFileSync(
    join(out, 'gallery.html'),
    `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Charts of AR Lab</title><style>${style}</style><h1>Charts of AR Lab</h1>${figures.join('\n')}</html>\n`,
  )
})

describe.each(names)('%s', (name) => {
  const spec = specOf(name)
  const { text } = spec.title as { text: readonly string[] }
  const title = text.join(' ')
  const alt = String(spec.description)

  test('is in the gallery, with its sentence', async () => {
    const svg = await renderSvg({ title, alt, spec })
    expect(svg).toContain(`aria-label="${escapeHtml(alt)}"`)
    figures.push(`<figure><h2>${name}</h2>${svg}<figcaption>${escapeHtml(alt)}</figcaption></figure>`)
  })

  test('is titled by what it shows, with a sentence made of the data', () => {
    expect(title.length).toBeGreaterThan(15)
    expect(alt).toMatch(/\d/)
    expect(alt.length).toBeGreaterThan(60)
  })

  test('names what its axes count', () => {
    for (const { title, labelExpr } of valueAxes(spec)) {
      // An axis without a title carries its unit, or a name, on each label.
      if (title === null || title === undefined) expect(labelExpr).toMatch(/ %|days|\["/)
      else expect(title.length).toBeGreaterThan(2)
    }
  })
})
