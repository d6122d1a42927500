import type {
  HistoryPoint,
  KpiSpread,
  PairedDifference,
  ScenarioResult,
  SimulationResult,
} from '../../src/scenario/result.js'
import { noSpread } from '../../src/scenario/spread.js'

/** How a KPI of the sample company behaves: its level, how much luck moves it in a month, and its season. */
interface SampleKpi {
  readonly kpi: string
  readonly level: number
  readonly luck: number
  readonly season: number
}

const sampleKpis: readonly SampleKpi[] = [
  { kpi: 'dso', level: 32.4, luck: 1.6, season: 2.2 },
  { kpi: 'cei', level: 88.6, luck: 1.2, season: 1.4 },
  { kpi: 'bad_debt_to_sales', level: 1.12, luck: 0.16, season: 0.1 },
  { kpi: 'total_past_due', level: 41_234_567, luck: 3_100_000, season: 2_500_000 },
]

/** What a scenario adds to each KPI once it has come through. */
export interface SampleEffect {
  readonly name: string
  readonly effects: Readonly<Record<string, number>>
}

export const sampleScenarios: readonly SampleEffect[] = [
  { name: 'Net 45', effects: { dso: 14.8, cei: -3.9, bad_debt_to_sales: 0.31, total_past_due: 6_400_000 } },
  { name: 'Net 45 with 2/10', effects: { dso: 5.2, cei: -0.4, bad_debt_to_sales: 0.12, total_past_due: 2_100_000 } },
  { name: 'More calls', effects: { dso: -2.6, cei: 2.8, bad_debt_to_sales: -0.02, total_past_due: -7_900_000 } },
]

const quantiles = { q05: -1.645, q25: -0.674, q50: 0, q75: 0.674, q95: 1.645 } as const

/** A made-up simulation result with the shapes of real ones; no randomness, so the same every time. */
export function sampleResult(
  options: {
    readonly scenarios?: readonly SampleEffect[]
    readonly historyMonths?: number
    readonly months?: number
  } = {},
): SimulationResult {
  const { scenarios = sampleScenarios, historyMonths = 24, months = 12 } = options
  const past = monthsFrom(2013, 6 - historyMonths, historyMonths)
  const future = monthsFrom(2013, 6, months)
  const all = [{ name: 'baseline', effects: {} }, ...scenarios]
  return {
    schema: 'arlab/simulate/1',
    seed: 'quarterly review',
    replicates: 1000,
    months,
    engine: '1.0.0',
    parameters: 'drawn',
    currency: 'USD',
    asOf: '2013-06-30',
    ledgerHash: '3b1f0f6d2c4a9e8877665544332211000f1e2d3c4b5a69788796a5b4c3d2e1f0',
    behaviorHash: '9a8b7c6d5e4f30211203f4e5d6c7b8a99a8b7c6d5e4f30211203f4e5d6c7b8a9',
    rejectedRows: 2,
    history: past.flatMap((month, index) => sampleKpis.map((kpi) => historyPoint(kpi, month, index))),
    scenarios: all.map((scenario, index) => sampleScenario(scenario, index, future)),
    factDifferences: [],
    presentValueDifferences: [],
    tradeOffs: [],
    differences: scenarios.flatMap((scenario) =>
      future.flatMap((month, index) => sampleKpis.map((kpi) => difference(kpi, scenario, month, index))),
    ),
    performance: { invoices: 5_012_344, events: 19_322_107, seconds: 8.4, threads: 4 },
  }
}

function historyPoint({ kpi, level, luck, season }: SampleKpi, month: string, index: number): HistoryPoint {
  const value = level + season * Math.sin((index * Math.PI) / 6) + luck * wobble(index) + level * 0.004 * (10 - index)
  return { kpi, group: {}, month, value }
}

function sampleScenario({ name, effects }: SampleEffect, position: number, months: readonly string[]): ScenarioResult {
  return {
    name,
    note: position === 0 ? "Today's terms and collection effort go on." : `What if: ${name.toLowerCase()}.`,
    hash: `${position}`.repeat(64),
    series: months.flatMap((month, index) => sampleKpis.map((kpi) => spread(kpi, effects, month, index))),
    facts: [],
    expectations: [],
    presentValues: [],
    notes:
      position === 1 ? ['By June 2014 the longer terms have come through on 97 % of the invoices that are open.'] : [],
  }
}

function spread(kpi: SampleKpi, effects: SampleEffect['effects'], month: string, index: number): KpiSpread {
  const effect = effects[kpi.kpi] ?? 0
  const center = kpi.level + kpi.season * Math.sin((index * Math.PI) / 6) + effect * comeThrough(index)
  const width = (kpi.luck + Math.abs(effect) * 0.12) * (1 + index * 0.04)
  const figures = Object.fromEntries(Object.entries(quantiles).map(([name, z]) => [name, center + z * width]))
  return {
    kpi: kpi.kpi,
    group: {},
    month,
    defined: 1000,
    mean: center + 0.04 * width,
    se: width / Math.sqrt(1000),
    ...(figures as Record<keyof typeof quantiles, number>),
    intervals: noSpread.intervals,
  }
}

function difference(kpi: SampleKpi, scenario: SampleEffect, month: string, index: number): PairedDifference {
  const effect = (scenario.effects[kpi.kpi] ?? 0) * comeThrough(index)
  const width = kpi.luck * 0.12 + Math.abs(effect) * 0.05
  return {
    scenario: scenario.name,
    against: 'baseline',
    kpi: kpi.kpi,
    group: {},
    month,
    mean: effect,
    se: width / Math.sqrt(1000),
    low: effect - 1.645 * width,
    high: effect + 1.645 * width,
    probabilityLower: effect < 0 ? 0.98 : 0.02,
    probabilityHigher: effect < 0 ? 0.02 : 0.98,
  }
}

/** New terms touch only new invoices, so an effect comes through over some months. */
function comeThrough(index: number): number {
  return 1 - Math.exp(-(index + 1) / 2.2)
}

/** Looks like noise, is none. */
function wobble(index: number): number {
  return Math.sin(index * 12.9898) * 0.6 + Math.sin(index * 4.1414 + 1) * 0.6
}

function monthsFrom(year: number, month: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const number = year * 12 + month + index
    return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
  })
}
