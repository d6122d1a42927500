import { beforeAll, describe, expect, test } from 'vitest'
import { fitBehavior } from '../../src/behavior/fit/fit-behavior.js'
import { dayFromIso } from '../../src/calendar/day.js'
import type { InvoiceEvent } from '../../src/engine/invoices/invoice.js'
import { type GoalColumns, goalTricks, type Plan } from '../../src/engine/plan.js'
import { runPlan, traceReplicate } from '../../src/engine/run-plan.js'
import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { type CompiledPlan, compilePlan, type PlanInput } from '../../src/scenario/plan/compile-plan.js'
import { simulatedKpis } from '../../src/scenario/simulated-kpis.js'
import { demoLedger } from '../scenario/demo-ledger.js'
import { scenarioOf } from '../scenario/scenario-of.js'

const months = 6
const replicates = 8
let ledger: Ledger
let input: PlanInput
beforeAll(async () => {
  ledger = await demoLedger()
  const behavior = fitBehavior(ledger.data)
  input = { behavior, ledger: ledger.data, asOf: ledger.knownThrough, months, seed: 'goals', by: ['salesperson'] }
})

const goal = (text: string): CompiledPlan => compilePlan(input, scenarioOf(`levers:\n  goal: { ${text} }\n`))
/** One that everybody misses, so that all play. */
const missed: Readonly<Record<string, string>> = {
  'credit memos for CEI': 'metric: cei, target: 100, period: month, propensity: 1',
  'credit memos for DSO': 'metric: dso, target: 1, period: month, propensity: 1, tricks: [credit_and_rebill]',
  'write-offs for past due': 'metric: past_due_share, target: 0, period: month, propensity: 1, tricks: [write_off]',
  'bills held back': 'metric: dso, target: 1, period: quarter, propensity: 1, tricks: [hold]',
  'bills pulled forward': 'metric: dso, target: 1, period: month, propensity: 1, tricks: [pull]',
  'longer terms': 'metric: paid_on_time, target: 100, period: month, propensity: 1',
  everything:
    'metric: dso, target: 1, period: month, propensity: { uniform: [0.3, 0.9] }, most: 0.3, tricks: [credit_and_rebill, hold, pull, extend_terms]',
}

/** The facts of all groups of a book: reported (0) or underlying (1). */
function bookOf(plan: Plan, values: Float64Array, replicate: number, book: 0 | 1): Float64Array {
  const size = plan.groups * months * factCount
  return values.subarray((2 * replicate + book) * size, (2 * replicate + book + 1) * size)
}

const factOf = (book: Float64Array, group: number, month: number, fact: FactName) =>
  book[(group * months + month) * factCount + factColumn[fact]]!

describe('where nobody plays', () => {
  test.each([
    ['nobody would', 'metric: cei, target: 100, period: month, propensity: 0'],
    ['the goal is always met', 'metric: cei, target: -1000, period: month, propensity: 1'],
    ['no period ends', 'metric: cei, target: 100, period: year, propensity: 1'],
  ])('%s: reported and underlying are what there is without a goal, to the last bit', (_, text) => {
    const { plan } = goal(text)
    const { values } = runPlan(plan, 0, replicates)
    const plain = runPlan(compilePlan(input, null).plan, 0, replicates).values
    const size = plain.length / replicates
    for (let replicate = 0; replicate < replicates; replicate++) {
      const own = plain.subarray(replicate * size, (replicate + 1) * size)
      expect(bookOf(plan, values, replicate, 0)).toEqual(own)
      expect(bookOf(plan, values, replicate, 1)).toEqual(own)
    }
  })

  test('a scenario without a goal beside one with a goal has both books alike', () => {
    const { plan, groups } = compilePlan({ ...input, twoBooks: true }, null)
    const { values } = runPlan(plan, 3, 1)
    expect(bookOf(plan, values, 0, 1)).toEqual(bookOf(plan, values, 0, 0))
    expect(groups.slice(plan.groups)).toEqual(
      groups.slice(0, plan.groups).map((group) => ({ ...group, books: 'underlying' })),
    )
  })
})

describe.each(Object.entries(missed))('%s', (_, text) => {
  test('reported less underlying is what was done to the books, to the cent, in every month and replicate', () => {
    const { plan } = goal(text)
    const { values } = runPlan(plan, 0, replicates)
    let moved = 0
    for (let replicate = 0; replicate < replicates; replicate++) {
      const done = doneToBooks(plan, replicate)
      for (let month = 0; month < months; month++) {
        const apart = (fact: FactName) =>
          factOf(bookOf(plan, values, replicate, 0), 0, month, fact) -
          factOf(bookOf(plan, values, replicate, 1), 0, month, fact)
        expect(apart('credit_memos')).toBe(done.credited[month])
        expect(apart('credit_sales')).toBe(done.billed[month])
        expect(apart('write_offs')).toBe(done.writtenOff[month])
        expect(apart('receivables')).toBe(done.receivables[month])
        expect(apart('cash_collected') - done.cash[month]!).toBe(0)
        moved += Math.abs(done.receivables[month]!) + done.extended[month]!
      }
    }
    expect(moved).toBeGreaterThan(0)
  })

  test('is the same however the replicates are cut, and asks for no draw of anybody else', () => {
    const { plan } = goal(text)
    const whole = runPlan(plan, 0, replicates).values
    const size = whole.length / replicates
    expect(runPlan(plan, 5, 2).values).toEqual(whole.subarray(5 * size, 7 * size))
    // What is ordered is what is ordered without a goal: in all, as sales are what is billed.
    const plain = runPlan(compilePlan(input, null).plan, 0, replicates).values
    for (let replicate = 0; replicate < replicates; replicate++) {
      const own = bookOf(plan, whole, replicate, 1)
      const without = plain.subarray((replicate * size) / 2, ((replicate + 1) * size) / 2)
      for (let month = 0; month < months; month++) {
        expect(factOf(own, 0, month, 'credit_sales')).toBe(factOf(without, 0, month, 'credit_sales'))
        expect(factOf(own, 0, month, 'invoices')).toBe(factOf(without, 0, month, 'invoices'))
        expect(factOf(own, 0, month, 'gross_margin')).toBe(factOf(without, 0, month, 'gross_margin'))
      }
    }
  })
})

interface Done {
  readonly credited: number[]
  readonly billed: number[]
  readonly writtenOff: number[]
  readonly receivables: number[]
  readonly cash: number[]
  readonly extended: number[]
}

/** Adds up what a trace tells of play, as somebody who reads it would: what left the reported books, and when it comes back. */
function doneToBooks(plan: Plan, replicate: number): Done {
  const { monthEnds } = plan
  const horizon = monthEnds.at(-1)!
  const monthOf = (day: number) => monthEnds.findIndex((end) => day <= end)
  const zeros = () => new Array<number>(months).fill(0)
  const done: Done = {
    credited: zeros(),
    billed: zeros(),
    writtenOff: zeros(),
    receivables: zeros(),
    cash: zeros(),
    extended: zeros(),
  }
  const add = (column: number[], day: number, amount: number) => {
    if (day <= horizon) column[monthOf(day)]! += amount
  }
  /** From a day on the reported books have so much more than the underlying ones. */
  const differs = (day: number, amount: number) => {
    for (let month = 0; month < months; month++) if (monthEnds[month]! >= day) done.receivables[month]! += amount
  }
  const held = new Map<number, number>()
  const pulled = new Map<number, number>()
  traceReplicate(plan, replicate, (day: number, event: InvoiceEvent, amount: number, invoice) => {
    switch (event) {
      case 'credited for now':
        add(done.credited, day, amount)
        differs(day, -amount)
        break
      case 'billed again':
        add(done.billed, day, amount)
        differs(day, amount)
        break
      case 'held back':
        held.set(invoice.key, day)
        add(done.billed, day, -amount)
        differs(day, -amount)
        break
      case 'issued': {
        const from = held.get(invoice.key)
        if (from === undefined) break
        held.delete(invoice.key)
        add(done.billed, day, amount)
        differs(day, amount)
        break
      }
      case 'pulled forward': {
        const otherwise = (invoice as unknown as { billedOtherwise: number }).billedOtherwise
        add(done.billed, day, amount)
        add(done.billed, otherwise, -amount)
        differs(day, amount)
        if (otherwise <= horizon) differs(otherwise, -amount)
        pulled.set(invoice.key, otherwise)
        break
      }
      case 'paid': {
        // What is paid before it would have been billed is paid on that day in the underlying books.
        const otherwise = pulled.get(invoice.key)
        if (otherwise === undefined || day >= otherwise) break
        add(done.cash, day, amount)
        add(done.cash, otherwise, -amount)
        differs(day, -amount)
        if (otherwise <= horizon) differs(otherwise, amount)
        break
      }
      case 'written off': {
        const { plan: own } = invoice
        const age = invoice.policy.writeOffAge
        if ((own.goals!.tricks & goalTricks.writeOff) === 0 || day >= invoice.due + age) break
        add(done.writtenOff, day, amount)
        add(done.writtenOff, invoice.due + age, -amount)
        differs(day, -amount)
        if (invoice.due + age <= horizon) differs(invoice.due + age, amount)
        break
      }
      case 'terms extended':
        add(done.extended, day, amount)
        break
      default:
        break
    }
  })
  return done
}
describe('the metric by which owners see whether they miss their goal', () => {
  /** The goal at the end of the first month alone, with a target beside what its KPI is reported to be then. */
  const withTarget = (plan: Plan, target: number): Plan => {
    const goals: GoalColumns = {
      ...plan.goals!,
      target,
      tricks: goalTricks.creditAndRebill | goalTricks.extendTerms,
      most: 1,
      periodMonths: plan.goals!.periodMonths.map((_, month) => (month === 0 ? 1 : 0)),
    }
    return { ...plan, goals }
  }

  test.each([
    ['dso', 'metric: dso', 'dso', 1],
    ['cei', 'metric: cei', 'cei', -1],
    ['past due over 60 days', 'metric: past_due_share, over_days: 60', 'past_due_over_60', 1],
    ['paid on time', 'metric: paid_on_time', 'paid_on_time', -1],
  ])('%s is the KPI of the reported facts', (_, text, id, worse) => {
    // One owner: the whole company.
    const behavior = {
      ...input.behavior,
      customers: input.behavior.customers.map((own) => ({ ...own, attributes: { ...own.attributes, owner: 'all' } })),
    }
    const scenario = scenarioOf(`levers:\n  goal: { ${text}, target: 0, per: owner, period: month, propensity: 1 }\n`)
    const compiled = compilePlan({ ...input, behavior, by: [] }, scenario)
    const plain = compilePlan({ ...input, behavior, by: [] }, null)
    const choice = { kpis: [kpiById(id)], windowMonths: 1, settings: usualSettings }
    const kpi = simulatedKpis(plain, runPlan(plain.plan, 0, 1).values, 1, ledgerFacts(ledger.data, []), choice)
    const own = kpi.at(0, 0, 0)[0]!
    const play = (target: number) => {
      const plan = withTarget(compiled.plan, target)
      let told = 0
      traceReplicate(plan, 0, (_, event) => {
        if (event === 'credited for now' || event === 'terms extended') told++
      })
      return told
    }
    // Just met, nobody plays; just missed, somebody does.
    expect(play(own + worse * 1e-9)).toBe(0)
    expect(play(own - worse * 1e-9)).toBeGreaterThan(0)
  })
})

test('a quarter that begins after the as-of day’s is measured from its own first day', async () => {
  // As of the end of October: the fourth quarter is not whole, and the first one is January to March.
  const early = (await demoLedger()).asOf(dayFromIso('2024-10-31')!)
  const behavior = fitBehavior(early.data)
  const customers = behavior.customers.map((own) => ({ ...own, attributes: { ...own.attributes, owner: 'all' } }))
  const setting = {
    behavior: { ...behavior, customers },
    ledger: early.data,
    asOf: early.knownThrough,
    months: 5,
    seed: 'q',
    by: [],
  }
  const compiled = compilePlan(
    setting,
    scenarioOf(
      'levers:\n  goal: { metric: dso, target: 0, per: owner, period: quarter, propensity: 1, tricks: [credit_and_rebill], most: 1 }\n',
    ),
  )
  expect([...compiled.plan.goals!.periodMonths]).toEqual([0, 0, 0, 0, 3])
  const plain = compilePlan(setting, null)
  const choice = { kpis: [kpiById('dso')], windowMonths: 3, settings: usualSettings }
  const own = simulatedKpis(plain, runPlan(plain.plan, 0, 1).values, 1, ledgerFacts(early.data, []), choice).at(
    0,
    0,
    4,
  )[0]!
  const credits = (target: number) => {
    let told = 0
    traceReplicate({ ...compiled.plan, goals: { ...compiled.plan.goals!, target } }, 0, (_, event) => {
      if (event === 'credited for now') told++
    })
    return told
  }
  expect(credits(own + 1e-9)).toBe(0)
  expect(credits(own - 1e-9)).toBeGreaterThan(0)
})

test('no more is pulled forward than the most', () => {
  const { plan } = goal(
    'metric: dso, target: 1, period: month, propensity: 1, tricks: [pull], pull_days: 28, most: 0.01',
  )
  const nothing = goal(
    'metric: dso, target: 1, period: month, propensity: 1, tricks: [pull], pull_days: 28, most: 0',
  ).plan
  const pulledOf = (own: Plan) => {
    let sum = 0
    traceReplicate(own, 0, (_, event, amount) => {
      if (event === 'pulled forward') sum += amount
    })
    return sum
  }
  const { values } = runPlan(plan, 0, 1)
  const receivables = Array.from({ length: months }, (_, month) =>
    factOf(bookOf(plan, values, 0, 0), 0, month, 'receivables'),
  )
  expect(pulledOf(nothing)).toBe(0)
  expect(pulledOf(plan)).toBeGreaterThan(0)
  expect(pulledOf(plan)).toBeLessThanOrEqual(0.01 * receivables.reduce((sum, own) => sum + own))
})

describe('how far owners go', () => {
  test('they stop as soon as the goal is met, and never move more than the most', () => {
    const some = goal('metric: cei, target: 80, period: month, propensity: 1, most: 1').plan
    const few = goal('metric: cei, target: 100, period: month, propensity: 1, most: 0.02').plan
    const { values } = runPlan(few, 0, replicates)
    for (let replicate = 0; replicate < replicates; replicate++) {
      for (let month = 0; month < months; month++) {
        const [reported, underlying] = [0, 1].map((book) => bookOf(few, values, replicate, book as 0 | 1)) as [
          Float64Array,
          Float64Array,
        ]
        const credited = factOf(reported, 0, month, 'credit_memos') - factOf(underlying, 0, month, 'credit_memos')
        expect(credited).toBeLessThanOrEqual(0.02 * (factOf(reported, 0, month, 'receivables') + credited))
      }
    }
    const kpis = { kpis: [kpiById('cei')], windowMonths: 1, settings: usualSettings }
    const compiled = compilePlan(
      input,
      scenarioOf('levers:\n  goal: { metric: cei, target: 80, period: month, propensity: 1, most: 1 }\n'),
    )
    const cei = simulatedKpis(compiled, runPlan(some, 0, replicates).values, replicates, null, kpis)
    // By salesperson, after the first month: each meets the goal, and hardly more than meets it.
    for (let group = 1; group < some.groups; group++) {
      const reported = [...cei.at(0, group, 3)].filter((value) => !Number.isNaN(value))
      const underlying = [...cei.at(0, group + some.groups, 3)].filter((value) => !Number.isNaN(value))
      for (const value of reported) expect(value).toBeGreaterThanOrEqual(80)
      expect(Math.min(...underlying)).toBeLessThan(80)
    }
  })

  test('an owner plays in as many periods as its propensity says', () => {
    // 8 salespeople, 6 months, 40 replicates: 1,920 yes-or-no cases of 0.4, ± 4 deviations: a false alarm in 16,000.
    const { plan } = goal('metric: cei, target: 100, period: month, propensity: 0.4')
    const owners = plan.goals!.key.length
    const { values } = runPlan(plan, 0, 40)
    let played = 0
    for (let replicate = 0; replicate < 40; replicate++) {
      for (let group = 1; group < plan.groups; group++) {
        for (let month = 0; month < months; month++) {
          const credited = [0, 1].map((book) =>
            factOf(bookOf(plan, values, replicate, book as 0 | 1), group, month, 'credit_memos'),
          )
          if (credited[0] !== credited[1]) played++
        }
      }
    }
    const cases = 40 * owners * months
    expect(played / cases).toBeLessThan(0.4 + 4 * Math.sqrt(0.24 / cases))
    expect(played / cases).toBeGreaterThan(0.4 - 4 * Math.sqrt(0.24 / cases) - 0.02)
  })
})
