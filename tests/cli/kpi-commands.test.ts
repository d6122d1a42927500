import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kpiText } from '../../src/cli/explain-text.js'
import { benchmarkAbout, publishedBenchmarks } from '../../src/kpi/benchmarks.js'
import { headlineKpis, kpiCatalogue } from '../../src/kpi/catalogue.js'
import { arlabJson, root, runArlab } from './run-arlab.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-kpi-commands-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Row {
  readonly period: string
  readonly group: Readonly<Record<string, string>>
  readonly facts: Readonly<Record<string, number | null>>
  readonly kpis: Readonly<Record<string, number | null>>
  readonly changes: Readonly<Record<string, { previous: Change | null; yearAgo: Change | null }>>
  readonly notes: Readonly<Record<string, string>>
}

interface Change {
  readonly before: number
  readonly period: string
  readonly absolute: number
  readonly percent: number | null
}

/** What a command prints; it must succeed without a word on stderr. */
function output(...words: string[]): string {
  const { code, stdout, stderr } = runArlab(...words)
  expect({ code, stderr }, words.join(' ')).toEqual({ code: 0, stderr: '' })
  return stdout
}

const tooWide = (text: string) => text.split('\n').filter((line) => [...line].length > 100)

/** The text a command prints, which keeps to 100 columns. */
function printed(...words: string[]): string {
  const text = output(...words)
  expect(tooWide(text), words.join(' ')).toEqual([])
  return text
}

/** The records of a CSV text by the names in its first line; fields may be quoted. */
function csvRecords(text: string): Record<string, string>[] {
  const [names, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
      ),
    )
  for (const fields of lines) expect(fields).toHaveLength(names!.length)
  return lines.map((fields) => Object.fromEntries(fields.map((field, place) => [names![place]!, field])))
}

const number = (text: string) => Number(text.replaceAll(',', '').replace('−', '-'))
const cents = (text: string) => Math.round(number(text) * 100)
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0)

/** The first cells of the lines of a KPI table. */
const periodsIn = (text: string, label: RegExp) => [...text.matchAll(label)].map(([, period]) => period)

describe('arlab kpi data/demo', () => {
  let text: string
  let json: string
  let rows: readonly Row[]
  beforeAll(() => {
    text = printed('kpi', 'data/demo')
    json = output('kpi', 'data/demo', '--json')
    rows = (JSON.parse(json) as { rows: Row[] }).rows
  })

  test('shows the headline KPIs of the last 13 months, and says how to see the earlier ones', () => {
    expect(
      text
        .split('\n')[0]!
        .trim()
        .split(/\s{2,}/),
    ).toEqual(['period', ...headlineKpis.map(({ shortName }) => shortName)])
    // January 2023 to December 2024 are 24 months: December 2023 is the 12th, so that 11 lie before it.
    const months = Array.from({ length: 13 }, (_, month) =>
      month === 0 ? '2023-12' : `2024-${String(month).padStart(2, '0')}`,
    )
    expect(periodsIn(text, /^(\d{4}-\d\d) {2,}/gm)).toEqual(months)
    expect(text).toContain('11 earlier periods are not shown; --from 2023-01-01 shows all.')
  })

  test('--json is arlab/kpi/1: facts, KPIs, changes and notes of every period', () => {
    const document = JSON.parse(json) as Record<string, unknown>
    expect(document).toMatchObject({ schema: 'arlab/kpi/1', currency: 'USD', asOf: '2024-12-31' })
    expect(rows).toHaveLength(24)
    const ids = headlineKpis.map(({ id }) => id)
    for (const row of rows) {
      expect(Object.keys(row.kpis)).toEqual(ids)
      expect(Object.keys(row.changes)).toEqual(ids)
      expect(row.notes).toBeTypeOf('object')
    }
    const [december, november, before] = [rows.at(-1)!, rows.at(-2)!, rows.at(-13)!]
    const { previous, yearAgo } = december.changes.dso!
    expect([previous!.period, yearAgo!.period]).toEqual(['2024-11', '2023-12'])
    expect(previous!.absolute).toBeCloseTo(december.kpis.dso! - november.kpis.dso!, 12)
    expect(yearAgo!.percent).toBeCloseTo((december.kpis.dso! / before.kpis.dso! - 1) * 100, 10)
    expect(rows[0]!.changes.dso).toEqual({ previous: null, yearAgo: null })
    // DSO by its definition, from the facts beside it; December has 31 days.
    expect(december.kpis.dso).toBeCloseTo((december.facts.receivables! / december.facts.credit_sales!) * 31, 10)
  })

  test('--format csv has the numbers of --json, money in whole dollars with its cents', () => {
    const records = csvRecords(output('kpi', 'data/demo', '--format', 'csv'))
    expect(records.map(({ period }) => period)).toEqual(rows.map(({ period }) => period))
    const money = ['opening_receivables', 'receivables', 'credit_sales', 'cash_collected', 'write_offs']
    const counts = ['invoices', 'open_invoices', 'disputes_opened', 'calls']
    for (const [place, { kpis, facts }] of rows.entries()) {
      const record = records[place]!
      for (const [id, value] of Object.entries(kpis)) expect(record[id]).toBe(value === null ? '' : String(value))
      for (const name of money) expect(record[name]).toBe((facts[name]! / 100).toFixed(2))
      for (const name of counts) expect(record[name]).toBe(String(facts[name]))
    }
  })

  test('--format md and html show the figures of the text; the page has no script', () => {
    const cells = text
      .split('\n')
      .filter((line) => /^\d{4}-\d\d {2}/.test(line))
      .map((line) => line.split(/\s{2,}/))
    expect(cells).toHaveLength(13)
    const md = output('kpi', 'data/demo', '--format', 'md')
    const shown = md.split('\n').filter((line) => /^\| \d{4}-\d\d \|/.test(line))
    expect(shown).toEqual(cells.map((line) => `| ${line.join(' | ')} |`))
    const page = output('kpi', 'data/demo', '--format', 'html')
    expect(page).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>\s*$/)
    expect(page.match(/<html/g)).toHaveLength(1)
    expect(page).not.toMatch(/<script|<link|https?:\/\//)
    const rowsOfPage = [...page.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row]) =>
      [...row!.matchAll(/<t[dh][^>]*>([^<]*)</g)].map(([, cell]) => cell),
    )
    for (const line of cells) expect(rowsOfPage).toContainEqual(line)
  })

  test('the same command gives the same bytes', () => {
    expect(output('kpi', 'data/demo', '--json')).toBe(json)
  })

  test('--all, --by and --kpi aging keep to 100 columns and show what they name', () => {
    const all = printed('kpi', 'data/demo', '--all')
    for (const { shortName } of kpiCatalogue) expect(all).toContain(shortName)
    const crossed = printed('kpi', 'data/demo', '--by', 'region,segment')
    expect(crossed.split('\n')[0]).toMatch(/^period +region · segment +DSO /)
    expect(crossed).toMatch(/^2024-12 +all +\d/m)
    const groups = new Set([...crossed.matchAll(/^2024-12 +(\S+ · \S+) /gm)].map(([, group]) => group!))
    const sides = [0, 1].map((side) => new Set([...groups].map((group) => group.split(' · ')[side])).size)
    expect(Math.min(...sides)).toBeGreaterThan(1)
    expect(groups.size).toBe(sides[0]! * sides[1]!)
    const aging = printed('kpi', 'data/demo', '--kpi', 'aging')
    const shares = [...aging.matchAll(/^2024-12((?: +\d+\.\d){6}) /gm)][0]![1]!.trim().split(/ +/).map(Number)
    // Six shares of one whole, each shown to a tenth: off by 6 × 0.05 at most.
    expect(Math.abs(sumOf(shares) - 100)).toBeLessThan(0.3)
  })

  test('--audit dso: what is listed adds up to the sums shown, to the facts, and in CSV and JSON alike', () => {
    const june = rows.find(({ period }) => period === '2024-06')!
    const question = ['kpi', 'data/demo', '--audit', 'dso', '--period', '2024-06']
    const audit = printed(...question)
    const parts = audit.split(/^(?=.*: \d+ rows$)/m).slice(1)
    const records = csvRecords(output(...question, '--format', 'csv'))
    const { terms, value } = arlabJson(...question) as {
      value: number
      terms: { name: string; value: number; lines: { id: string; value: number }[] }[]
    }
    expect(value).toBe(june.kpis.dso)
    expect(audit).toContain(`DSO, 2024-06 (2024-06-01 to 2024-06-30): ${value.toFixed(1)} days`)
    expect(parts).toHaveLength(2)
    for (const [place, [name, fact]] of [
      ['closing receivables', 'receivables'],
      ['credit sales', 'credit_sales'],
    ].entries()) {
      const expected = june.facts[fact!]!
      const part = parts[place]!
      const listed = [...part.matchAll(/^\S+ +C\d+ .* (−?[\d,]+\.\d\d)$/gm)].map(([, amount]) => cents(amount!))
      expect(part).toMatch(new RegExp(`^${name}: ${listed.length} rows`))
      expect(sumOf(listed)).toBe(expected)
      expect(cents(/^ +sum +(\S+)$/m.exec(part)![1]!)).toBe(expected)
      const inCsv = records.filter(({ term }) => term === name)
      expect(inCsv.map((record) => cents(record.value!))).toEqual(listed)
      const term = terms.find((each) => each.name === name)!
      expect(term.value).toBe(expected)
      expect(term.lines.map((line) => line.value)).toEqual(listed)
      expect(term.lines.map(({ id }) => id)).toEqual(inCsv.map(({ id }) => id))
    }
    expect(june.facts.open_invoices).toBe(terms[0]!.lines.filter((line) => line.value > 0).length)
  })

  test('--methods dso shows every variant, and steps from the first to each of the others', () => {
    const methods = printed('kpi', 'data/demo', '--methods', 'dso')
    const variants = {
      'DSO, period end': 'dso',
      'DSO, count-back': 'dso_countback',
      'Best possible DSO': 'dso_best_possible',
    }
    const shown = (name: string) => number(new RegExp(`^${name} {2,}.*? (\\d+\\.\\d)$`, 'm').exec(methods)![1]!)
    for (const [name, id] of Object.entries(variants)) {
      expect(shown(name)).toBe(Number(rows.at(-1)!.kpis[id]!.toFixed(1)))
    }
    const walks = methods
      .split(/\n(?=DSO, period end +\d)/)
      .slice(1)
      .map((block) => block.split('\n\n')[0]!.trimEnd().split('\n'))
      .filter((lines) => lines.at(-1)!.startsWith('= '))
    expect(walks.map((lines) => /^= (.*?) {2,}/.exec(lines.at(-1)!)![1])).toEqual([
      'DSO over 3 months',
      'DSO over 12 months',
      'DSO, count-back',
      'Best possible DSO',
      'True DSO',
      'Turnover in days',
      'Days to pay',
    ])
    for (const lines of walks) {
      const figures = lines.map((line) => number(/([+−]?\d+\.\d)$/.exec(line)![1]!))
      const result = figures.at(-1)!
      expect(result).toBe(shown(/^= (.*?) {2,}/.exec(lines.at(-1)!)![1]!))
      // Every figure is rounded to a tenth for itself.
      expect(Math.abs(sumOf(figures.slice(0, -1)) - result)).toBeLessThan(0.05 * figures.length + 1e-9)
    }
  })

  test('--bridge dso: the parts that are shown add up to the difference that is shown, and it is drawn', () => {
    const file = join(folder, 'bridge.svg')
    const question = ['kpi', 'data/demo', '--bridge', 'dso', '--period', '2024-12', '--against', '2023-12']
    const bridge = printed(...question, '-o', file)
    const figures = [...bridge.split('\n– ')[0]!.matchAll(/ {2,}([+−]?\d+\.\d)$/gm)].map(([, shown]) => number(shown!))
    const [before, after] = [figures[0]!, figures.at(-1)!]
    expect(figures).toHaveLength(9)
    expect([before, after]).toEqual(
      ['2023-12', '2024-12'].map((label) => Number(rows.find(({ period }) => period === label)!.kpis.dso!.toFixed(1))),
    )
    expect(sumOf(figures.slice(1, -1)).toFixed(1)).toBe((after - before).toFixed(1))
    expect(readFileSync(file, 'utf8')).toMatch(
      /^<svg role="img" aria-label="[^"]*from 41\.6 days in Dec 2023 to 41\.4[^"]*"/,
    )
  })
})

test('arlab kpi audits the late-payments sample, and facts that its file says nothing of are null', () => {
  const ledger = ['data/mappings/late-payments.yaml', '--source', 'data/mappings/samples/late-payments.csv']
  const sample = csvRecords(readFileSync(join(root, 'data/mappings/samples/late-payments.csv'), 'utf8'))
  /** 6/30/2024 as 20240630. */
  const dated = (text: string) => {
    const [month, day, year] = text.split('/').map(Number)
    return year! * 10_000 + month! * 100 + day!
  }
  const june = { first: 20240601, last: 20240630 }
  const open = sample.filter(
    ({ InvoiceDate, SettledDate }) =>
      dated(InvoiceDate!) <= june.last && (SettledDate === '' || dated(SettledDate!) > june.last),
  )
  const sold = sample.filter(({ InvoiceDate }) => dated(InvoiceDate!) >= june.first && dated(InvoiceDate!) <= june.last)
  expect(open.length).toBeGreaterThan(3)

  const records = csvRecords(output('kpi', ...ledger, '--audit', 'dso', '--period', '2024-06', '--format', 'csv'))
  for (const [name, invoices] of [
    ['closing receivables', open],
    ['credit sales', sold],
  ] as const) {
    const own = records.filter(({ term }) => term === name)
    expect(Object.fromEntries(own.map(({ id, value }) => [id, cents(value!)]))).toEqual(
      Object.fromEntries(invoices.map((each) => [each.invoiceNumber, cents(each.InvoiceAmount!)])),
    )
  }

  const { rows } = arlabJson('kpi', ...ledger, '--kpi', 'dso,promise_kept_rate,calls') as { rows: Row[] }
  const row = rows.find(({ period }) => period === '2024-06')!
  const [receivables, sales] = [open, sold].map((each) => sumOf(each.map((one) => cents(one.InvoiceAmount!))))
  expect(row.facts).toMatchObject({ receivables, credit_sales: sales, calls: null, promises: null, surveys: null })
  expect(row.kpis.dso).toBeCloseTo((receivables! / sales!) * 30, 10)
  expect(row.kpis).toMatchObject({ promise_kept_rate: null, calls: null })
  expect(Object.keys(row.notes)).toEqual(expect.arrayContaining(['promise_kept_rate', 'calls']))
})

test('arlab kpi --settings shows the company’s KPIs, judged by its own benchmarks', () => {
  const text = printed('kpi', 'data/demo', '--settings', 'data/kpi-settings.yaml')
  expect(text.split('\n')[0]).toBe(
    'period    DSO  to target  delinquent  CEI %  CEI cash %  >30 d %  early payers  allowance USD',
  )
  /** A light of the table of changes, with the figure that is judged. */
  const judged = (name: string) => new RegExp(`^${name} +([−\\d.]+) \\S+ +(green|amber|red)`, 'm').exec(text)!
  // The file's own: green from 80, amber from 70.
  const [, cei, light] = judged('CEI')
  expect(light).toBe(number(cei!) >= 80 ? 'green' : number(cei!) >= 70 ? 'amber' : 'red')
  expect(text).toContain('Benchmark of cei: 80 % and more.')
  // Those that come along: no more than the target, under 5 % past due over 30 days.
  const [, gap, gapLight] = judged('DSO gap to target')
  expect([number(gap!) <= 0, gapLight]).toEqual([true, 'green'])
  const [, late, lateLight] = judged('Past due over 30 days')
  expect([number(late!) < 5, lateLight]).toEqual([true, 'green'])
})

test('arlab kpi --calendar labels periods by the fiscal year they are in', () => {
  // January to March 2023 are the third quarter of the year from July 2022 to June 2023.
  const quarters = printed('kpi', 'data/demo', '--calendar', 'july', '--every', 'quarter')
  expect(periodsIn(quarters, /^(FY\S+) {2,}/gm)).toEqual(
    ['2023-Q3', '2023-Q4', '2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4', '2025-Q1', '2025-Q2'].map((each) => `FY${each}`),
  )
  // The last Saturday of June 2024 is the 29th; 26 weeks later, on 2024-12-28, P06 of the next year ends.
  const weeks = printed('kpi', 'data/demo', '--calendar', '4-4-5 last saturday of june')
  expect(periodsIn(weeks, /^(FY\d{4}-P\d\d\*?) {2,}/gm)).toEqual([
    ...['07', '08', '09', '10', '11', '12'].map((each) => `FY2024-P${each}`),
    ...['01', '02', '03', '04', '05', '06', '07*'].map((each) => `FY2025-P${each}`),
  ])
  expect(weeks).toContain('* a part of the month: 2024-12-29 to 2024-12-31; nothing is compared with it.')
  expect(weeks).toContain('FY2025-P06: what changed')
})

describe('arlab explain', () => {
  test('--json lists every KPI with its formula, terms, goal and benchmark', () => {
    const { schema, kpis } = arlabJson('explain') as { schema: string; kpis: Record<string, unknown>[] }
    expect(schema).toBe('arlab/explain/1')
    expect(kpis.map(({ id }) => id)).toEqual(kpiCatalogue.map(({ id }) => id))
    expect(kpis.find(({ id }) => id === 'cei')).toMatchObject({
      formula:
        '100 × (opening receivables + credit sales − closing receivables) ÷ (opening receivables + credit sales − closing current receivables)',
      terms: {
        'opening receivables': { unit: 'money', facts: ['receivables'] },
        'credit sales': { unit: 'money', facts: ['credit_sales'] },
        'closing receivables': { unit: 'money', facts: ['receivables'] },
        'closing current receivables': { unit: 'money', facts: ['current_receivables'] },
      },
      goal: { pro: expect.any(String), con: expect.any(String), gaming: expect.stringContaining('cei_cash') },
      benchmark: null,
    })
    for (const { id, formula, meaning, pitfall } of kpis) {
      for (const text of [formula, meaning, pitfall]) expect(text, String(id)).toMatch(/\w{3}/)
    }
  })

  test('--json has the company’s own benchmark', () => {
    expect(arlabJson('explain', 'cei', '--settings', 'data/kpi-settings.yaml')).toMatchObject({
      schema: 'arlab/explain/1',
      id: 'cei',
      benchmark: { kpi: 'cei', green: { from: 80 }, amber: { from: 70 }, text: '80 % and more' },
    })
  })

  test('the text of every KPI keeps to 100 columns', () => {
    for (const kpi of kpiCatalogue) {
      const text = kpiText(kpi, benchmarkAbout(kpi.id, publishedBenchmarks), [])
      expect(tooWide(text), kpi.id).toEqual([])
      expect(text).toMatch(/^Meaning {2}\S[\s\S]*^Formula {2}\S[\s\S]*^Source {3}\S/m)
    }
    expect(printed('explain', 'cei')).toContain('\nAs a goal for Sales\nFor      ')
  })

  test('with a ledger shows the formula with numbers that come to the result', () => {
    const text = printed('explain', 'dso', 'data/demo', '--period', '2024-06')
    const [, open, sales, days, result] = /^ +([\d,.]+) ÷ ([\d,.]+) × (\d+) = ([\d.]+) days$/m.exec(text)!
    expect(days).toBe('30')
    expect(((number(open!) / number(sales!)) * number(days!)).toFixed(1)).toBe(result)
  })

  test('says what an early-payment discount costs a year', () => {
    // 2 ÷ 98 × 365 ÷ 20 = 0.3724; (1 + 2 ÷ 98) ^ 18.25 − 1 = 0.4459, as in financial management textbooks.
    expect(printed('explain', '2/10 net 30')).toContain('37.24 % a year, 44.59 % compounded')
  })
})

test('arlab alerts: a moving average and its limits by their definition, the last of them in the text', () => {
  const text = printed('alerts', 'data/demo')
  const { schema, alerts } = arlabJson('alerts', 'data/demo') as {
    schema: string
    alerts: {
      group: Record<string, string>
      state: string
      chart: { center: number; sigma: number; points: Record<'value' | 'ewma' | 'lower' | 'upper', number>[] }
    }[]
  }
  expect(schema).toBe('arlab/alerts/1')
  expect(alerts.map(({ group }) => group)).toEqual([
    {},
    { division: 'Consumer' },
    { division: 'Industrial' },
    { division: 'Services' },
  ])
  for (const { group, state, chart } of alerts) {
    const { center, sigma, points } = chart
    let smoothed = center
    for (const [place, { value, ewma, lower, upper }] of points.entries()) {
      // Weight 0.2: z = 0.2 x + 0.8 z before; its variance is σ² × 0.2 ÷ 1.8 × (1 − 0.8^(2n)) after n periods.
      smoothed = 0.2 * value + 0.8 * smoothed
      const reach = 3 * sigma * Math.sqrt((0.2 / 1.8) * (1 - 0.8 ** (2 * (place + 1))))
      expect(ewma).toBeCloseTo(smoothed, 9)
      expect([lower, upper]).toEqual([expect.closeTo(center - reach, 9), expect.closeTo(center + reach, 9)])
    }
    const { value, ewma, lower, upper } = points.at(-1)!
    expect(state).toBe(ewma > upper ? 'rising' : ewma < lower ? 'falling' : 'steady')
    const name = group.division === undefined ? 'all' : `division ${group.division}`
    const line = text.split('\n').find((each) => each.startsWith(`${name} `))!
    expect(line.split(/ {2,}/)).toEqual([
      name,
      state,
      ewma.toFixed(1),
      `${lower.toFixed(1)} to ${upper.toFixed(1)}`,
      value.toFixed(1),
    ])
  }
})

describe('arlab worklist and month-end', () => {
  interface Owner {
    readonly owner: string
    readonly pastDue: number
    readonly accounts: { customerId: string; pastDue: number; oldest: { daysPastDue: number } }[]
  }
  let owners: readonly Owner[]
  beforeAll(() => {
    owners = arlabJson('worklist', 'data/demo').owners as Owner[]
  })

  test('the accounts of the CSV add up to the totals of each owner in JSON and in the text', () => {
    const text = printed('worklist', 'data/demo')
    const records = csvRecords(output('worklist', 'data/demo', '--format', 'csv'))
    expect(owners.length).toBeGreaterThan(5)
    expect(new Set(records.map(({ salesperson }) => salesperson))).toEqual(new Set(owners.map(({ owner }) => owner)))
    for (const { owner, pastDue, accounts } of owners) {
      const own = records.filter(({ salesperson }) => salesperson === owner)
      expect(own.map(({ customer_id }) => customer_id)).toEqual(accounts.map(({ customerId }) => customerId))
      expect(sumOf(own.map(({ past_due }) => cents(past_due!)))).toBe(pastDue)
      for (const { oldest } of accounts) expect(oldest.daysPastDue).toBeGreaterThan(30)
      const [, total, count] = new RegExp(`^${owner}: (\\S+) USD .*, (\\d+) account`, 'm').exec(text)!
      expect([cents(total!), Number(count)]).toEqual([pastDue, accounts.length])
    }
  })

  test('--owner leaves the accounts of that one', () => {
    const { owner, pastDue } = owners[1]!
    const records = csvRecords(output('worklist', 'data/demo', '--owner', owner, '--format', 'csv'))
    expect(new Set(records.map(({ salesperson }) => salesperson))).toEqual(new Set([owner]))
    expect(sumOf(records.map(({ past_due }) => cents(past_due!)))).toBe(pastDue)
  })

  test('--top 2 leaves the two largest accounts of each owner in CSV too', () => {
    const records = csvRecords(output('worklist', 'data/demo', '--top', '2', '--format', 'csv'))
    expect(records.map(({ customer_id }) => customer_id)).toEqual(
      owners.flatMap(({ accounts }) => accounts.slice(0, 2).map(({ customerId }) => customerId)),
    )
  })

  test('month-end writes the page, and prints the same pack as JSON', () => {
    const file = join(folder, 'pack.html')
    const pack = arlabJson('month-end', 'data/demo', '-o', file) as unknown as {
      schema: string
      day: string
      trend: { rows: { points: unknown[] }[] }
      aging: { rows: { group: object; buckets: number[]; pastDue: number; receivables: number }[] }
      cadence: { rows: { pastDueOver30Share: number; cadence: string }[] }
      worklist: { rows: (Owner & { more: number })[] }
      alerts: { rows: { sentence: string }[] }
    }
    expect([pack.schema, pack.day]).toEqual(['arlab/month-end/1', '2024-12-31'])
    for (const { points } of pack.trend.rows) expect(points).toHaveLength(12)
    const [total, ...people] = pack.aging.rows
    expect(total!.group).toEqual({})
    for (const field of ['pastDue', 'receivables'] as const) {
      expect(sumOf(people.map((each) => each[field]))).toBe(total![field])
    }
    expect(pack.cadence.rows).toHaveLength(3)
    expect(pack.worklist.rows.map(({ owner, pastDue }) => [owner, pastDue])).toEqual(
      owners.map(({ owner, pastDue }) => [owner, pastDue]),
    )
    for (const [place, { accounts, more }] of pack.worklist.rows.entries()) {
      expect(accounts.length).toBe(Math.min(5, owners[place]!.accounts.length))
      expect(accounts.length + more).toBe(owners[place]!.accounts.length)
    }
    const page = readFileSync(file, 'utf8')
    expect(page).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>\s*$/)
    expect(page).not.toContain('<script')
    for (const { owner } of owners) expect(page).toContain(owner)
    for (const { sentence } of pack.alerts.rows) expect(page).toContain(sentence)
  })
})

describe('arlab chart', () => {
  const wordOf = { trend: 'DSO', aging: 'past due', 'past-due': 'salespeople', alert: 'Control chart' }

  /** Draws a chart and gives the file's bytes with what the command says of it. */
  function drawn(kind: string, ending: string) {
    const file = join(folder, `${kind}.${ending}`)
    const about = arlabJson('chart', kind, 'data/demo', '-o', file) as Record<'title' | 'alt' | 'kind', string>
    expect(about).toMatchObject({ schema: 'arlab/chart/1', kind, file })
    return { bytes: readFileSync(file), ...about }
  }

  test.each(['trend', 'alert'] as const)('%s as SVG has its words as its label', (kind) => {
    const { bytes, alt } = drawn(kind, 'svg')
    expect(alt).toContain(wordOf[kind])
    expect(bytes.toString('utf8').startsWith(`<svg role="img" aria-label="${alt}"`)).toBe(true)
  })

  test.each(['aging', 'heat-map'])('%s as PNG is a picture with a size', (kind) => {
    const { bytes } = drawn(kind, 'png')
    expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    // The header of a PNG: width and height as big-endian 32-bit numbers from byte 16 on.
    expect(bytes.readUInt32BE(16)).toBeGreaterThan(500)
    expect(bytes.readUInt32BE(20)).toBeGreaterThan(300)
  })

  test('past-due as JSON is a Vega-Lite specification', () => {
    const { bytes, alt } = drawn('past-due', 'json')
    const specification = JSON.parse(bytes.toString('utf8')) as Record<string, unknown>
    expect(specification.$schema).toMatch(/^https:\/\/vega\.github\.io\/schema\/vega-lite\/v\d/)
    expect(alt).toContain(wordOf['past-due'])
  })

  test('dso-methods as HTML is one page with the picture and no script', () => {
    const { bytes, alt } = drawn('dso-methods', 'html')
    const page = bytes.toString('utf8')
    expect(page).toMatch(/^<!DOCTYPE html>/)
    expect(page).toContain(`aria-label="${alt}"`)
    expect(page).not.toContain('<script')
  })
})

test('a reader that closes its end early, as head does, ends a command without a stack trace', async () => {
  const command = spawn(
    process.execPath,
    ['dist/cli/main.js', 'kpi', 'data/demo', '--by', 'customer_id', '--format', 'csv'],
    { cwd: root },
  )
  let complaint = ''
  command.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  command.stdout.once('data', () => command.stdout.destroy())
  const code = await new Promise((resolve) => command.once('close', resolve))
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
})
