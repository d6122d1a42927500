import { type Frequency, frequencies, type Span, spansOf, spansPerYear } from '../calendar/frequency.js'
import type { Period } from '../calendar/period.js'
import { factNames, isStock } from '../facts/columns.js'
import { type FactTable, factAt, type Group } from '../facts/fact-table.js'
import { FactWindow } from '../facts/fact-window.js'
import { spansFrom } from '../facts/spans-from.js'
import { isWhole } from '../facts/whole-periods.js'
import { kpiCatalogue } from './catalogue.js'
import { type Kpi, type KpiValue, noteOf, numberOf } from './kpi.js'
import { type KpiChange, kpiChange } from './kpi-change.js'
import { type KpiSettings, usualSettings } from './kpi-settings.js'
import { kpiValue, kpiWindow } from './kpi-window.js'

export type { Frequency } from '../calendar/frequency.js'

/** How a KPI changed: against the period before, and against the same period a year ago. Null where either is not defined. */
export interface KpiChanges {
  readonly previous: KpiChange | null
  readonly yearAgo: KpiChange | null
}

/** The KPIs of one period and group. A KPI that is not defined is null and has its reason in `notes`. */
export interface KpiRow {
  readonly period: string
  readonly start: Period['start']
  readonly end: Period['end']
  /** Whether the ledger knows only a part of the period; then nothing is compared with it. */
  readonly partial: boolean
  readonly group: Group
  /** Minor units and counts; flows are of the period, stocks at its end. Null where the ledger does not know a fact. */
  readonly facts: Readonly<Record<string, number | null>>
  readonly kpis: Readonly<Record<string, number | null>>
  readonly changes: Readonly<Record<string, KpiChanges>>
  /** Why a KPI is not defined, or what a reader must know of its value. */
  readonly notes: Readonly<Record<string, string>>
}

export interface KpiTableOptions {
  readonly every?: Frequency
  /** Periods of the fact table that a KPI looks back over from the period's end; the period itself by default. */
  readonly windowMonths?: number
  readonly kpis?: readonly Kpi[]
  /** The first day asked for; earlier periods are left out, but are still looked back at. */
  readonly from?: Period['start']
  readonly settings?: KpiSettings
}

/**
 * The KPI table of a fact table: a row for each group and period, oldest first, the total before the groups.
 * Quarters and years are those of the table's calendar; the first and the newest may be parts.
 */
export function kpiTable(table: FactTable, options: KpiTableOptions = {}): KpiRow[] {
  const { every = 'month', kpis = kpiCatalogue, from } = options
  const spans = spansOf(table.periods, every, table.calendar)
  const partial = spans.map((span) => isPart(table, span, every))
  const shown = spansFrom(table, spans, from)
  if (shown.length === 0) return []
  const first = spans.length - shown.length
  const yearLength = spansPerYear[every]
  // A copy has room for all its keys at once; one that grows key by key is made again and again.
  const noKpis: Record<string, number | null> = Object.fromEntries(kpis.map(({ id }) => [id, null]))
  const values = new ValueTable(table, spans, kpis, options)
  const changeFrom = (kpi: number, group: number, at: number, back: number): KpiChange | null => {
    if (at < back || partial[at] || partial[at - back]) return null
    if (values.length(kpi, at) !== values.length(kpi, at - back)) return null
    const [now, before] = [values.number(kpi, group, at), values.number(kpi, group, at - back)]
    return now === null || before === null ? null : kpiChange(kpis[kpi]!, now, before, spans[at - back]!.label)
  }
  return shown.flatMap((span, index) =>
    table.groups.map((group, groupIndex): KpiRow => {
      const at = first + index
      const kpiValues = { ...noKpis }
      const notes: Record<string, string> = {}
      kpis.forEach((kpi, kpiIndex) => {
        const value = values.compute(kpiIndex, groupIndex, at)
        kpiValues[kpi.id] = numberOf(value)
        const note = noteOf(value)
        if (note !== null) notes[kpi.id] = note
      })
      let facts: Record<string, number | null> | undefined
      let changes: Record<string, KpiChanges> | undefined
      return {
        period: span.label,
        start: table.periods[span.first]!.start,
        end: table.periods[span.last]!.end,
        partial: partial[at]!,
        group,
        kpis: kpiValues,
        // These two are worked out when asked for: of a large table few rows are looked at so closely.
        get facts() {
          facts ??= factsOf(table, groupIndex, span)
          return facts
        },
        get changes() {
          changes ??= Object.fromEntries(
            kpis.map(({ id }, kpi) => [
              id,
              {
                previous: changeFrom(kpi, groupIndex, at, 1),
                yearAgo: changeFrom(kpi, groupIndex, at, yearLength),
              },
            ]),
          )
          return changes
        },
        notes,
      }
    }),
  )
}

/** The values of a table's KPIs. Their numbers are kept, for the periods that others are compared with are asked for again. */
class ValueTable {
  /** By span, group and KPI; NaN where it is not defined. */
  readonly #numbers: Float64Array
  readonly #isKnown: Uint8Array

  constructor(
    private readonly table: FactTable,
    private readonly spans: readonly Span[],
    private readonly kpis: readonly Kpi[],
    private readonly options: KpiTableOptions,
  ) {
    const cells = spans.length * table.groups.length * kpis.length
    this.#numbers = new Float64Array(cells)
    this.#isKnown = new Uint8Array(cells)
  }

  compute(kpi: number, group: number, span: number): KpiValue {
    const { settings = usualSettings, windowMonths } = this.options
    const value = kpiValue(this.table, group, this.spans[span]!, this.kpis[kpi]!, settings, windowMonths)
    const place = this.#place(kpi, group, span)
    this.#numbers[place] = numberOf(value) ?? Number.NaN
    this.#isKnown[place] = 1
    return value
  }

  number(kpi: number, group: number, span: number): number | null {
    const place = this.#place(kpi, group, span)
    if (this.#isKnown[place] === 0) this.compute(kpi, group, span)
    const number = this.#numbers[place]!
    return Number.isNaN(number) ? null : number
  }

  /** How many base periods a value looks back over: less than usual at the beginning, where it is not to be compared. */
  length(kpi: number, span: number): number {
    return kpiWindow(this.table, 0, this.spans[span]!, this.kpis[kpi]!, this.options.windowMonths)?.length ?? 0
  }

  #place(kpi: number, group: number, span: number): number {
    return (span * this.table.groups.length + group) * this.kpis.length + kpi
  }
}

/** Whether a span lacks base periods at its beginning, or days at its end. */
function isPart(table: FactTable, { first, last }: Span, every: Frequency): boolean {
  return last - first + 1 < frequencies[every] || !isWhole(table, last, every)
}

const noFacts: Readonly<Record<string, number | null>> = Object.fromEntries(
  ['opening_receivables', ...factNames].map((name) => [name, null]),
)

const inThePeriod = { overdue: 'exclude', partial: 'count', contracts: 'include' } as const

function factsOf(table: FactTable, group: number, { first, last }: Span): Record<string, number | null> {
  const own = FactWindow.of(table, group, last, last - first + 1)
  const facts = { ...noFacts }
  facts.opening_receivables = own.opening('receivables')
  for (const name of factNames) {
    if (table.absent.has(name)) continue
    facts[name] = isStock(name) ? factAt(table, group, last, name) : own.flow(name)
  }
  // The one flow that is no sum of its periods': what fell due in one of them may be paid in another.
  if (last > first && table.details) {
    facts.collected_on_due_value = table.details.dueCollection(group, first, last, inThePeriod).collected
  }
  return facts
}
