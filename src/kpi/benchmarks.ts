import type { KpiTableOptions } from './kpi-table.js'

/** A range of values; an end that is left out is open. Both ends belong to it. */
interface Range {
  readonly from?: number
  readonly to?: number
}

/** What is usual or aimed at for a KPI, as data: two ranges and where they come from. */
export interface Benchmark {
  /** The id of the KPI. */
  readonly kpi: string
  /** Other KPIs that it says something about, though its ranges are not theirs. */
  readonly alsoAbout?: readonly string[]
  readonly green: Range
  /** Around the green range: worth a look. What lies outside both is red. */
  readonly amber: Range
  /** In words, for people. */
  readonly text: string
  readonly source: string
  /** The window that the numbers are meant for, in periods, where one period will not do. */
  readonly windowMonths?: NonNullable<KpiTableOptions['windowMonths']>
}

export type Light = 'green' | 'amber' | 'red'

/**
 * The benchmarks that come with AR Lab. The green limits are those of published collection practice; where a source gives
 * one limit only, the amber range around it is our own choice and the text says so.
 */
export const publishedBenchmarks: readonly Benchmark[] = [
  {
    kpi: 'past_due_over_30',
    green: { to: 5 },
    amber: { to: 10 },
    text: 'under 5 % of receivables (amber to 10 %, our choice)',
    source: 'Aging benchmark of collection practice.',
  },
  {
    kpi: 'past_due_over_60',
    green: { to: 1 },
    amber: { to: 2 },
    text: 'at most 1 to 2 % of receivables',
    source: 'Aging benchmark of collection practice.',
  },
  {
    kpi: 'customers_paying_early',
    green: { from: 60 },
    amber: { from: 40 },
    text: '60 % of customers (amber from 40 %, our choice)',
    source: 'Benchmark of KPI practice.',
    windowMonths: 12,
  },
  {
    kpi: 'bad_debt_to_receivables',
    green: { from: 1, to: 2 },
    amber: { from: 0, to: 3 },
    text: '1 to 2 % of receivables over a year; near zero credit may be too tight (amber to 3 %, our choice)',
    source: 'Benchmark of credit management.',
    windowMonths: 12,
  },
  {
    kpi: 'dso_gap_to_target',
    alsoAbout: ['dso', 'dso_target', 'dso_countback'],
    green: { to: 0 },
    amber: { to: 7 },
    text: 'DSO at most 1.5 × the terms (amber to a week above, our choice)',
    source: 'Rule of thumb of credit management for the target DSO.',
  },
]

/** The traffic light of a value by a benchmark. */
export function lightOf(value: number, { green, amber }: Benchmark): Light {
  if (isWithin(value, green)) return 'green'
  return isWithin(value, amber) ? 'amber' : 'red'
}

/** The benchmark of a KPI: the last one that names it, so that users' own go before those that come with AR Lab. */
export function benchmarkOf(kpi: string, benchmarks: readonly Benchmark[]): Benchmark | null {
  return benchmarks.filter((benchmark) => benchmark.kpi === kpi).at(-1) ?? null
}

/** The benchmark to mention beside a KPI: its own, or one that is also about it. */
export function benchmarkAbout(kpi: string, benchmarks: readonly Benchmark[]): Benchmark | null {
  return benchmarkOf(kpi, benchmarks) ?? benchmarks.filter(({ alsoAbout }) => alsoAbout?.includes(kpi)).at(-1) ?? null
}

function isWithin(value: number, { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: Range): boolean {
  return value >= from && value <= to
}
