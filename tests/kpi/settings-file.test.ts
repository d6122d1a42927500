import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { benchmarkOf, lightOf, publishedBenchmarks } from '../../src/kpi/benchmarks.js'
import { headlineKpis } from '../../src/kpi/catalogue.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import { readKpiSettings, usualProfile } from '../../src/kpi/settings-file.js'
import { writeFile } from '../ledger/ledger-folder.js'

const shipped = fileURLToPath(new URL('../../data/kpi-settings.yaml', import.meta.url))
const read = (text: string) => readKpiSettings(writeFile('settings.yaml', text))

describe('the settings that come with the demo company', () => {
  const profile = readKpiSettings(shipped)

  test('are read as they stand in the file', () => {
    expect(profile.settings).toEqual({
      targetDso: null,
      targetFactor: 1.5,
      lossRates: [0.003, 0.016, 0.036, 0.066, 0.085, 0.106],
      costOfCapital: 0.09,
      collection: { overdue: 'include', partial: 'count', contracts: 'include' },
    })
    expect(profile.calendar).toEqual({ kind: 'months', firstMonth: 1 })
    expect(profile.shown.map(({ id }) => id)).toEqual([
      'dso',
      'dso_gap_to_target',
      'average_days_delinquent',
      'cei',
      'cei_cash',
      'past_due_over_30',
      'customers_paying_early',
      'allowance',
    ])
  })

  test('add a benchmark of their own to the published ones', () => {
    const own = benchmarkOf('cei', profile.benchmarks)!
    expect(profile.benchmarks).toEqual([...publishedBenchmarks, own])
    expect(own).toEqual({
      kpi: 'cei',
      green: { from: 80 },
      amber: { from: 70 },
      text: '80 % and more',
      source: 'Our own target for the year.',
    })
    expect([80, 79.9, 70, 69.9].map((value) => lightOf(value, own))).toEqual(['green', 'amber', 'amber', 'red'])
  })

  test('may lose any of their keys', () => {
    const blocks = readFileSync(shipped, 'utf8').split(/\n(?=[a-z_]+:)/)
    expect(blocks.length).toBeGreaterThan(6)
    blocks.slice(1).forEach((_, left) => {
      expect(() => read(blocks.filter((_, index) => index !== left + 1).join('\n'))).not.toThrow()
    })
  })
})

describe('what is left out', () => {
  test('is as usual: nothing stated at all', () => {
    expect(read('{}')).toEqual(usualProfile)
    expect(usualProfile).toMatchObject({
      settings: usualSettings,
      calendar: { kind: 'months', firstMonth: 1 },
      shown: headlineKpis,
      benchmarks: publishedBenchmarks,
    })
  })

  test('is as usual: one key of several', () => {
    expect(read('collection: { partial: full-only }').settings).toEqual({
      ...usualSettings,
      collection: { overdue: 'include', partial: 'full-only', contracts: 'include' },
    })
    expect(read('target_dso: 42').settings).toEqual({ ...usualSettings, targetDso: 42 })
  })

  test('of a benchmark: without amber, all that is not green is red', () => {
    const [own] = read('benchmarks: [{ kpi: dso, green: { to: 45 }, text: t, source: s }]').benchmarks.slice(-1)
    expect(own).toEqual({ kpi: 'dso', green: { to: 45 }, amber: { to: 45 }, text: 't', source: 's' })
    expect([45, 45.1].map((value) => lightOf(value, own!))).toEqual(['green', 'red'])
  })
})

describe('what is stated', () => {
  test('calendars by months and by weeks', () => {
    expect(read('calendar: july').calendar).toEqual({ kind: 'months', firstMonth: 7 })
    expect(read('calendar: 4-4-5 last saturday of december').calendar).toMatchObject({ kind: 'weeks' })
  })

  test('a family of KPIs stands for all of them', () => {
    const ranges = ['current', '1_30', '31_60', '61_90', '91_120', 'over_120']
    expect(read('kpis: [aging, dso]').shown.map(({ id }) => id)).toEqual([
      ...ranges.map((range) => `aging_${range}_share`),
      ...ranges.map((range) => `aging_${range}_amount`),
      'dso',
    ])
  })

  test('a benchmark’s window', () => {
    const [own] = read(
      'benchmarks: [{ kpi: cei, green: { from: 80, to: 100 }, text: t, source: s, window_months: 3 }]',
    ).benchmarks.slice(-1)
    expect(own).toMatchObject({ kpi: 'cei', windowMonths: 3 })
    expect(own).not.toHaveProperty('window_months')
  })

  test('JSON is read as well', () => {
    expect(read('{"cost_of_capital": 0.12, "target_factor": 2}').settings).toMatchObject({
      costOfCapital: 0.12,
      targetFactor: 2,
    })
  })

  test.each(['cost_of_capital: 1.1', 'target_dso: 0', 'loss_rates: [0.1]', 'kpis: []', 'targets: 1'])(
    'is refused: %s',
    (text) => {
      expect(() => read(text)).toThrow(/settings\.yaml, line 1, column \d+: "\w+" is /)
    },
  )
})

test('a file of nothing but comments is refused in words, and {} is the way to state nothing', () => {
  const file = writeFile('settings.yaml', '# Nothing is decided yet.\n')
  expect(() => readKpiSettings(file)).toThrow(
    new InputError(
      `${file}, line 1, column 1: the KPI settings file is wrong: it must be keys with values, not empty.`,
    ),
  )
})
