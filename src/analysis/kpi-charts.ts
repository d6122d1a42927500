import type { Bridge } from '../bridge/bridge.js'
import { shownParts } from '../bridge/shown-parts.js'
import type { Span } from '../calendar/frequency.js'
import { agingStackChart } from '../chart/aging-stack-chart.js'
import { bridgeChart } from '../chart/bridge-chart.js'
import type { Chart } from '../chart/chart.js'
import { controlChart } from '../chart/control-chart.js'
import { customerHeatMap } from '../chart/customer-heat-map.js'
import { dsoVariantsChart } from '../chart/dso-variants-chart.js'
import { emptyChart } from '../chart/empty-chart.js'
import { kpiTrendChart } from '../chart/kpi-trend-chart.js'
import { pastDueChart } from '../chart/past-due-chart.js'
import type { DelinquencyAlert } from '../collections/delinquency-alerts.js'
import { agingBuckets } from '../facts/columns.js'
import { type FactTable, factAt, type Group, nameWithGroup } from '../facts/fact-table.js'
import { type Benchmark, benchmarkOf, publishedBenchmarks } from '../kpi/benchmarks.js'
import { kpiById } from '../kpi/catalogue.js'
import { dsoMethods } from '../kpi/dso-methods.js'
import { type Kpi, numberOf } from '../kpi/kpi.js'
import type { KpiSettings } from '../kpi/kpi-settings.js'
import type { KpiRow } from '../kpi/kpi-table.js'
import { kpiValue } from '../kpi/kpi-window.js'
import type { Currency } from '../money/currency.js'

/** The trend of a KPI over the rows of one group, oldest first, with the benchmark's green range if it has one. */
export function trendOf(
  kpi: Kpi,
  rows: readonly KpiRow[],
  currency: Currency,
  benchmarks: readonly Benchmark[] = publishedBenchmarks,
): Chart {
  const group = rows[0]?.group ?? {}
  const benchmark = benchmarkOf(kpi.id, benchmarks)
  const points = rows.map(({ period, start, end, partial, kpis }) => ({
    label: period,
    start,
    end,
    partial,
    value: kpis[kpi.id] ?? null,
  }))
  return kpiTrendChart(points, {
    kpi: kpi.id,
    name: nameWithGroup(kpi.name, group),
    unit: kpi.unit,
    better: kpi.better,
    digits: kpi.digits,
    currency,
    // A benchmark of a year says nothing about a month.
    ...(benchmark === null || benchmark.windowMonths !== undefined
      ? {}
      : {
          benchmark: {
            low: benchmark.green.from ?? null,
            high: benchmark.green.to ?? null,
            label: 'benchmark',
          },
        }),
  })
}

/** Receivables of a group by age at the end of each span. */
export function agingOf(table: FactTable, group: number, spans: readonly Span[], currency: Currency): Chart {
  return agingStackChart(
    spans.map(({ label, first, last }) => ({
      label,
      start: table.periods[first]!.start,
      buckets: bucketsOf(table, group, last),
      creditBalances: factAt(table, group, last, 'credit_balances'),
    })),
    { currency },
  )
}

/** What is past due at the end of a period of a table that is grouped by one attribute. */
export function pastDueOf(table: FactTable, by: string, period: number, currency: Currency): Chart {
  const groups = table.groups
    .map((group, index) => ({ name: group[by] ?? 'all', index }))
    .slice(table.groups.length > 1 ? 1 : 0)
  return pastDueChart(
    groups.map(({ name, index }) => ({ name, buckets: bucketsOf(table, index, period).slice(1) })),
    { currency, by },
  )
}

/** The methods of DSO over spans, side by side. */
export function dsoMethodsOf(table: FactTable, group: number, spans: readonly Span[], settings: KpiSettings): Chart {
  const shown = ['dso', 'dso_12m', 'dso_countback', 'dso_best_possible', 'dso_true']
  const bySpan = spans.map((span) => ({ span, methods: dsoMethods(table, group, span, settings) }))
  const series = shown.flatMap((id) => {
    const name = bySpan.flatMap(({ methods }) => methods.filter((method) => method.id === id)).at(-1)?.name
    if (name === undefined) return []
    const points = bySpan.map(({ span, methods }) => ({
      label: span.label,
      start: table.periods[span.first]!.start,
      value: methods.find((method) => method.id === id)?.value ?? null,
    }))
    return [{ id, name, points }]
  })
  return dsoVariantsChart(series)
}

/** The control chart behind an alert. */
export function alertChartOf(table: FactTable, { group, chart, chartFrom, sentence }: DelinquencyAlert): Chart {
  if (chart === null) return emptyChart(sentence.replace(/\.$/, ''))
  const kpi = kpiById('average_days_delinquent')
  return controlChart(
    chart.points.map(({ value, ewma, lower, upper, signal }, index) => {
      const { label, start } = table.periods[chartFrom + index]!
      return { label, start, value, ewma, center: chart.center, lower, upper, signal }
    }),
    {
      name: nameWithGroup(kpi.name, group),
      unit: kpi.unit,
      kpi: kpi.id,
      digits: kpi.digits,
      judgedFrom: chart.judgedFrom,
    },
  )
}

/** A KPI by customer and span: of the customers who owe most at the end of the last one. The table is grouped by customer. */
export function heatMapOf(
  table: FactTable,
  kpi: Kpi,
  spans: readonly Span[],
  settings: KpiSettings,
  currency: Currency,
): Chart {
  const last = spans.at(-1)?.last ?? 0
  const customers = table.groups
    .map((group, index) => ({
      customer: group.customer_id ?? '',
      index,
      owed: factAt(table, index, last, 'receivables'),
    }))
    .slice(1)
    .sort((a, b) => b.owed - a.owed || (a.customer < b.customer ? -1 : 1))
  const cells = customers.flatMap(({ customer, index }) =>
    spans.map((span) => ({
      customer,
      label: span.label,
      start: table.periods[span.first]!.start,
      value: numberOf(kpiValue(table, index, span, kpi, settings)),
    })),
  )
  return customerHeatMap(cells, {
    name: kpi.name,
    unit: kpi.unit,
    better: kpi.better,
    kpi: kpi.id,
    digits: kpi.digits,
    currency,
  })
}

/** The causes of a change as a waterfall; what is shown adds up. */
export function bridgeChartOf(bridge: Bridge, group: Group): Chart {
  const kpi = kpiById(bridge.kpi)
  const shown = shownParts(bridge, kpi.digits)
  return bridgeChart({
    kpiName: nameWithGroup(kpi.name, group),
    unit: kpi.unit,
    digits: kpi.digits,
    better: kpi.better,
    from: { label: bridge.from.label, value: shown.from },
    to: { label: bridge.to.label, value: shown.to },
    parts: shown.parts.map(({ label, value }) => ({ label, value })),
  })
}

function bucketsOf(table: FactTable, group: number, period: number) {
  return agingBuckets.map(({ fact, label }) => ({
    label,
    amount: factAt(table, group, period, fact),
  }))
}
