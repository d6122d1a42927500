import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { arlabJson, root, runArlab } from './run-arlab.js'

describe('The JSON that other programs rely on', () => {
  test('arlab kpi --json: schema, currency, as-of day and rows with facts in minor units', () => {
    const document = arlabJson('kpi', 'data/demo', '--from', '2024-12-01', '--by', 'region', '--kpi', 'dso,cei')
    expect(document).toMatchObject({ schema: 'arlab/kpi/1', currency: 'USD', asOf: '2024-12-31' })
    const rows = document.rows as { group: Record<string, string>; facts: Record<string, number>; kpis: object }[]
    expect(rows.map((row) => row.group)).toEqual([
      {},
      ...['AMER', 'APAC', 'EMEA', 'LATAM'].map((region) => ({ region })),
    ])
    expect(rows[0]).toMatchObject({ period: '2024-12', start: '2024-12-01', end: '2024-12-31' })
    expect(Object.keys(rows[0]!.kpis)).toEqual(['dso', 'cei'])
    const parts = rows.slice(1).reduce((sum, row) => sum + row.facts.opening_receivables!, 0)
    expect(rows[0]!.facts.opening_receivables).toBe(parts)
  })

  test('arlab check --json: tables, rejects, roll-forward and warnings', () => {
    expect(arlabJson('check', 'data/demo')).toMatchObject({
      schema: 'arlab/check/1',
      tables: { invoices: { read: 20583, accepted: 20583, rejected: 0 } },
      rejects: [],
      rollForward: { holds: true, difference: 0 },
      warnings: [],
    })
  })

  test('arlab simulate --json: seed, hashes, series, facts, differences and performance', () => {
    const document = arlabJson(
      ...[
        'simulate',
        'data/demo',
        '--scenario',
        'scenarios/net-45.yaml',
        '--months',
        '2',
        '--replicates',
        '20',
        '--seed',
        'x',
      ],
    )
    expect(document).toMatchObject({ schema: 'arlab/simulate/1', seed: 'x', replicates: 20, months: 2 })
    expect(document.ledgerHash).toMatch(/^[0-9a-f]{64}$/)
    const figures = {
      mean: expect.any(Number),
      se: expect.any(Number),
      q05: expect.any(Number),
      q95: expect.any(Number),
    }
    const [baseline, net45] = document.scenarios as { name: string; hash: string; series: object[]; facts: object[] }[]
    expect([baseline!.name, net45!.name]).toEqual(['baseline', 'Net 45'])
    expect(net45!.series[0]).toMatchObject({ kpi: 'dso', group: {}, month: '2025-01', ...figures })
    expect(net45!.facts[0]).toMatchObject({ fact: 'receivables', group: {}, month: '2025-01', ...figures })
    expect((document.differences as object[])[0]).toMatchObject({ scenario: 'Net 45', against: 'baseline', kpi: 'dso' })
    expect(document.performance).toMatchObject({ invoices: expect.any(Number), events: expect.any(Number) })
  })
})

describe('Commands that write', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'arlab-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('arlab demo writes the committed demo company byte for byte', () => {
    const output = join(folder, 'demo')
    expect(runArlab('demo', '-o', output).code).toBe(0)
    expect(readdirSync(output).sort()).toEqual(readdirSync(join(root, 'data/demo')).sort())
    for (const file of readdirSync(output)) {
      expect(readFileSync(join(output, file)).equals(readFileSync(join(root, 'data/demo', file))), file).toBe(true)
    }
  })

  test('a failing notebook ends with 1, names the cell, and is written as far as it ran', () => {
    const source = join(root, 'tests/cli/failing.ipynb')
    const output = join(folder, 'failing.ipynb')
    const { code, stdout } = runArlab('notebook', 'run', source, '-o', output)
    expect(code).toBe(1)
    expect(stdout).toContain('Cell 2 of 3 failed: Error: the ledger is closed')
    expect(existsSync(output)).toBe(true)
  })
})

describe('Schemas that editors use', () => {
  test.each([
    ['scenario', 'scenarios/scenario.schema.json'],
    ['goal', 'scenarios/goals/goal.schema.json'],
    ['mapping', 'data/mappings/mapping.schema.json'],
    ['kpi', 'data/kpi-settings.schema.json'],
  ])('the committed schema of %s files is what the code reads', (kind, file) => {
    expect(JSON.parse(readFileSync(join(root, file), 'utf8'))).toEqual(JSON.parse(runArlab('schema', kind).stdout))
  })
})
