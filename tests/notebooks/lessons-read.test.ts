import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { VegaLiteSpec } from '../../src/chart/chart.js'
import { compileWarnings } from '../chart/compile-spec.js'
import { vegaLiteVersions } from '../chart/vega-lite-versions.js'
import { root } from '../cli/run-arlab.js'
import { lesson, lessonNames, outputsOf } from './lesson-files.js'

describe.each(lessonNames)('%s', (name) => {
  const notebook = lesson(name)
  const words = notebook.cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .map(({ source }) => source)
    .join('\n')

  test('says what one learns, asks something, and sums up', () => {
    expect(words).toMatch(/^# \d+ · /)
    expect(words).toMatch(/\*\*You will learn\*\*\n\n(- .*\n){3}/)
    expect(words).toMatch(/## To remember\n\n[-|]/)
    const tags = notebook.cells.flatMap(({ metadata }) => (metadata.tags as string[] | undefined) ?? [])
    expect(tags).toContain('parameters')
    expect(tags).toContain('answer')
  })

  test('links to lessons and files that are there', () => {
    const links = [...words.matchAll(/\]\(([^)]+\.ipynb)\)/g)].map((match) => match[1]!)
    const files = notebook.cells.flatMap(({ source }) =>
      [...source.matchAll(/'\.\.\/([\w./-]+)'/g)].map((match) => match[1]!),
    )
    for (const link of links) expect(existsSync(join(root, 'notebooks', link)), link).toBe(true)
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true)
    if (name !== lessonNames.at(-1)) expect(links).toContain(lessonNames[lessonNames.indexOf(name) + 1])
  })

  test('runs on the kernel of AR Lab, with cells that keep their names', () => {
    expect(notebook.metadata.kernelspec).toMatchObject({ name: 'arlab', display_name: 'TypeScript (AR Lab)' })
    const ids = notebook.cells.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).not.toContain(undefined)
  })

  test('its charts are valid under Vega-Lite 5 and 6, each with a picture and its sentence', () => {
    const specs = outputsOf(notebook, 'application/vnd.vegalite.v5+json') as VegaLiteSpec[]
    const pictures = outputsOf(notebook, 'image/svg+xml') as (string | string[])[]
    expect(pictures).toHaveLength(specs.length)
    specs.forEach((spec, index) => {
      for (const { version, valid } of vegaLiteVersions) {
        expect(valid(spec), `Vega-Lite ${version}: ${JSON.stringify(valid.errors?.at(-1))}`).toBe(true)
      }
      expect(compileWarnings(spec)).toEqual([])
      const svg = [pictures[index]!].flat().join('')
      expect(svg).toMatch(/^<svg role="img" aria-label="[^"]{40,}"/)
    })
  })

  test('names no place of a machine and no time', () => {
    const text = JSON.stringify(notebook)
    expect(text).not.toMatch(/\/(?:home|tmp|work|Users|root)\//)
    expect(text).not.toMatch(/image\/png/)
  })
})
