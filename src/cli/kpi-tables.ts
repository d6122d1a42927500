import { isoFromDay } from '../calendar/day.js'
import type { Frequency } from '../calendar/frequency.js'
import { groupLabel, groupValues, isTotal } from '../facts/fact-table.js'
import { type Benchmark, benchmarkOf, lightOf } from '../kpi/benchmarks.js'
import { kpiById } from '../kpi/catalogue.js'
import type { Kpi } from '../kpi/kpi.js'
import type { KpiChange } from '../kpi/kpi-change.js'
import type { KpiRow } from '../kpi/kpi-table.js'
import type { Currency } from '../money/currency.js'
import { cutCell } from './cut-cell.js'
import { formatChange, formatFigure, formatKpi } from './format-kpi.js'
import type { PrintedTable } from './printed-table.js'

export interface KpiTablesInput {
  readonly rows: readonly KpiRow[]
  readonly kpis: readonly Kpi[]
  readonly every: Frequency
  readonly by: readonly string[]
  readonly currency: Currency
  readonly benchmarks: readonly Benchmark[]
  /** KPIs over the window that a benchmark is meant for, by KPI id: of the total and the last period. */
  readonly benchmarkValues: ReadonlyMap<string, number | null>
}

/** How wide a group's name may be in a table. */
const groupWidth = 32

/** The KPI table as people read it: periods downwards, KPIs side by side, then the last period in detail. */
export function kpiTables(input: KpiTablesInput): PrintedTable[] {
  const last = input.rows.filter((row) => !row.partial && isTotal(row.group)).at(-1)
  return [figuresTable(input), ...(last ? [changesTable(input, last)] : [])]
}

function figuresTable({ rows, kpis, every, by, currency }: KpiTablesInput): PrintedTable {
  const grouped = by.length > 0
  const part = rows.find((row) => row.partial)
  const ofGroup = (row: KpiRow) => cutCell(groupValues(row.group) || 'all', groupWidth)
  return {
    header: ['period', ...(grouped ? [by.join(' · ')] : []), ...kpis.map((kpi) => headOf(kpi, currency))],
    wordColumns: grouped ? 2 : 1,
    rows: rows.map((row) => [
      row.partial ? `${row.period}*` : row.period,
      ...(grouped ? [ofGroup(row)] : []),
      ...kpis.map((kpi) => formatFigure(kpi, row.kpis[kpi.id] ?? null, currency)),
    ]),
    notes: [
      ...(part
        ? [
            `* a part of the ${every}: ${isoFromDay(part.start)} to ${isoFromDay(part.end)}; nothing is compared with it.`,
          ]
        : []),
      ...reasons(rows),
    ],
  }
}

/** Money needs its currency where a number alone would not tell. */
function headOf(kpi: Kpi, currency: Currency): string {
  return kpi.unit === 'money' ? `${kpi.shortName} ${currency.code}` : kpi.shortName
}

function changesTable({ kpis, currency, benchmarks, benchmarkValues }: KpiTablesInput, row: KpiRow): PrintedTable {
  const changes = kpis.map((kpi) => row.changes[kpi.id]!)
  const before = changes.find(({ previous }) => previous !== null)?.previous?.period
  const yearAgo = changes.find((change) => change.yearAgo !== null)?.yearAgo?.period
  const lights = kpis.map((kpi) => lightText(kpi, benchmarks, benchmarkValues))
  const hasLights = lights.some((light) => light !== '')
  const change = (kpi: Kpi, one: KpiChange | null) => changeCells(kpi, one, currency)
  return {
    title: `${row.period}: what changed`,
    header: [
      'KPI',
      'value',
      ...(hasLights ? ['light'] : []),
      ...(before === undefined ? [] : [`against ${before}`, '']),
      ...(yearAgo === undefined ? [] : [`against ${yearAgo}`, '']),
    ],
    rows: kpis.map((kpi, index) => [
      kpi.name,
      formatKpi(kpi, row.kpis[kpi.id] ?? null, currency),
      ...(hasLights ? [lights[index]!] : []),
      ...(before === undefined ? [] : change(kpi, changes[index]!.previous)),
      ...(yearAgo === undefined ? [] : change(kpi, changes[index]!.yearAgo)),
    ]),
    notes: benchmarkNotes(kpis, benchmarks),
  }
}

/** `+1.2 (+4.5 %)` and the word for it. */
function changeCells(kpi: Kpi, change: KpiChange | null, currency: Currency): [string, string] {
  if (change === null) return ['–', '']
  const percent = change.percent === null || kpi.unit === 'percent' ? '' : ` (${signedPercent(change.percent)})`
  return [`${formatChange(kpi, change.absolute, currency)}${percent}`, change.indicator ?? '']
}

/** `+4.5 %`; a change of more than tenfold says nothing as a percentage. */
function signedPercent(percent: number): string {
  if (Math.abs(percent) >= 1000) return 'over 10 times'
  const text = Math.abs(percent).toFixed(1)
  const sign = Number(text) === 0 ? '' : percent > 0 ? '+' : '−'
  return `${sign}${text} %`
}

function lightText(kpi: Kpi, benchmarks: readonly Benchmark[], values: KpiTablesInput['benchmarkValues']): string {
  const benchmark = benchmarkOf(kpi.id, benchmarks)
  const value = values.get(kpi.id)
  if (benchmark === null || value === undefined || value === null) return ''
  const light = lightOf(value, benchmark)
  return benchmark.windowMonths === undefined ? light : `${light} (${benchmark.windowMonths} m)`
}

function benchmarkNotes(kpis: readonly Kpi[], benchmarks: readonly Benchmark[]): string[] {
  return kpis.flatMap((kpi) => {
    const benchmark = benchmarkOf(kpi.id, benchmarks)
    return benchmark === null ? [] : [`Benchmark of ${kpi.id}: ${benchmark.text}.`]
  })
}

/** Why dashes stand where they stand, and what is to be known of values: each reason once, with its periods. */
function reasons(rows: readonly KpiRow[]): string[] {
  const dashes = new Map<string, Set<string>>()
  const remarks = new Map<string, Set<string>>()
  for (const row of rows) {
    for (const [id, reason] of Object.entries(row.notes)) {
      const found = row.kpis[id] === null ? dashes : remarks
      const sentence = `${kpiById(id).name}: ${reason}`
      found.set(sentence, (found.get(sentence) ?? new Set()).add(row.period))
    }
  }
  const lines = (found: ReadonlyMap<string, ReadonlySet<string>>) =>
    [...found].map(([sentence, where]) => {
      const shown = [...where].slice(0, 3).join(', ')
      return `– ${sentence} (${shown}${where.size > 3 ? ` and ${where.size - 3} more` : ''})`
    })
  return [
    ...(dashes.size === 0 ? [] : ['Not defined where a dash stands:', ...lines(dashes)]),
    ...(remarks.size === 0 ? [] : ['To know:', ...lines(remarks)]),
  ]
}

/** The groups and periods that a table shows, for a title. */
export function tableTitle(company: string, every: Frequency, rows: readonly KpiRow[]): string {
  const groups = [...new Set(rows.map((row) => groupLabel(row.group)))].length
  const [first, last] = [rows[0]!, rows.at(-1)!]
  const span = first.period === last.period ? first.period : `${first.period} to ${last.period}`
  return `${company}: receivables KPIs by ${every}, ${span}${groups > 1 ? `, ${groups - 1} groups` : ''}`
}
