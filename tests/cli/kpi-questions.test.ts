import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { headlineKpis } from '../../src/kpi/catalogue.js'
import { arlabJson, runArlab } from './run-arlab.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-kpi-questions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a command prints; it must succeed and keep to 100 columns. */
function printed(...words: string[]): string {
  const { code, stdout, stderr } = runArlab(...words)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([])
  return stdout
}

const amount = (text: string) => Number(text.replaceAll(',', '').replace('−', '-'))

describe('arlab kpi', () => {
  test('without options shows a handful of KPIs, thirteen months, and how to see the others', () => {
    const text = printed('kpi', 'data/demo')
    const [head] = text.split('\n')
    expect(head!.trim().split(/\s{2,}/)).toEqual(['period', ...headlineKpis.map(({ shortName }) => shortName)])
    expect(text.match(/^20\d\d-\d\d {2,}/gm)).toHaveLength(13)
    expect(text).toContain('11 earlier periods are not shown; --from 2023-01-01 shows all.')
    expect(text).toMatch(/Paid on time \(by value\) .* improving/)
  })

  test('--json, --format csv and md have the same figures', () => {
    const options = [
      'kpi',
      'data/demo',
      '--every',
      'quarter',
      '--by',
      'region',
      '--kpi',
      'cei,allowance',
      '--from',
      '2024-10-01',
    ]
    const rows = arlabJson(...options).rows as {
      group: { region?: string }
      kpis: Record<string, number>
      changes: object
    }[]
    const csv = runArlab(...options, '--format', 'csv').stdout.split('\n')
    const place = csv[0]!.split(',').indexOf('cei')
    expect(csv.slice(1, -1).map((line) => Number(line.split(',')[place]))).toEqual(rows.map(({ kpis }) => kpis.cei))
    const md = runArlab(...options, '--format', 'md')
      .stdout.split('\n')
      .filter((line) => line.startsWith('| 2024-Q4'))
    expect(md.map((line) => line.split('|')[3]!.trim())).toEqual(rows.map(({ kpis }) => kpis.cei!.toFixed(1)))
    expect(rows[0]!.changes).toMatchObject({ cei: { previous: { period: '2024-Q3' }, yearAgo: { period: '2023-Q4' } } })
  })

  test('--settings shows the company’s own handful, target and benchmarks; --calendar cuts the year', () => {
    const text = printed('kpi', 'data/demo', '--settings', 'data/kpi-settings.yaml')
    expect(text).toMatch(/^CEI +\S+ % +(green|amber|red) /m)
    expect(text).toContain('Benchmark of cei: 80 % and more.')
    expect(printed('kpi', 'data/demo', '--calendar', 'july', '--every', 'quarter')).toContain('\nFY2025-Q2 ')
    expect(printed('kpi', 'data/demo', '--calendar', '4-4-5 last saturday of june')).toContain('\nFY2025-P06 ')
  })

  test('--audit lists the rows behind a figure, which add up to it', () => {
    const text = printed('kpi', 'data/demo', '--audit', 'dso', '--period', '2024-06')
    const [open, sold] = [...text.matchAll(/^ +sum +([\d,.]+)$/gm)].map(([, sum]) => amount(sum!))
    const lines = [...text.matchAll(/^\S+ +C\d+ +\d{4}-.* (-?[\d,.]+)$/gm)].map(([, value]) =>
      Math.round(amount(value!) * 100),
    )
    expect(lines.reduce((sum, value) => sum + value, 0)).toBe(Math.round((open! + sold!) * 100))
    const [june] = arlabJson('kpi', 'data/demo', '--from', '2024-06-01', '--kpi', 'dso').rows as {
      facts: Record<string, number>
    }[]
    expect([open! * 100, sold! * 100].map(Math.round)).toEqual([june!.facts.receivables, june!.facts.credit_sales])
  })

  test('--bridge splits a change into parts that add up as they are shown, and draws it', () => {
    const file = join(folder, 'bridge.svg')
    const { stdout } = runArlab(
      'kpi',
      'data/demo',
      '--bridge',
      'dso',
      '--period',
      '2024-12',
      '--against',
      '2023-12',
      '-o',
      file,
    )
    const value = (name: string) => amount(new RegExp(`^ *${name} +([+−]?[\\d.]+)$`, 'm').exec(stdout)![1]!)
    const parts = [
      'terms',
      'customer mix',
      'sales timing',
      'delinquency',
      'disputes',
      'early payment',
      'credit balances',
    ]
    const sum = parts.reduce((total, part) => total + value(part), value('2023-12'))
    expect(sum.toFixed(1)).toBe(value('2024-12').toFixed(1))
    expect(readFileSync(file, 'utf8')).toMatch(/^<svg role="img" aria-label="[^"]*delinquency/)
  })

  test('--methods shows every variant of DSO with the steps between them', () => {
    const text = printed('kpi', 'data/demo', '--methods', 'dso')
    for (const name of [
      'DSO over 12 months',
      'DSO, count-back',
      'Best possible DSO',
      'True DSO',
      'Turnover in days',
      'Days to pay',
    ]) {
      expect(text).toContain(`= ${name} `)
    }
  })
})

test('arlab explain puts a ledger’s numbers into the formula, and knows what terms cost', () => {
  const text = printed('explain', 'dso', 'data/demo', '--period', '2024-06')
  const [, receivables, sales, days, result] = /([\d,.]+) ÷ ([\d,.]+) × (\d+) = ([\d.]+) days/.exec(text)!
  expect(((amount(receivables!) / amount(sales!)) * Number(days)).toFixed(1)).toBe(result)
  expect(text).toContain('As a goal for Sales')
  expect(text).toContain('Usual    DSO at most 1.5 × the terms')
  expect(printed('explain', '2/10 net 30')).toContain('37.24 % a year, 44.59 % compounded')
})

test('arlab alerts judges the portfolio and each division', () => {
  const text = printed('alerts', 'data/demo')
  expect(text.match(/^(all|division \S+) +(steady|rising|falling|too little history)/gm)).toHaveLength(4)
})

test('arlab worklist: accounts by salesperson, the same in text, CSV and JSON', () => {
  expect(printed('worklist', 'data/demo', '--top', '2')).toContain('more than 30 days past due')
  const { owners } = arlabJson('worklist', 'data/demo') as { owners: { owner: string; pastDue: number }[] }
  const [head, ...lines] = runArlab('worklist', 'data/demo', '--format', 'csv').stdout.trimEnd().split('\n')
  expect(head!.split(',').slice(0, 2)).toEqual(['salesperson', 'customer_id'])
  for (const { owner, pastDue } of owners) {
    const own = lines.filter((line) => line.startsWith(`${owner},`))
    const sum = own.reduce((total, line) => total + Number(/,(\d+\.\d\d),/.exec(line)![1]) * 100, 0)
    expect(Math.round(sum), owner).toBe(pastDue)
  }
})

test('arlab month-end writes a page without scripts', () => {
  const file = join(folder, 'pack.html')
  expect(printed('month-end', 'data/demo', '-o', file)).toContain(file)
  const page = readFileSync(file, 'utf8')
  for (const heading of [
    'Alerts',
    'Past due by division',
    'How often to call',
    'Aging by salesperson',
    'Accounts to call',
  ]) {
    expect(page).toContain(`>${heading}</h2>`)
  }
  expect(page).not.toContain('<script')
})

test.each([
  ['trend', 'png'],
  ['aging', 'svg'],
  ['past-due', 'html'],
  ['dso-methods', 'svg'],
  ['alert', 'json'],
  ['heat-map', 'svg'],
])('arlab chart %s writes %s', (kind, ending) => {
  const file = join(folder, `${kind}.${ending}`)
  const { alt } = arlabJson('chart', kind, 'data/demo', '-o', file, '--json') as { alt: string }
  expect(alt.length).toBeGreaterThan(40)
  const bytes = readFileSync(file)
  const starts = { png: '\u0089PNG', svg: '<svg role="img"', html: '<!DOCTYPE html>', json: '{\n  "$schema"' }
  expect(bytes.toString('latin1').startsWith(starts[ending as keyof typeof starts])).toBe(true)
})
