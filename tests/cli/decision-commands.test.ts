import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LeverAttribution } from '../../src/decision/attribute-levers.js'
import type { Frontier } from '../../src/decision/frontier.js'
import type { GoalTest } from '../../src/decision/goal/goal-result.js'
import type { OutcomeDistribution } from '../../src/decision/outcome-distribution.js'
import type { SeekResult } from '../../src/decision/seek.js'
import type { Sensitivity } from '../../src/decision/sensitivity.js'
import type { SimulationResult } from '../../src/scenario/result.js'
import { arlabJson, runArlab } from './run-arlab.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-decisions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const quick = ['--months', '3', '--replicates', '20']
const settings = ['--settings', 'data/kpi-settings.yaml']

/** The document of a command, and its words when it is asked for text. */
function both<T>(...args: string[]): { readonly document: T; readonly text: string } {
  const { code, stdout, stderr } = runArlab(...args)
  expect(stderr).not.toContain('arlab:')
  expect(code).toBe(0)
  return { document: arlabJson(...args) as T, text: stdout }
}

describe('arlab compare', () => {
  const out = join(folder, 'out')
  let simulation: SimulationResult
  beforeAll(() => {
    const scenarios = ['--scenario', 'scenarios/net-45.yaml', 'scenarios/stronger-collections.yaml']
    const run = runArlab('simulate', 'data/demo', ...scenarios, ...quick, ...settings, '--by', 'region', '-o', out)
    expect(run.code).toBe(0)
    simulation = JSON.parse(readFileSync(join(out, 'simulation.json'), 'utf8')) as SimulationResult
  })

  test('shows the stored differences of the last month, with how often the scenario is the better one', () => {
    const { document, text } = both<{ schema: string; differences: Record<string, unknown>[]; tradeOffs: unknown[] }>(
      'compare',
      out,
    )
    expect(document.schema).toBe('arlab/compare/1')
    expect(document.differences).toHaveLength(6)
    const stored = simulation.differences.find(({ kpi, month }) => kpi === 'dso' && month === '2025-03')!
    expect(document.differences[0]).toEqual({ ...stored, better: 'lower', probabilityBetter: stored.probabilityLower })
    expect(document.tradeOffs).toHaveLength(2)
    expect(text).toContain('in 2025-03')
    expect(text).toMatch(/better in \d+ %/)
    expect(text).toContain('a day of DSO')
  })

  test('every month and every group', () => {
    const { document, text } = both<{ differences: unknown[]; tradeOffs: unknown[] }>(
      'compare',
      out,
      '--every-month',
      '--groups',
      '--kpi',
      'dso,past_due_over_30',
    )
    // Two scenarios, two KPIs, three months, all and four regions.
    expect(document.differences).toHaveLength(60)
    expect(document.tradeOffs).toHaveLength(10)
    expect(text).toContain('Net 45, region EMEA')
    expect(text).toContain('2025-01')
  })

  test('as a page and as Markdown', () => {
    expect(runArlab('compare', out, '--format', 'html').stdout).toContain('<table')
    expect(runArlab('compare', out, '--format', 'md').stdout).toContain('| Net 45')
  })
})

test('arlab waterfall: parts add up, and the chart is written', () => {
  const file = join(folder, 'waterfall.svg')
  const { document, text } = both<LeverAttribution>(
    'waterfall',
    'data/demo',
    '--scenario',
    'scenarios/net-45-with-discount.yaml',
    ...quick,
    '-o',
    file,
  )
  expect(document.schema).toBe('arlab/waterfall/1')
  for (const { levers, total } of document.outcomes) {
    expect(levers.reduce((sum, { mean }) => sum + mean!, 0)).toBeCloseTo(total.mean!, 4)
  }
  expect(text).toContain('terms: discount 2 % in 10 days')
  expect(text).toContain('in all')
  expect(readFileSync(file, 'utf8')).toContain('<svg')
})

test('arlab sensitivity: bars, correlations and what knowing is worth', () => {
  const file = join(folder, 'tornado.svg')
  const { document, text } = both<Sensitivity>(
    'sensitivity',
    'data/demo',
    '--scenario',
    'scenarios/pay-on-receipt-for-risky-accounts.yaml',
    ...settings,
    '--decide-by',
    'present_value',
    ...quick,
    '-o',
    file,
  )
  expect(document.schema).toBe('arlab/sensitivity/1')
  expect(document.decision.by.id).toBe('present_value')
  expect(document.tornado[0]!.kind).toBe('lever')
  expect(text).toContain('terms.1.pass_through')
  expect(text).toContain('nobody can know')
  expect(readFileSync(file, 'utf8')).toContain('<svg')
})

test('arlab seek: the setting, how sure, and how it is today', () => {
  const file = join(folder, 'seek.svg')
  const { document, text } = both<SeekResult>(
    'seek',
    'data/demo',
    '--target',
    'dso<=40',
    '--setting',
    'terms.net',
    '--between',
    '45..0',
    ...quick,
    '-o',
    file,
  )
  expect(document.schema).toBe('arlab/seek/1')
  expect(document.found!.probability).toBeGreaterThanOrEqual(0.8)
  expect(text).toContain(
    `terms.net ${document.found!.value} reaches DSO in 2025-03 at most 40.0 days, in 80 % of futures`,
  )
  expect(text).toContain('If nothing is changed, it is reached in')
  expect(readFileSync(file, 'utf8')).toContain('<svg')
  const never = runArlab(
    'seek',
    'data/demo',
    '--target',
    'dso<=1',
    '--setting',
    'terms.net',
    '--between',
    '45..40',
    ...quick,
  )
  expect(never.stdout).toContain(
    'No terms.net of the 6 that were tried from 45 to 40 reaches DSO in 2025-03 at most 1.0 days, in 80 % of futures.',
  )
  expect(never.stdout).toContain('None of those tried reaches it in any future.')
})

test('arlab frontier: of files and of a grid', () => {
  const file = join(folder, 'frontier.svg')
  const grid = ['--vary', 'terms.net=0..30/15', 'sales.growth=0,0.1', '--outcome', 'dso,sales', ...quick]
  const { document, text } = both<Frontier>('frontier', 'data/demo', ...grid, '-o', file)
  expect(document.schema).toBe('arlab/frontier/1')
  expect(document.points.map(({ name }) => name)).toEqual([
    'baseline',
    'net 0, growth 0',
    'net 0, growth 0.1',
    'net 15, growth 0',
    'net 15, growth 0.1',
    'net 30, growth 0',
    'net 30, growth 0.1',
  ])
  expect(text).toContain('beaten by none')
  expect(readFileSync(file, 'utf8')).toContain('<svg')
  const files = ['scenarios/net-45.yaml', 'scenarios/growth-with-looser-credit.yaml']
  const ofFiles = arlabJson('frontier', 'data/demo', '--scenario', ...files, ...quick) as unknown as Frontier
  expect(ofFiles.outcomes.map(({ id }) => id)).toEqual(['dso', 'sales', 'bad_debt'])
  expect(ofFiles.points).toHaveLength(3)
})

test('arlab chance: how often a target is reached, the same as seek counts it', () => {
  const file = join(folder, 'chance.svg')
  const scenario = ['--scenario', 'scenarios/stronger-collections.yaml', ...quick]
  const { document, text } = both<OutcomeDistribution & { schema: string }>(
    'chance',
    'data/demo',
    '--target',
    'dso<=42',
    ...scenario,
    '-o',
    file,
  )
  expect(document.schema).toBe('arlab/chance/1')
  expect(document.scenarios.map(({ name }) => name)).toEqual(['baseline', 'Stronger collections'])
  const { values, reached } = document.scenarios[0]!
  expect(reached!.probability).toBe(values.filter((value) => value <= 42).length / 20)
  const [share] = [Math.round(100 * reached!.probability)]
  expect(text).toMatch(new RegExp(`^baseline +${share} % .* days$`, 'm'))
  expect(readFileSync(file, 'utf8')).toContain('<svg')
  const { text: alone } = both('chance', 'data/demo', '--target', 'cash', ...quick)
  expect(alone).not.toContain('reached')
})

test('arlab goal: advice first, then owners, ways and metrics; kept for the report of the same ledger', () => {
  const out = join(folder, 'goal')
  const run = ['--months', '3', '--replicates', '10', '--threads', '1']
  expect(runArlab('simulate', 'data/demo', ...run, '-o', out).code).toBe(0)
  const { document, text } = both<GoalTest>(
    'goal',
    'data/demo',
    '--goal',
    'scenarios/goals/cei-for-sales.yaml',
    ...settings,
    ...quick,
    '-o',
    out,
  )
  expect(document.schema).toBe('arlab/goal/1')
  expect(document.owners).toHaveLength(12)
  expect(document.ways.map(({ way }) => way)).toEqual(['none', 'effort', 'gaming', 'likely'])
  expect(document.candidates).toHaveLength(4)
  expect(text.startsWith(document.advice.sentence)).toBe(true)
  expect(text).toContain('Who hits CEI at least 90.0 % at the end of a quarter')
  expect(text).toContain('Luis Prado')
  expect(runArlab('report', out).code).toBe(0)
  const page = readFileSync(join(out, 'report.html'), 'utf8')
  expect(page).toContain('The goal: CEI of 90 % for Sales')
  expect(page).toContain(document.advice.sentence)
})

test.each(readdirSync('scenarios/goals').filter((name) => name.endsWith('.yaml')))(
  '%s runs, and ends with advice',
  (name) => {
    const test = arlabJson('goal', 'data/demo', '--goal', `scenarios/goals/${name}`, ...quick) as unknown as GoalTest
    expect(['assign', 'dashboard', 'drop']).toContain(test.advice.verdict)
    expect(test.note.length).toBeGreaterThan(20)
  },
)
