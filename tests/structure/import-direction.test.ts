import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/** What simulations stand on. */
const belowScenario = [
  'store',
  'behavior',
  'statistics',
  'runtime',
  'engine',
  'ledger',
  'facts',
  'kpi',
  'document',
  'calendar',
  'money',
]

/**
 * Which folders of src each folder may import from; its own is always allowed. `engine` runs in a browser too, so it may
 * use only the list of fact columns and pure calendar helpers, and no package and nothing of Node at all.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  money: [],
  calendar: [],
  document: [],
  ledger: ['document', 'calendar', 'money'],
  facts: ['ledger', 'document', 'calendar', 'money'],
  quality: ['ledger', 'facts', 'document', 'calendar', 'money'],
  kpi: ['facts', 'document', 'calendar', 'money'],
  bridge: ['statistics', 'ledger', 'facts', 'kpi', 'document', 'calendar', 'money'],
  audit: ['ledger', 'facts', 'kpi', 'document', 'calendar', 'money'],
  collections: ['ledger', 'facts', 'kpi', 'document', 'calendar', 'money'],
  behavior: ['statistics', 'ledger', 'facts', 'kpi', 'document', 'calendar', 'money'],
  'roll-rates': ['statistics', 'ledger', 'facts', 'kpi', 'document', 'calendar', 'money'],
  survival: ['statistics', 'ledger', 'facts', 'document', 'calendar', 'money'],
  export: ['ledger', 'facts', 'kpi', 'document', 'calendar', 'money'],
  engine: ['facts/columns.ts', 'calendar'],
  runtime: ['engine', 'facts/columns.ts'],
  store: ['runtime', 'engine', 'facts', 'document'],
  scenario: belowScenario,
  decision: ['scenario', ...belowScenario],
  results: ['decision', 'scenario', 'store', 'runtime', 'behavior', 'quality', 'document'],
  chart: ['survival', 'decision', 'scenario', 'facts', 'kpi', 'document', 'calendar', 'money'],
  backtest: [
    'scenario',
    'behavior',
    'roll-rates',
    'runtime',
    'engine',
    'ledger',
    'facts',
    'kpi',
    'document',
    'calendar',
    'money',
  ],
  statistics: [],
  analysis: [
    'backtest',
    'chart',
    'collections',
    'bridge',
    'export',
    'ledger',
    'facts',
    'kpi',
    'document',
    'calendar',
    'money',
  ],
  page: ['chart', 'document'],
  report: [
    'page',
    'analysis',
    'backtest',
    'behavior',
    'chart',
    'collections',
    'decision',
    'scenario',
    'quality',
    'ledger',
    'facts',
    'kpi',
    'document',
    'calendar',
    'money',
  ],
  notebook: ['page', 'chart', 'analysis', 'scenario', 'facts', 'kpi', 'document', 'money'],
  demo: ['calendar', 'money'],
  classroom: ['lesson', 'notebook', 'document'],
  lesson: [
    'notebook/display/display-bundle.ts',
    'demo/draws.ts',
    'roll-rates',
    'survival',
    'ledger',
    'facts',
    'kpi',
    'document',
    'calendar',
    'money',
  ],
  cli: ['*'],
  'index.ts': ['*'],
}

/** Packages that may be imported in one folder only. */
const keptIn: Readonly<Record<string, readonly string[]>> = {
  'decimal.js': ['money'],
  tslab: ['notebook'],
  zeromq: ['notebook'],
  vega: ['chart'],
  '@resvg/resvg-js': ['chart'],
  'vega-lite': ['chart'],
  'danfojs-node': ['ledger'],
  '@duckdb/node-api': ['ledger', 'export', 'store'],
  yazl: ['export'],
  tinypool: ['runtime'],
  'date-holidays': ['calendar'],
  'markdown-it': ['notebook'],
  'sanitize-html': ['notebook'],
  commander: ['cli'],
  'ml-matrix': ['roll-rates', 'survival', 'behavior'],
  'cli-progress': ['cli'],
  'cli-table3': ['cli'],
}

interface Import {
  readonly file: string
  readonly folder: string
  /** A path below src, or the name of a package. */
  readonly target: string
  readonly isOwn: boolean
}

const src = fileURLToPath(new URL('../../src', import.meta.url))

function importsOf(file: string, text: string): Import[] {
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport|\bimport\(|require\()\s*'([^']+)'/g)].map(
    (match) => match[1]!,
  )
  return specifiers.map((specifier) => {
    const isOwn = specifier.startsWith('.')
    const target = isOwn
      ? relative(src, resolve(join(src, dirname(file)), specifier))
          .split(sep)
          .join('/')
          .replace(/\.js$/, '.ts')
      : specifier
    return { file, folder: file.split('/')[0]!, target, isOwn }
  })
}

function violations(imports: readonly Import[]): string[] {
  return imports.flatMap(({ file, folder, target, isOwn }) => {
    if (isOwn) {
      const targetFolder = target.split('/')[0]!
      const rule = allowed[folder]
      if (!rule) return [`${file}: the folder ${folder} has no rule here yet`]
      const fine = targetFolder === folder || rule.includes('*') || rule.includes(targetFolder) || rule.includes(target)
      return fine ? [] : [`${file} imports ${target}`]
    }
    const name = target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : target.split('/')[0]!
    if (folder === 'engine') return [`${file} imports ${target}, but the engine runs without packages and Node`]
    const only = keptIn[name]
    return only && !only.includes(folder) ? [`${file} imports ${target}, which belongs in ${only.join(', ')}`] : []
  })
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(sep).join('/'))
const imports = files.flatMap((file) => importsOf(file, readFileSync(join(src, file), 'utf8')))

describe('Imports', () => {
  test('go down the order of dependency and never back', () => {
    expect(imports.length).toBeGreaterThan(300)
    expect(violations(imports)).toEqual([])
  })

  test('an import that goes back is found', () => {
    const back = [
      ...importsOf('ledger/x.ts', "import { simulate } from '../scenario/simulate.js'"),
      ...importsOf('engine/x.ts', "import { readFileSync } from 'node:fs'"),
      ...importsOf('kpi/x.ts', "import { Decimal } from 'decimal.js'"),
      ...importsOf('chart/x.ts', "const kernel = await import('../notebook/show.js')"),
    ]
    expect(violations(back)).toHaveLength(4)
  })

  test('only the command line prints, exits or reads the arguments', () => {
    const outside = files.filter((file) => !file.startsWith('cli/') && !file.startsWith('notebook/'))
    const printing = outside.filter((file) =>
      /\bconsole\.\w+\(|process\.(exit|stdout|stderr|argv)\b/.test(readFileSync(join(src, file), 'utf8')),
    )
    expect(printing).toEqual([])
  })

  test('nothing that the package exports waits at its top level, so that require works', () => {
    const waiting = files.filter((file) => /^(?:const .* = )?await\b/m.test(readFileSync(join(src, file), 'utf8')))
    expect(waiting).toEqual([])
  })
})
