import { beforeAll, describe, expect, test } from 'vitest'
import { behaviorSchema } from '../../src/behavior/behavior.js'
import { fitBehavior } from '../../src/behavior/fit/fit-behavior.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { attributeLevers } from '../../src/decision/attribute-levers.js'
import { frontier } from '../../src/decision/frontier.js'
import { readGoal } from '../../src/decision/goal/goal-file.js'
import { testGoal } from '../../src/decision/goal/goal-test.js'
import { outcomeDistribution } from '../../src/decision/outcome-distribution.js'
import { type FuturesInput, OutcomeRuns } from '../../src/decision/outcome-runs.js'
import { type SeekQuestion, seek } from '../../src/decision/seek.js'
import { sensitivity } from '../../src/decision/sensitivity.js'
import { InputError } from '../../src/document/input-error.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { readSimulation } from '../../src/results/result-folder.js'
import { storedDecisions } from '../../src/results/stored-decisions.js'
import type { Scenario } from '../../src/scenario/file/scenario.js'
import { runArlab } from '../cli/run-arlab.js'
import { scenarioOf } from '../scenario/scenario-of.js'
import { folderOf, soundInvoices } from './ledger-files.js'

/** What is said of questions that cannot be answered: what is wrong, and what to ask instead. */
const behavior = behaviorSchema.parse({
  schema: 'arlab/behavior/1',
  currency: 'USD',
  writeOff: { daysPastDue: 180 },
  segments: [{ name: 'all', hazard: [{ from: 0, daily: 0.1, provenance: 'stated' }] }],
  customers: [{ id: 'C1', segment: 'all', netDays: 30, ordersPerDay: 1, logAmountMean: 7, logAmountDeviation: 0.5 }],
})
const input: FuturesInput = { behavior, asOf: dayFromIso('2024-12-31')!, months: 3, replicates: 20, threads: 1 }
const net45 = scenarioOf('name: Net 45\nlevers:\n  terms:\n    - net: 45\n')
const idle = scenarioOf('name: Idle\n')

async function refusal(question: () => Promise<unknown>): Promise<string> {
  try {
    await question()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'nothing is refused'
}

describe('outcomes', () => {
  test.each([
    [
      'dsoo',
      '"dsoo" is no outcome: it must be a KPI, or one of sales, cash, bad_debt, present_value. Did you mean "dso"?',
    ],
    [
      'dso@2026-01',
      '"dso@2026-01": there is no simulated month 2026-01; they go from 2025-01 to 2025-03, or say @all.',
    ],
    ['dso@all@x', '"dso@all@x" is no outcome: behind one @ it says a month like 2025-06, or all.'],
    ['dso@', '"dso@" is no outcome: behind one @ it says a month like 2025-06, or all.'],
    ['sales@2025-01', 'sales is of all simulated months: leave out @2025-01.'],
    ['toString', '"toString" is no outcome: it must be a KPI, or one of sales, cash, bad_debt, present_value.'],
  ])('%s', async (outcome, message) => {
    expect(await refusal(() => attributeLevers(input, net45, [outcome]))).toBe(message)
  })
})

describe('futures', () => {
  test('without a day to begin from', async () => {
    const { asOf: _, ...without } = input
    expect(await refusal(async () => new OutcomeRuns(without, ['dso']))).toBe(
      'Without a ledger the simulation needs to be told its as-of day.',
    )
  })

  test('too many months', async () => {
    expect(await refusal(async () => new OutcomeRuns({ ...input, months: 241 }, ['dso']))).toBe(
      'The horizon must be 1 to 240 months, not 241.',
    )
  })

  test('too few', async () => {
    expect(await refusal(async () => new OutcomeRuns({ ...input, replicates: 1 }, ['dso']))).toBe(
      'The number of replicates must be 2 to 1,000,000, not 1.',
    )
  })
})

describe('waterfall', () => {
  const many = Array.from({ length: 9 }, () => '    - net: 45\n').join('')
  test.each<[string, Scenario, string, string]>([
    ['no lever', idle, 'dso', 'Idle pulls no lever: there is nothing to attribute.'],
    [
      'too many levers',
      scenarioOf(`name: Many\nlevers:\n  terms:\n${many}`),
      'dso',
      'Many pulls 9 levers, whose sets are 512 scenarios; at most 8 can be told apart.',
    ],
    [
      'an outcome that is not defined',
      net45,
      'present_value',
      'Present value of contribution is not defined in the futures that were run: choose another outcome, or more replicates.',
    ],
  ])('%s', async (_, scenario, outcome, message) => {
    expect(await refusal(() => attributeLevers(input, scenario, [outcome]))).toBe(message)
  })
})

describe('seek', () => {
  const question: SeekQuestion = { setting: 'collections.hazard_multiplier', between: [0.5, 3], target: 'dso<=37' }
  test.each<[string, Partial<SeekQuestion>, string]>([
    [
      'no target',
      { target: 'dso' },
      '"dso" is no target: write an outcome, <= or >=, and a number, like "dso<=45" or "dso@2025-12<=45".',
    ],
    [
      'a decimal comma',
      { target: 'dso<=45,5' },
      '"dso<=45,5" is no target: write an outcome, <= or >=, and a number, like "dso<=45" or "dso@2025-12<=45".',
    ],
    ['days in per cent', { target: 'dso<=45%' }, '"dso<=45%": DSO in 2025-03 is not in per cent; leave out the %.'],
    ['a range of one value', { between: [1, 1] }, 'The search needs two different ends, not 1 and 1.'],
    [
      'a step wider than the range',
      { step: 9 },
      'The step must be above 0 and at most 2.5, the way between the ends; it is 9.',
    ],
    ['a confidence of 1', { confidence: 1 }, 'The confidence must lie between 0 and 1, not at 1.'],
    [
      'a setting that is not there',
      { setting: 'collections.hazard' },
      'The setting collections.hazard cannot be 0.5: "hazard" is not a key that the scenario knows here. Known: where, from, phase_in_days, hazard_multiplier, from_days_past_due, contacts.',
    ],
    [
      'an end that cannot be',
      { setting: 'terms.net', between: [30, 400] },
      'The setting terms.net cannot be 400: "terms.1.net" is wrong: it must be a whole number of days from 0 to 365.',
    ],
    [
      'a setting that only a plan refuses',
      { setting: 'credit.minimum_score', between: [10, 40] },
      'The setting credit.1.minimum_score: no customer has a credit score; the ledger’s customers need a column risk_score, or the behaviour’s customers a riskScore.',
    ],
  ])('%s', async (_, own, message) => {
    expect(await refusal(() => seek(input, { ...question, ...own }))).toBe(message)
  })
})

describe('sensitivity', () => {
  test.each<[string, Scenario, string, string]>([
    ['no lever', idle, 'dso', 'Idle pulls no lever: there is nothing that its outcome hangs on.'],
    [
      'an outcome of which neither way is better',
      net45,
      'bad_debt_to_sales',
      'Bad debt to sales in 2025-03 is neither better when it is higher nor when it is lower; decide by another outcome, like cash.',
    ],
  ])('%s', async (_, scenario, decideBy, message) => {
    expect(await refusal(() => sensitivity(input, scenario, 'dso', decideBy))).toBe(message)
  })

  test('an outcome that no future defines', async () => {
    expect(await refusal(() => sensitivity(input, net45, 'present_value'))).toBe(
      'Present value of contribution is not defined in the futures that were run; choose another outcome, or more replicates.',
    )
  })
})

test('a distribution of an outcome that no future defines', async () => {
  expect(await refusal(() => outcomeDistribution(input, 'present_value'))).toBe(
    'Hardly any future of baseline defines Present value of contribution; choose another outcome, or more replicates.',
  )
})

describe('frontier', () => {
  test.each<[string, Scenario[], string[], string]>([
    ['one outcome twice', [net45], ['dso', 'dso'], 'dso is asked for twice; a frontier is of different outcomes.'],
    ['one outcome', [net45], ['dso'], 'A frontier is of two or three outcomes, not of 1.'],
    [
      'nothing to choose from',
      [],
      ['dso', 'cash'],
      'A frontier needs scenarios to choose from: give files, or settings to vary.',
    ],
    [
      'an outcome of which neither way is better',
      [net45],
      ['dso', 'bad_debt_to_sales'],
      'Bad debt to sales in 2025-03 is neither better when it is higher nor when it is lower; choose another outcome, like bad_debt.',
    ],
    [
      'an outcome that no future defines',
      [net45],
      ['dso', 'present_value'],
      'Hardly any future defines these outcomes for all scenarios; choose others, or more replicates.',
    ],
  ])('%s', async (_, scenarios, outcomes, message) => {
    expect(await refusal(() => frontier(input, scenarios, outcomes))).toBe(message)
  })
})

test('results of an earlier version', () => {
  const folder = folderOf({ 'simulation.json': '{"schema":"arlab/simulate/1"}' })
  expect(() => readSimulation(folder)).toThrow(
    `${folder}/simulation.json: an earlier version of arlab wrote these results; run arlab simulate -o again.`,
  )
})

/** One customer of EMEA that pays, as a ledger and what is learnt from it. */
async function soldCompany() {
  const folder = folderOf({
    'customers.csv': 'customer_id,region\nC1,EMEA\n',
    'invoices.csv': `${soundInvoices}I2,C1,2024-02-28,2024-03-28,5.00\n`,
    'payments.csv': 'payment_id,customer_id,payment_date,amount\nP1,C1,2024-02-05,10.00\n',
    'applications.csv': 'payment_id,invoice_id,amount\nP1,I1,10.00\n',
  })
  const ledger = await openLedger(folder)
  return { ledger, behavior: fitBehavior(ledger.data) }
}

describe('goals', () => {
  const goal = (text: string) => readGoal(`${folderOf({ 'goal.yaml': text })}/goal.yaml`)
  const sold = {
    ...input,
    behavior: { ...behavior, customers: behavior.customers.map((own) => ({ ...own, attributes: { region: 'EMEA' } })) },
  }

  test.each([
    [
      'an attribute that no customer has',
      'metric: cei\ntarget: 90\nper: salesman\n',
      'FILE, line 3, column 1: no customer has an attribute "salesman" that could own the goal. Known: region.',
    ],
    [
      'a period longer than the horizon',
      'metric: cei\ntarget: 90\nper: region\nperiod: year\n',
      'The goal’s period has 12 months, and only 3 are simulated; simulate more, or choose a shorter period.',
    ],
    [
      'an age that no KPI counts',
      'metric: past_due_share\ntarget: 5\nover_days: 45\n',
      'FILE, line 3, column 1: "over_days" is wrong: it must be 0, 30, 60 or 90.',
    ],
  ])('%s', async (_, text, message) => {
    const said = await refusal(async () => testGoal(sold, goal(text)))
    expect(said.replace(/^\S+goal\.yaml/, 'FILE')).toBe(message)
  })

  test('a lever of effort that nobody is under, with its place in the goal’s file', async () => {
    const text =
      'metric: cei\ntarget: 90\nper: region\neffort:\n  collections:\n    - where: { region: Mars }\n      hazard_multiplier: 2\n'
    const said = await refusal(async () => testGoal(sold, goal(text)))
    expect(said.replace(/^\S+goal\.yaml/, 'FILE')).toBe(
      'FILE, line 6, column 7: no customer has region "Mars". Known: EMEA.',
    )
  })

  test('owners that the ledger does not know', async () => {
    const { ledger, behavior: fitted } = await soldCompany()
    const other = { ...fitted, customers: fitted.customers.map((own) => ({ ...own, attributes: { region: 'AMER' } })) }
    const text = 'metric: cei\ntarget: 90\nper: region\nperiod: month\n'
    expect(
      await refusal(async () =>
        testGoal({ behavior: other, ledger, months: 2, replicates: 5, threads: 1 }, goal(text)),
      ),
    ).toBe(
      'By the behaviour C1 counts for "AMER", by the ledger for "EMEA"; learn the behaviour anew from this ledger, or state the same region in both.',
    )
  })

  test('a metric that nobody’s futures define', async () => {
    const idle = {
      ...sold.behavior,
      customers: sold.behavior.customers.map((own) => ({ ...own, ordersPerDay: { ...own.ordersPerDay, value: 1e-9 } })),
    }
    const text = 'metric: cei\ntarget: 90\nper: region\nperiod: month\n'
    expect(await refusal(async () => testGoal({ ...sold, behavior: idle }, goal(text)))).toBe(
      'CEI of no region is defined at the end of a month; choose another metric, or a longer period.',
    )
  })

  test('no whole period within the horizon', async () => {
    const late = { ...sold, asOf: dayFromIso('2024-11-30')!, months: 3 }
    expect(await refusal(async () => testGoal(late, goal('metric: cei\ntarget: 90\nper: region\n')))).toBe(
      'No whole period of the goal lies within the 3 months that are simulated; simulate more, or choose a shorter period.',
    )
  })
})

describe('answers that a results folder keeps', () => {
  test.each([
    ['no JSON', '{'],
    ['another document', '{"schema":"arlab/kpi/1"}'],
  ])('%s', async (_, text) => {
    const folder = folderOf({ 'decisions/own.json': text })
    expect(await refusal(async () => storedDecisions(folder))).toBe(
      `${folder}/decisions/own.json: this is no answer of arlab waterfall, sensitivity, seek, frontier or goal; remove it, or ask again with -o.`,
    )
  })
})

describe('on the command line', () => {
  let folder = ''
  beforeAll(() => {
    folder = folderOf({
      'invoices.csv': `${soundInvoices}I2,C1,2024-02-28,2024-03-28,5.00\n`,
      'payments.csv': 'payment_id,customer_id,payment_date,amount\nP1,C1,2024-02-05,10.00\n',
      'applications.csv': 'payment_id,invoice_id,amount\nP1,I1,10.00\n',
      'variants.yaml': 'levers: {}\nvariants:\n  terms.net: [30, 45]\n',
      'net-45.yaml': 'name: Net 45\nlevers:\n  terms:\n    - net: 45\n',
    })
    const common = ['--months', '2', '--replicates', '10', '--threads', '1']
    expect(runArlab('simulate', folder, ...common, '-o', `${folder}/alone`).code).toBe(0)
    const scenario = ['--scenario', `${folder}/net-45.yaml`]
    expect(runArlab('simulate', folder, ...scenario, ...common, '-o', `${folder}/out`).code).toBe(0)
  })

  test.each([
    ['waterfall DIR --scenario DIR/variants.yaml', 'DIR/variants.yaml holds 2 variants; give a file of one scenario.'],
    ['waterfall DIR', "required option '--scenario <file>' not specified"],
    [
      'seek DIR --target dso<=40 --setting terms.net --between 30',
      "option '--between <range>' argument '30' is invalid. It must be two numbers like 30..15.",
    ],
    [
      'seek DIR --target dso<=40 --setting terms.net --between 30..15 --step 0',
      "option '--step <n>' argument '0' is invalid. It must be a number above 0.",
    ],
    [
      'seek DIR --target dso<=40 --setting terms.net --between 30..15 --confidence 120',
      "option '--confidence <percent>' argument '120' is invalid. It must be a percentage from 1 to below 100, like 80%.",
    ],
    [
      'seek DIR --target dso<=40 --setting terms.net --between 30..15 -o x.pdf',
      '-o x.pdf: a chart is written as .svg, .png, .html or .json; name the file by one of these.',
    ],
    [
      'frontier DIR --vary terms.net',
      "option '--vary <setting=values...>' argument 'terms.net' is invalid. It must be a setting and its values like terms.net=15,30,45 or terms.net=0..60/15.",
    ],
    [
      'frontier DIR --vary terms.net=15 --scenario DIR/net-45.yaml DIR/variants.yaml',
      '--vary changes one scenario; give one file, or leave out --vary.',
    ],
    ['frontier DIR --vary terms.net=15 terms.net=30', '--vary names terms.net twice; give all of its values at once.'],
    ['frontier DIR --vary terms.net=60..0/15', '--vary: "terms.net" is wrong: from must not lie above to.'],
    [
      'frontier DIR --vary terms.net=400',
      'The setting terms.net: "terms.1.net" is wrong: it must be a whole number of days from 0 to 365.',
    ],
    [
      'seek data/demo --target dso<=40 --setting terms.net --between 30..25 --months 1 --replicates 2 -o DIR/out',
      'DIR/out: these results are of another ledger, or of another day, than the answer; give the folder of a simulation of the same ledger and --as-of.',
    ],
    ['goal DIR', "required option '--goal <file>' not specified"],
    ['goal DIR --goal DIR/nowhere.yaml', 'DIR/nowhere.yaml: the goal does not exist.'],
    [
      'compare DIR/alone',
      'DIR/alone: these results hold the baseline alone; simulate with --scenario FILE to compare it with something.',
    ],
    ['compare DIR/out --month 2024-13', 'The results have no month "2024-13". Did you mean "2024-03"?'],
    ['compare DIR/out --month 2024-03 --every-month', '--month and --every-month exclude each other; give one.'],
    ['compare DIR/out --kpi allowance', 'The results do not hold allowance; simulate again with --kpi allowance.'],
  ])('arlab %s', (words, message) => {
    const { code, stdout, stderr } = runArlab(...words.split(' ').map((word) => word.replace('DIR', folder)))
    expect(stderr.replaceAll(folder, 'DIR')).toContain(`arlab: ${message}`)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })
})
