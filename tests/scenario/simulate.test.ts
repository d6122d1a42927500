import { beforeAll, describe, expect, it } from 'vitest'
import type { Behavior } from '../../src/behavior/behavior.js'
import { fitBehavior } from '../../src/behavior/fit/fit-behavior.js'
import { type Day, dayFromIso } from '../../src/calendar/day.js'
import { monthEnd, monthOf } from '../../src/calendar/month.js'
import { InputError } from '../../src/document/input-error.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { agingBuckets, factColumn, factCount, factNames, flowFacts, isStock } from '../../src/facts/columns.js'
import { emptyFactTable, type FactTable, factAt } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { rollForwardBreaks } from '../../src/facts/roll-forward.js'
import { headlineKpis, kpiById, kpiCatalogue } from '../../src/kpi/catalogue.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import { kpiTable } from '../../src/kpi/kpi-table.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { notSimulated } from '../../src/scenario/not-simulated.js'
import { type CompiledPlan, compilePlan } from '../../src/scenario/plan/compile-plan.js'
import type { SimulationResult } from '../../src/scenario/result.js'
import { simulate } from '../../src/scenario/simulate.js'
import { simulatedKpis } from '../../src/scenario/simulated-kpis.js'
import { spreadOf } from '../../src/scenario/spread.js'
import { demoLedger } from './demo-ledger.js'
import { scenarioOf } from './scenario-of.js'

/** The result as text, without its timings and threads. */
function bytesOf({ performance: _, ...rest }: SimulationResult): string {
  return JSON.stringify(rest)
}

let ledger: Ledger
let behavior: Behavior
beforeAll(async () => {
  ledger = await demoLedger()
  behavior = fitBehavior(ledger.data)
})

const slower = 'name: slower\nlevers: { collections: [{ hazard_multiplier: 0.8, where: { region: EMEA } }] }\n'
const nothing = 'name: nothing\n'

describe('a result', () => {
  const run = (changes: { seed?: string; threads?: number; replicates?: number } = {}) =>
    simulate({
      behavior,
      ledger,
      scenarios: [scenarioOf(slower), scenarioOf(nothing)],
      months: 3,
      replicates: 30,
      threads: 1,
      seed: 'one',
      ...changes,
    })
  let first: SimulationResult
  beforeAll(async () => {
    first = await run()
  })

  it('has the same bytes for the same seed, and with more threads', async () => {
    expect(bytesOf(await run())).toBe(bytesOf(first))
    expect(bytesOf(await run({ threads: 2 }))).toBe(bytesOf(first))
  })

  it('is another for another seed, with the same past', async () => {
    const other = await run({ seed: 'two' })
    expect(other.history).toEqual(first.history)
    expect(JSON.stringify(other.scenarios)).not.toBe(JSON.stringify(first.scenarios))
  })

  it('of more replicates begins with the same futures: the mean moves by no more than the new ones can move it', async () => {
    const more = await run({ replicates: 31 })
    const sum = (result: SimulationResult) => result.scenarios[0]!.facts.map(({ mean }) => mean * result.replicates)
    const [before, after] = [sum(first), sum(more)]
    const firstFacts = first.scenarios[0]!.facts
    expect(firstFacts.length).toBeGreaterThan(50)
    // The one new replicate: its facts are whole numbers again.
    after.forEach((value, index) => {
      expect(Math.abs(value - before[index]! - Math.round(value - before[index]!))).toBeLessThan(0.01)
    })
  })

  it('of a scenario without levers is the baseline’s to the bit, and every difference is zero', () => {
    const [baseline, , same] = first.scenarios
    expect(JSON.stringify(same!.series)).toBe(JSON.stringify(baseline!.series))
    expect(JSON.stringify(same!.facts)).toBe(JSON.stringify(baseline!.facts))
    const differences = first.differences.filter(({ scenario }) => scenario === 'nothing')
    expect(differences.length).toBe(headlineKpis.length * 3)
    for (const { mean, se, low, high, probabilityLower } of differences) {
      expect({ mean, se, low, high, probabilityLower }).toEqual({
        mean: 0,
        se: 0,
        low: 0,
        high: 0,
        probabilityLower: 0,
      })
    }
  })

  it('teeth: the scenario with a lever differs from the baseline', () => {
    const [baseline, slow] = first.scenarios
    expect(JSON.stringify(slow!.facts)).not.toBe(JSON.stringify(baseline!.facts))
  })

  it('has the spread of every fact over the replicates of its plan, by group and month', async () => {
    const by = ['region']
    const result = await simulate({
      behavior,
      ledger,
      scenarios: [],
      months: 2,
      replicates: 9,
      by,
      threads: 1,
      seed: 'one',
    })
    const input = { behavior, ledger: ledger.data, asOf: ledger.knownThrough, months: 2, seed: 'one', by }
    const compiled = compilePlan(input, null)
    const { values } = runPlan(compiled.plan, 0, 9)
    const stride = values.length / 9
    let compared = 0
    for (const { fact, group, month, ...spread } of result.scenarios[0]!.facts) {
      const index = compiled.groups.findIndex((own) => JSON.stringify(own) === JSON.stringify(group))
      const period = compiled.periods.findIndex(({ label }) => label === month)
      const cell = (index * 2 + period) * factCount + factColumn[fact]
      expect(spread).toEqual(
        spreadOf(Float64Array.from({ length: 9 }, (_, replicate) => values[replicate * stride + cell]!)),
      )
      compared++
    }
    expect(compared).toBe((factNames.length - notSimulated(compiled.plan).size) * compiled.groups.length * 2)
    expect(result.performance.invoices).toBe(runPlan(compiled.plan, 0, 9).invoices)
  })

  it('has differences whose mean is the difference of the means', () => {
    const meanOf = (scenario: number, kpi: string, month: string) =>
      first.scenarios[scenario]!.series.find((entry) => entry.kpi === kpi && entry.month === month)!.mean!
    const own = first.differences.filter(({ scenario }) => scenario === 'slower')
    expect(own.length).toBe(headlineKpis.length * 3)
    for (const { kpi, month, mean } of own) {
      expect(mean).toBeCloseTo(meanOf(1, kpi, month) - meanOf(0, kpi, month), 8)
    }
  })

  it('is refused for counts, names and companies that cannot be run', async () => {
    const base = { behavior, ledger, scenarios: [], threads: 1 }
    await expect(simulate({ ...base, months: 0 })).rejects.toThrow(
      new InputError('The horizon must be 1 to 240 months, not 0.'),
    )
    await expect(simulate({ ...base, replicates: 1 })).rejects.toThrow(
      new InputError('The number of replicates must be 2 to 1,000,000, not 1.'),
    )
    await expect(simulate({ ...base, scenarios: [scenarioOf(nothing), scenarioOf(nothing)] })).rejects.toThrow(
      new InputError('Two scenarios are called "nothing"; give each file another name: line.'),
    )
    await expect(simulate({ ...base, scenarios: [scenarioOf('name: baseline')] })).rejects.toThrow('"baseline"')
    await expect(simulate({ behavior, scenarios: [] })).rejects.toThrow(
      new InputError('Without a ledger the simulation needs to be told its as-of day.'),
    )
  })
})

/** A simulation in the form of facts, with what is needed to check it. */
interface Run {
  readonly history: FactTable
  readonly compiled: CompiledPlan
  readonly values: Float64Array
}

const replicates = 4

function runFrom(day: string | null, by: readonly string[], months = 4): Run {
  const from = day === null ? ledger : ledger.asOf(dayFromIso(day)!)
  const own = day === null ? behavior : fitBehavior(from.data)
  const compiled = compilePlan(
    { behavior: own, ledger: from.data, asOf: from.knownThrough, months, seed: 'facts', by },
    null,
  )
  return { history: ledgerFacts(from.data, by), compiled, values: runPlan(compiled.plan, 0, replicates).values }
}

/**
 * Past and one future as a single table, month by month and fact by fact: in a month that both have a part of, flows
 * add up, and stocks are those of its end.
 */
function joined({ history, compiled, values }: Run, replicate: number): FactTable {
  const labels = [...new Set([...history.periods, ...compiled.periods].map(({ label }) => label))]
  const periods = labels.map((label) => {
    const [past, future] = [history, compiled].map((side) => side.periods.find((period) => period.label === label))
    return { label, start: (past ?? future)!.start, end: (future ?? past)!.end }
  })
  const cells: number[] = []
  compiled.groups.forEach((_, group) => {
    for (const label of labels) {
      const past = history.periods.findIndex((period) => period.label === label)
      const month = compiled.periods.findIndex((period) => period.label === label)
      const simulated = ((replicate * compiled.groups.length + group) * compiled.periods.length + month) * factCount
      for (const fact of factNames) {
        const before = past < 0 ? 0 : factAt(history, group, past, fact)
        const after = month < 0 ? 0 : values[simulated + factColumn[fact]]!
        cells.push(isStock(fact) && month >= 0 ? after : before + after)
      }
    }
  })
  return {
    ...emptyFactTable(periods, compiled.groups),
    values: Float64Array.from(cells),
    absent: notSimulated(compiled.plan),
  }
}

// On the last day of a month, in mid-month, on the first and on the last day but one of a month.
const asOfDays = [null, '2024-09-13', '2024-10-01', '2024-09-29']

describe.each(asOfDays)('KPIs of a future that begins after %s (null: the ledger’s own end)', (day) => {
  it('are those that the KPI table of the past and that future together has, for windows of 1 and 3 months', () => {
    const run = runFrom(day, ['region'])
    for (const windowMonths of [1, 3]) {
      const { compiled, history, values } = run
      const simulated = simulatedKpis(compiled, values, replicates, history, {
        kpis: kpiCatalogue,
        windowMonths,
        settings: usualSettings,
      })
      let compared = 0
      for (let replicate = 0; replicate < replicates; replicate++) {
        const rows = kpiTable(joined(run, replicate), { windowMonths })
        compiled.periods.forEach(({ label }, month) => {
          compiled.groups.forEach((group, index) => {
            const row = rows.find((entry) => entry.period === label && entry.group === group)!
            kpiCatalogue.forEach(({ id }, kpi) => {
              const value = simulated.at(kpi, index, month)[replicate]!
              expect(Number.isNaN(value) ? null : value, `${id} ${label}`).toBe(row.kpis[id])
              compared++
            })
          })
        })
      }
      expect(compared).toBe(replicates * 4 * 5 * kpiCatalogue.length)
    }
  })

  it('carry on from the ledger: opening and flows give the closing receivables of every month, across the seam', () => {
    const run = runFrom(day, ['region'])
    for (let replicate = 0; replicate < replicates; replicate++) {
      expect(rollForwardBreaks(joined(run, replicate))).toEqual([])
    }
  })
})

describe('the month that the as-of day cuts', () => {
  it('is one month again: its days are the calendar’s, its flows past plus future, its opening the last month’s end', () => {
    const { history, compiled, values } = runFrom('2024-09-13', [])
    const before = history.periods.length - 2
    expect(history.periods.map(({ label }) => label).slice(-2)).toEqual(['2024-08', '2024-09'])
    expect(compiled.periods[0]!.label).toBe('2024-09')
    const kpis = simulatedKpis(compiled, values, replicates, history, {
      kpis: kpiCatalogue,
      windowMonths: 1,
      settings: usualSettings,
    })
    const kpiOf = (id: string, replicate: number) =>
      kpis.at(
        kpiCatalogue.findIndex((kpi) => kpi.id === id),
        0,
        0,
      )[replicate]!
    for (let replicate = 0; replicate < replicates; replicate++) {
      const row = replicate * compiled.periods.length * factCount
      const simulated = (fact: (typeof factNames)[number]) => values[row + factColumn[fact]]!
      const sales = factAt(history, 0, before + 1, 'credit_sales') + simulated('credit_sales')
      const [opening, closing] = [factAt(history, 0, before, 'receivables'), simulated('receivables')]
      expect(kpiOf('dso', replicate)).toBeCloseTo((closing / sales) * 30, 10)
      expect(kpiOf('cei', replicate)).toBeCloseTo(
        (100 * (opening + sales - closing)) / (opening + sales - simulated('current_receivables')),
        10,
      )
      const writeOffs = factAt(history, 0, before + 1, 'write_offs') + simulated('write_offs')
      const recovered = factAt(history, 0, before + 1, 'recoveries') + simulated('recoveries')
      expect(kpiOf('bad_debt_to_sales', replicate)).toBeCloseTo((100 * (writeOffs - recovered)) / sales, 10)
    }
  })

  it('teeth: leaving the past part of its flows out would give another DSO', () => {
    const run = runFrom('2024-09-13', [])
    const whole = joined(run, 0)
    const last = whole.periods.findIndex(({ label }) => label === '2024-09')
    const rest = { ...whole, values: whole.values.slice() }
    for (const flow of flowFacts) {
      rest.values[last * factCount + factColumn[flow]]! -= factAt(run.history, 0, last, flow)
    }
    const dso = (table: FactTable) => kpiTable(table)[last]!.kpis.dso!
    expect(Math.abs(dso(rest) / dso(whole) - 1)).toBeGreaterThan(0.2)
  })

  it('has its first simulated facts on the day after the as-of day', () => {
    const { compiled } = runFrom('2024-09-13', [])
    const asOf = dayFromIso('2024-09-13')!
    expect(compiled.plan.monthEnds[0]).toBe(monthEnd(monthOf(asOf as Day)) - asOf)
  })
})

it('what the company decided about its KPIs holds for the past and for every future', async () => {
  const lossRates = [0.001, 0.01, 0.02, 0.05, 0.1, 0.5]
  const settings = { ...usualSettings, targetDso: 45, lossRates }
  const kpis = ['dso_target', 'dso_gap_to_target', 'dso', 'allowance'].map(kpiById)
  const options = { behavior, ledger, scenarios: [], months: 2, replicates: 5, threads: 1, kpis }
  const [own, usual] = [await simulate({ ...options, settings }), await simulate(options)]

  const past = (kpi: string) => own.history.filter((point) => point.kpi === kpi).map(({ value }) => value!)
  expect(new Set(past('dso_target'))).toEqual(new Set([45]))
  expect(past('dso_gap_to_target')).toEqual(past('dso').map((dso) => dso - 45))

  const { series, facts } = own.scenarios[0]!
  const means = (kpi: string) => series.filter((spread) => spread.kpi === kpi).map(({ mean }) => mean!)
  expect(means('dso_target')).toEqual([45, 45])
  const buckets = agingBuckets.map(({ fact }) => facts.filter((spread) => spread.fact === fact))
  means('allowance').forEach((mean, month) => {
    const loss = buckets.reduce((sum, bucket, index) => sum + bucket[month]!.mean * lossRates[index]!, 0)
    expect(mean / loss).toBeCloseTo(1, 12)
  })
  expect(usual.scenarios[0]!.facts).toEqual(facts)
  expect(usual.scenarios[0]!.series.find(({ kpi }) => kpi === 'dso_target')!.mean).not.toBe(45)
})

describe('groups', () => {
  it.each([[['region']], [['segment', 'region']], [['salesperson']]])(
    'by %j: in every replicate and month each fact of the total is the sum of the groups’',
    (by) => {
      const { compiled, values } = runFrom(null, by)
      const width = compiled.periods.length * factCount
      expect(compiled.groups.length).toBeGreaterThan(4)
      for (let replicate = 0; replicate < replicates; replicate++) {
        const offset = replicate * compiled.groups.length * width
        for (let cell = 0; cell < width; cell++) {
          let sum = 0
          for (let group = 1; group < compiled.groups.length; group++) sum += values[offset + group * width + cell]!
          expect(values[offset + cell], factNames[cell % factCount]).toBe(sum)
        }
      }
    },
  )

  it('change nothing about the total: it is that of the company without groups, to the bit', () => {
    const [whole, grouped] = [runFrom(null, []), runFrom(null, ['region'])]
    const width = whole.compiled.periods.length * factCount
    for (let replicate = 0; replicate < replicates; replicate++) {
      const total = grouped.values.subarray(replicate * grouped.compiled.groups.length * width).subarray(0, width)
      expect([...total]).toEqual([...whole.values.subarray(replicate * width, (replicate + 1) * width)])
    }
  })

  it('a lever on one region leaves every other region’s facts as they are', () => {
    const { compiled, values } = runFrom(null, ['region'])
    const input = { behavior, ledger: ledger.data, asOf: ledger.knownThrough, months: 4, seed: 'facts', by: ['region'] }
    const slow = runPlan(compilePlan(input, scenarioOf(slower)).plan, 0, replicates).values
    const width = compiled.periods.length * factCount
    compiled.groups.forEach((group, index) => {
      if (index === 0) return
      const rows = (all: Float64Array) =>
        Array.from({ length: replicates }, (_, replicate) => {
          const start = (replicate * compiled.groups.length + index) * width
          return [...all.subarray(start, start + width)]
        })
      if (group.region === 'EMEA') expect(rows(slow)).not.toEqual(rows(values))
      else expect(rows(slow)).toEqual(rows(values))
    })
  })
})
