import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { compile as compile6 } from 'vega-lite'
// The package's main file requires Vega 5, which is not here; its modules need none to compile.
import { compile as compile5 } from 'vega-lite-5/build/src/index.js'
import { describe, expect, test } from 'vitest'

/** Front ends draw with Vega-Lite 5 (JupyterLab) or 6 (our pages, VS Code): every chart must be valid under both. */
const golden = join(import.meta.dirname, 'golden')
const names = readdirSync(golden).filter((name) => name.endsWith('.vegalite'))
const specOf = (name: string): object => JSON.parse(readFileSync(join(golden, name), 'utf8'))

const require = createRequire(import.meta.url)

function validatorOf(schemaFile: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: false })
  addFormats.default(ajv)
  // The schemas name a format that describes itself only.
  ajv.addFormat('color-hex', /^#([0-9a-f]{3}|[0-9a-f]{6})$/i)
  return ajv.compile(JSON.parse(readFileSync(require.resolve(schemaFile), 'utf8')))
}

const versions = [
  { version: 5, valid: validatorOf('vega-lite-5/build/vega-lite-schema.json'), compile: compile5 },
  { version: 6, valid: validatorOf('vega-lite/vega-lite-schema.json'), compile: compile6 },
] as const

function complaints(spec: object, compile: (spec: never, options: never) => unknown): string[] {
  const found: string[] = []
  const note = (...messages: readonly unknown[]) => {
    found.push(messages.map(String).join(' '))
    return logger
  }
  const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger }
  compile(spec as never, { logger } as never)
  return found
}

test('there is a golden specification of each chart', () => {
  const charts = readdirSync(join(import.meta.dirname, '../../src/chart')).filter((file) => file.endsWith('-chart.ts'))
  const heat = ['customer-heat-map.ts']
  const without = [...charts, ...heat]
    .map((file) => file.replace('.ts', '.vegalite'))
    .filter((name) => !names.includes(name))
  // Made of the same layers as the chart of one KPI's trend, and of no data.
  expect(without).toEqual(['empty-chart.vegalite', 'group-trend-chart.vegalite'])
})

describe.each(versions)('under Vega-Lite $version', ({ valid, compile }) => {
  test.each(names)('%s is valid and compiles without a word', (name) => {
    const spec = specOf(name)
    expect(valid(spec), JSON.stringify(valid.errors?.slice(0, 2))).toBe(true)
    expect(complaints(spec, compile)).toEqual([])
  })

  test('a specification with a mistake is refused', () => {
    const spec = { ...specOf(names[0]!), layer: [{ mark: { type: 'circel' }, encoding: {} }] }
    expect(valid(spec)).toBe(false)
  })
})
