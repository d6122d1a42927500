import { describe, expect, test } from 'vitest'
import { manifestOf } from '../../src/store/manifest.js'
import { storedPlan } from './stored-plan.js'

const run = {
  seed: 'one',
  replicates: 60,
  months: 2,
  engine: 'arlab-engine/3',
  parameters: 'drawn',
  currency: 'EUR',
  asOf: '2026-11-30',
  ledgerHash: 'L',
  behaviorHash: 'B',
  rejectedRows: 4,
}

/** The manifest of a run of scenarios of these names. */
function manifest(...names: string[]) {
  const scenarios = names.map((name) => ({ name, hash: `hash of ${name}` }))
  return manifestOf(
    'Demo',
    { ...run, scenarios },
    names.map((name) => storedPlan(name)),
  )
}

test('says what the run was, and of each file its rows, columns and hashes', () => {
  const { scenarios, ...rest } = manifest('baseline', 'Net 45')
  expect(rest).toEqual({ schema: 'arlab/run/1', title: 'Demo', ...run, by: ['region'] })
  const { facts, hash } = storedPlan('Net 45')
  expect(scenarios[1]).toEqual({
    name: 'Net 45',
    hash: 'hash of Net 45',
    planHash: hash,
    facts: 'facts/net-45.parquet',
    rows: 60 * 3 * 2,
    columns: ['replicate', 'month', 'region', ...facts],
  })
})

test('an attribute that is called as another column is told apart from it', () => {
  const groups = [{}, { Month: 'a', receivables: 'b', region: 'c', Region: 'd' }]
  const plan = storedPlan('odd', { groups, facts: ['receivables'] })
  const { by, scenarios } = manifestOf('Demo', { ...run, scenarios: [{ name: 'odd', hash: '' }] }, [plan])
  expect(by).toEqual(['Month', 'receivables', 'region', 'Region'])
  expect(scenarios[0]!.columns).toEqual([
    ...['replicate', 'month', 'customer_Month', 'customer_receivables', 'region', 'customer_Region', 'receivables'],
  ])
})

describe('names of files', () => {
  const files = (...names: string[]) => manifest(...names).scenarios.map(({ facts }) => facts.slice(6, -8))

  test.each([
    [
      ['baseline', 'Net 45, EMEA', 'net-45-emea', 'NET 45 (EMEA)'],
      ['baseline', 'net-45-emea', 'net-45-emea-2', 'net-45-emea-3'],
    ],
    [
      ['a', 'a!', 'a 2', 'a_2'],
      ['a', 'a-2', 'a-2-2', 'a-2-3'],
    ],
    [
      ['../../etc/passwd', '..', '/', '?*:|"<>'],
      ['etc-passwd', 'scenario', 'scenario-2', 'scenario-3'],
    ],
    [
      ['Straße & Größe', '売掛金 45日', 'Cafe\u0301'],
      ['straße-größe', '売掛金-45日', 'café'],
    ],
    [
      ['Scenario', '—', 'scenario 2'],
      ['scenario', 'scenario-2', 'scenario-2-2'],
    ],
  ])('of %j', (names, expected) => {
    expect(files(...names)).toEqual(expected)
  })

  test('of very long names fit into what file systems take, and differ', () => {
    const long = '𠀀'.repeat(300)
    const own = files(long, `${long} more`, 'word '.repeat(100))
    expect(new Set(own).size).toBe(3)
    for (const name of own) {
      expect(Buffer.byteLength(`${name}.parquet.4194304.tmp`)).toBeLessThanOrEqual(255)
      expect(name).not.toMatch(/-$/)
    }
  })
})
