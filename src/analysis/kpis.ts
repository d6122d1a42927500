import type { BridgeKpi } from '../bridge/bridge.js'
import { kpiBridge } from '../bridge/kpi-bridge.js'
import type { Day } from '../calendar/day.js'
import { calendarYear, type FiscalCalendar } from '../calendar/fiscal-calendar.js'
import { type Frequency, type Span, spansOf } from '../calendar/frequency.js'
import type { Chart } from '../chart/chart.js'
import { delinquencyAlerts } from '../collections/delinquency-alerts.js'
import { didYouMean } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import type { ExportColumn } from '../export/export-table.js'
import { kpiExport } from '../export/kpi-export.js'
import { type FactTable, type Group, groupLabel, sameGroup } from '../facts/fact-table.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import { spansFrom } from '../facts/spans-from.js'
import { lastWholePeriod } from '../facts/whole-periods.js'
import { headlineKpis, kpiById, kpisNamed } from '../kpi/catalogue.js'
import type { Kpi } from '../kpi/kpi.js'
import { type KpiSettings, usualSettings } from '../kpi/kpi-settings.js'
import { type KpiRow, kpiTable } from '../kpi/kpi-table.js'
import type { Ledger } from '../ledger/ledger.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { frameOf } from '../ledger/ledger-frame.js'
import type { ViewColumn } from '../ledger/table-view.js'
import type { Currency } from '../money/currency.js'
import { agingOf, alertChartOf, bridgeChartOf, dsoMethodsOf, heatMapOf, pastDueOf, trendOf } from './kpi-charts.js'

export interface KpisOptions {
  /** Length of a period; month by default. */
  readonly every?: Frequency
  /** Customer or invoice attributes to group by; several are crossed. */
  readonly by?: readonly string[]
  /** Ids of KPIs, or a family such as `aging`; the headline KPIs by default. */
  readonly kpis?: readonly string[]
  /** Periods that a KPI looks back over; the period itself by default. */
  readonly windowMonths?: number
  /** The first day asked for. */
  readonly from?: Day
  readonly calendar?: FiscalCalendar
  readonly settings?: Partial<KpiSettings>
}

/** One value of a series. Days are day numbers. */
export interface SeriesPoint {
  readonly label: string
  readonly start: Day
  readonly end: Day
  /** Null where the KPI is not defined; `note` says why. */
  readonly value: number | null
  readonly note: string | null
}

/** The KPIs of a ledger by period and group, to look into: a row, a series, a data frame, a chart. */
export class KpiAnalysis {
  /** Oldest first; the total before the groups. */
  readonly rows: readonly KpiRow[]
  readonly facts: FactTable
  readonly currency: Currency
  readonly #data: LedgerData
  readonly #by: readonly string[]
  readonly #settings: KpiSettings
  /** The periods asked for, with their places in the table of facts. */
  readonly #spans: readonly Span[]

  constructor(
    ledger: Ledger,
    readonly kpis: readonly Kpi[],
    options: KpisOptions,
  ) {
    const { by = [], calendar = calendarYear, every = 'month', from } = options
    const facts = ledgerFacts(ledger.data, by, calendar)
    this.facts = facts
    this.currency = ledger.currency
    this.#data = ledger.data
    this.#by = by
    this.#settings = { ...usualSettings, ...options.settings }
    this.#spans = spansFrom(facts, spansOf(facts.periods, every, facts.calendar), from)
    this.rows = kpiTable(facts, {
      ...(options.every === undefined ? {} : { every: options.every }),
      ...(options.windowMonths === undefined ? {} : { windowMonths: options.windowMonths }),
      ...(options.from === undefined ? {} : { from: options.from }),
      kpis,
      settings: this.#settings,
    })
  }

  /**
   * The row of a period and group: of the last whole period and of everything if left out. Throws an InputError for a
   * period or group that the table does not have.
   */
  row(period?: string, group: Group = {}): KpiRow {
    const own = this.#rowsOf(group)
    const found =
      period === undefined
        ? (own.filter(({ partial }) => !partial).at(-1) ?? own.at(-1))
        : own.find((row) => row.period === period)
    if (found) return found
    throw noSuchPeriod(
      period ?? '',
      own.map((row) => row.period),
    )
  }

  /** One KPI of a group by period, oldest first. Throws an InputError for a KPI or group that the table does not have. */
  series(kpi: string, group: Group = {}): SeriesPoint[] {
    const { id } = this.#kpi(kpi)
    return this.#rowsOf(group).map(({ period, start, end, kpis, notes }) => ({
      label: period,
      start,
      end,
      value: kpis[id] ?? null,
      note: notes[id] ?? null,
    }))
  }

  /** A danfo data frame: period, start, end, the groups' attributes and a column for each KPI; money in major units. */
  frame(): ReturnType<typeof frameOf> {
    const ids = this.kpis.map(({ id }) => id)
    const table = kpiExport(this.rows, { by: this.#by, kpis: ids, currency: this.currency })
    return frameOf(table.rows, table.columns.map(viewColumn), this.currency)
  }

  /** A KPI's trend with its change and indicator, to show in a notebook. */
  chart(kpi: string, group: Group = {}): Chart {
    return trendOf(this.#kpi(kpi), this.#rowsOf(group), this.currency)
  }

  /** Receivables by age at the end of each period. */
  agingChart(group: Group = {}): Chart {
    return agingOf(this.facts, this.#groupPlace(group), this.#spans, this.currency)
  }

  /** What is past due at the end of the last period, by the first attribute of the table. */
  pastDueChart(): Chart {
    return pastDueOf(this.facts, this.#by[0] ?? '', this.facts.periods.length - 1, this.currency)
  }

  /** The ways to count DSO, side by side. */
  dsoMethodsChart(group: Group = {}): Chart {
    return dsoMethodsOf(this.facts, this.#groupPlace(group), this.#spans, this.#settings)
  }

  /** The control chart of average days delinquent, month by month, with its early alerts. */
  delinquencyChart(group: Group = {}): Chart {
    const alerts = delinquencyAlerts(this.facts, { lastWhole: lastWholePeriod(this.facts) })
    return alertChartOf(this.facts, alerts[this.#groupPlace(group)]!)
  }

  /** A KPI by customer and period, of those who owe most; for a table by customer_id. */
  heatMap(kpi: string): Chart {
    return heatMapOf(this.facts, this.#kpi(kpi), this.#spans, this.#settings, this.currency)
  }

  /** Why DSO or CEI changed from one period to another. Throws an InputError for a period that the table does not have. */
  bridgeChart(kpi: BridgeKpi, from: string, to: string, group: Group = {}): Chart {
    const options = { by: this.#by, group: this.#groupPlace(group), facts: this.facts }
    return bridgeChartOf(kpiBridge(kpi, this.#data, this.#span(from), this.#span(to), options), group)
  }

  #groupPlace(group: Group): number {
    this.#rowsOf(group)
    return this.facts.groups.findIndex((own) => sameGroup(own, group))
  }

  #span(period: string): Span {
    const found = this.#spans.find(({ label }) => label === period)
    if (found) return found
    throw noSuchPeriod(
      period,
      this.#spans.map(({ label }) => label),
    )
  }

  #rowsOf(group: Group): readonly KpiRow[] {
    const own = this.rows.filter((row) => sameGroup(row.group, group))
    if (own.length > 0) return own
    const label = groupLabel(group)
    const labels = [...new Set(this.rows.map((row) => groupLabel(row.group)))]
    throw new InputError(`The table has no group "${label}".${didYouMean(label, labels)}`)
  }

  #kpi(id: string): Kpi {
    const found = this.kpis.find((kpi) => kpi.id === id)
    if (found) return found
    throw new InputError(
      `The table does not hold the KPI "${kpiById(id).id}"; ask for it: kpis(ledger, { kpis: ['${id}', …] }).`,
    )
  }
}

/**
 * The KPIs of a ledger by period and group.
 *
 *     const table = kpis(ledger, { every: 'quarter', by: ['region'] })
 *     table.row().kpis.dso                    // of everything, in the last whole quarter
 *     table.series('cei', { region: 'EMEA' }) // by quarter
 *     show(table.chart('dso'))
 *
 * Throws an InputError for an attribute that the ledger lacks or a KPI that the catalogue lacks.
 */
export function kpis(ledger: Ledger, options: KpisOptions = {}): KpiAnalysis {
  const chosen = options.kpis === undefined ? headlineKpis : kpisNamed(options.kpis)
  return new KpiAnalysis(ledger, chosen, options)
}

function noSuchPeriod(period: string, labels: readonly string[]): InputError {
  return new InputError(
    `The table has no period "${period}"; it has ${labels[0]} to ${labels.at(-1)}.${didYouMean(period, labels)}`,
  )
}

/** Numbers of an export are numbers of a frame. */
function viewColumn(column: ExportColumn): ViewColumn {
  if (column.kind === 'integer' || column.kind === 'number') return { name: column.name, kind: 'number', at: column.at }
  return column as ViewColumn
}
