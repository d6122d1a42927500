import { describe, expect, it } from 'vitest'
import { stated } from '../../../src/behavior/estimate.js'
import { dayFromIso, isoFromDay } from '../../../src/calendar/day.js'
import { InputError } from '../../../src/document/input-error.js'
import { runPlan, traceReplicate } from '../../../src/engine/run-plan.js'
import { factColumn, factCount } from '../../../src/facts/columns.js'
import { kpiById } from '../../../src/kpi/catalogue.js'
import { usualSettings } from '../../../src/kpi/kpi-settings.js'
import { compilePlan, type PlanInput } from '../../../src/scenario/plan/compile-plan.js'
import { simulatedKpis } from '../../../src/scenario/simulated-kpis.js'
import { ledgerOf, type PlainInvoice } from '../../behavior/plain-ledger.js'
import { scenarioFile, scenarioOf, smallBehavior } from '../scenario-of.js'
import { daysOfChange, hazardsUnder, lastPolicies, netDays, numberOf, policyOn } from './plan-policies.js'

const input: PlanInput = {
  behavior: smallBehavior,
  ledger: null,
  asOf: dayFromIso('2024-01-31')!,
  months: 3,
  seed: 'a seed',
  by: [],
}

const compile = (yaml: string, changes: Partial<PlanInput> = {}) =>
  compilePlan({ ...input, ...changes }, scenarioOf(yaml))
const baseline = compilePlan(input, null)

describe('a scenario that changes nothing compiles to the very plan of the baseline', () => {
  it.each([
    ['no levers', 'name: nothing'],
    ['a date alone', 'from: 2024-03-01'],
    [
      'the terms that its customers have already',
      'levers: { terms: [{ where: { region: AMER, terms: net 30 }, net: 30 }] }',
    ],
    ['a hazard multiplier of 1', 'levers: { collections: [{ hazard_multiplier: 1 }] }'],
    ['the write-off age of today', 'levers: { write_off: { days_past_due: 180 } }'],
  ])('%s', (_, yaml) => {
    expect(compile(yaml).plan).toEqual(baseline.plan)
    expect(compile(yaml).changesAnything).toBe(false)
    expect(daysOfChange(compile(yaml).plan)).toEqual([])
  })

  it('teeth: one day of terms more is another plan', () => {
    const { plan, changesAnything } = compile(
      'levers: { terms: [{ where: { region: AMER, terms: net 30 }, net: 31 }] }',
    )
    expect(plan).not.toEqual(baseline.plan)
    expect(changesAnything).toBe(true)
    expect(daysOfChange(plan)).toEqual([1])
    // Of that customer alone.
    expect([...plan.customers.phaseStart]).toEqual([0, 1, 2, 4, 5])
  })
})

describe('the terms lever', () => {
  const customers = [0, 1, 2, 3]
  const net = (yaml: string) => {
    const { plan } = compile(yaml)
    const onDay = (day: number) => customers.map((customer) => netDays(plan, customer, day))
    // From the first day to the last.
    for (const day of [2, 29, 30]) expect(onDay(day)).toEqual(onDay(1))
    expect(onDay(90)).toEqual(onDay(1))
    return onDay(1)
  }

  it.each([
    ['everybody without a where', '{ net: 60 }', [60, 60, 60, 60]],
    ['one value of an attribute', '{ where: { region: EMEA }, net: 60 }', [60, 60, 30, 15]],
    ['a list of values', '{ where: { terms: [net 15, net 45] }, net: 60 }', [30, 60, 30, 60]],
    ['two attributes at once', '{ where: { region: AMER, terms: net 30 }, net: 60 }', [30, 45, 60, 15]],
    ['an identifier', '{ where: { customer_id: C4 }, net: 60 }', [30, 45, 30, 60]],
    ['a segment by the customer’s own attribute', '{ where: { segment: key }, net: 60 }', [30, 45, 60, 15]],
    [
      'a segment by the behaviour’s name where there is no attribute',
      '{ where: { segment: all }, net: 60 }',
      [60, 60, 30, 60],
    ],
  ])('means %s', (_, lever, expected) => {
    expect(net(`levers: { terms: [${lever}] }`)).toEqual(expected)
  })

  it('lets a later lever go before an earlier one', () => {
    expect(net('levers: { terms: [{ net: 60 }, { where: { region: EMEA }, net: 10 }] }')).toEqual([10, 10, 60, 60])
  })

  it('moves each customer’s payment clock by its pass-through of its own change, in whole days', () => {
    const { plan, expectedClockShift } = compile('levers: { terms: [{ net: 45, pass_through: 0.5 }] }')
    const passed = lastPolicies(plan).map((policy) => numberOf(plan, plan.policies.passThrough[policy]!))
    // The second customer has these terms already.
    expect(passed).toEqual([0.5, 1, 0.5, 0.5])
    // Changes of 15, 0, 15 and 30 days; 7.5 rounds up.
    const before = [30, 45, 30, 15]
    const shifts = [8, 0, 8, 15]
    const seen = new Set<number>()
    traceReplicate(plan, 0, (_, event, __, { customer, issued, due, clockDue }) => {
      if (event !== 'issued') return
      seen.add(customer)
      expect(due).toBe(issued + 45)
      expect(clockDue).toBe(issued + before[customer]! + shifts[customer]!)
    })
    expect(seen.size).toBe(4)
    // All customers have the same expected sales.
    expect(expectedClockShift).toBe(31 / 4)
  })

  it('leaves the terms of what is invoiced before its day, and their clock, as they were', () => {
    const { plan } = compile('from: 2024-03-01\nlevers: { terms: [{ net: 60, pass_through: 0 }] }')
    const terms = (day: number) => customers.map((customer) => netDays(plan, customer, day))
    expect([1, 29, 30, 90].map(terms)).toEqual([
      [30, 45, 30, 15],
      [30, 45, 30, 15],
      [60, 60, 60, 60],
      [60, 60, 60, 60],
    ])
    const before = [30, 45, 30, 15]
    traceReplicate(plan, 0, (_, event, __, { customer, issued, due, clockDue }) => {
      if (event !== 'issued') return
      expect(due).toBe(issued + (issued < 30 ? before[customer]! : 60))
      expect(clockDue).toBe(issued + before[customer]!)
    })
  })

  it('weighs the expected shift by expected sales: rate × e^(mean + deviation² ÷ 2)', () => {
    const [first, ...others] = smallBehavior.customers
    const behavior = { ...smallBehavior, customers: [{ ...first!, logAmountMean: stated(8 + Math.log(5)) }, ...others] }
    const { expectedClockShift } = compile('levers: { terms: [{ where: { customer_id: C1 }, net: 46 }] }', { behavior })
    expect(expectedClockShift).toBeCloseTo((16 * 5) / 8, 10)
  })
})

describe('the discount that customers are offered today', () => {
  const [first, second, ...others] = smallBehavior.customers
  // 2/10 net 30, taken, and 2/10 net 45, not taken.
  const behavior = {
    ...smallBehavior,
    customers: [
      { ...first!, discount: { percent: 2, days: 10, taken: true } },
      { ...second!, discount: { percent: 2, days: 10, taken: false } },
      ...others,
    ],
  }
  const today = compilePlan({ ...input, behavior }, null).plan
  const columns = [0, 1, 2].map((customer) => policyOn(today, customer, 0))
  const yields = [((2 / 98) * 365) / 20, ((2 / 98) * 365) / 35].map(Math.log)

  it('stands in its policy, with the logarithm of what it yields a year', () => {
    const { discountDays, discountRate, discountLogReturn } = today.policies
    expect(columns.map((row) => discountDays[row])).toEqual([10, 10, -1])
    expect(columns.map((row) => discountRate[row])).toEqual([0.02, 0.02, 0])
    expect(columns.slice(0, 2).map((row) => discountLogReturn[row]!)).toEqual(
      yields.map((expected) => expect.closeTo(expected, 14)),
    )
  })

  it('tells of a customer that takes it what return it asks for at most, and of one that does not what it exceeds', () => {
    const { hurdleAbove, hurdleAtMost } = today.customers
    expect([...hurdleAtMost].slice(0, 3)).toEqual([
      expect.closeTo(yields[0]!, 14),
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ])
    expect([...hurdleAbove].slice(0, 3)).toEqual([
      Number.NEGATIVE_INFINITY,
      expect.closeTo(yields[1]!, 14),
      Number.NEGATIVE_INFINITY,
    ])
    // The very numbers that an invoice's own yield is compared with.
    expect(hurdleAtMost[0]).toBe(today.policies.discountLogReturn[columns[0]!])
    expect(hurdleAbove[1]).toBe(today.policies.discountLogReturn[columns[1]!])
  })

  it('changes nothing where a lever offers the same again', () => {
    const lever = '{ where: { region: EMEA }, discount: { days: 10, percent: 2 } }'
    const again = compile(`levers: { terms: [${lever}] }`, { behavior })
    expect(again.changesAnything).toBe(false)
    expect(again.plan).toEqual(today)
    expect(compile(`levers: { terms: [${lever.replace('2 }', '3 }')}] }`, { behavior }).changesAnything).toBe(true)
  })
})

describe('the collections lever', () => {
  /** The daily hazard of a customer under the levers, from the compiled table. */
  const hazardAfter = (yaml: string, customer: number, day: number) => {
    const { plan } = compile(yaml)
    return hazardsUnder(plan, customer, lastPolicies(plan)[customer]!)(day)
  }

  it('multiplies the daily probability from its day on, and nothing before it', () => {
    const yaml = 'levers: { collections: [{ hazard_multiplier: 1.5, from_days_past_due: 3 }] }'
    expect(hazardAfter(yaml, 0, 2)).toBeCloseTo(0.2, 12)
    expect(hazardAfter(yaml, 0, 3)).toBeCloseTo(0.3, 12)
    expect(hazardAfter(yaml, 0, 12)).toBeCloseTo(0.075, 12)
    expect(hazardAfter(yaml, 0, -5)).toBeCloseTo(0.01, 12)
  })

  it('multiplies with other levers on the same customers, and leaves others alone', () => {
    const yaml =
      'levers: { collections: [{ hazard_multiplier: 2 }, { where: { region: EMEA }, hazard_multiplier: 1.5, from_days_past_due: 11 }] }'
    expect(hazardAfter(yaml, 0, 10)).toBeCloseTo(0.1, 12)
    expect(hazardAfter(yaml, 0, 11)).toBeCloseTo(0.15, 12)
    expect(hazardAfter(yaml, 2, 11)).toBeCloseTo(0.1, 12)
    expect(hazardAfter(yaml, 2, 0)).toBeCloseTo(0.2, 12)
  })

  it('multiplies with the customer’s own multiplier', () => {
    const behavior = {
      ...smallBehavior,
      customers: smallBehavior.customers.map((own, row) => ({ ...own, multiplier: stated(row === 0 ? 0.5 : 1) })),
    }
    const { plan } = compile('levers: { collections: [{ hazard_multiplier: 3 }] }', { behavior })
    const today = [0, 1].map((customer) => policyOn(plan, customer, 0))
    const then = lastPolicies(plan)
    expect(hazardsUnder(plan, 0, today[0]!)(20)).toBeCloseTo(0.025, 12)
    expect(hazardsUnder(plan, 0, then[0]!)(20)).toBeCloseTo(0.075, 12)
    expect(hazardsUnder(plan, 1, then[1]!)(20)).toBeCloseTo(0.15, 12)
  })
})

describe('time', () => {
  it('months are the calendar’s, counted from the day after the as-of day; a leap February has 29 days', () => {
    expect([...baseline.plan.monthEnds]).toEqual([29, 60, 90])
    expect(baseline.periods.map(({ label }) => label)).toEqual(['2024-02', '2024-03', '2024-04'])
  })

  it('an as-of day in mid-month simulates the rest of that month first', () => {
    const { plan, periods } = compilePlan({ ...input, asOf: dayFromIso('2024-02-10')! }, null)
    expect([...plan.monthEnds]).toEqual([19, 50, 80])
    expect(periods.map(({ start, end }) => [isoFromDay(start), isoFromDay(end)])).toEqual([
      ['2024-02-11', '2024-02-29'],
      ['2024-03-01', '2024-03-31'],
      ['2024-04-01', '2024-04-30'],
    ])
  })

  it('a part month without a ledger before it is as long as its simulated days: if nobody pays, DSO is that', () => {
    const [segment] = smallBehavior.segments
    const behavior = { ...smallBehavior, segments: [{ ...segment!, hazard: { ...segment!.hazard, daily: [0, 0, 0] } }] }
    const compiled = compilePlan({ ...input, behavior, asOf: dayFromIso('2024-02-10')! }, null)
    const facts = runPlan(compiled.plan, 0, 3).values
    const values = simulatedKpis(compiled, facts, 3, null, {
      kpis: [kpiById('dso')],
      windowMonths: 1,
      settings: usualSettings,
    })
    // 11 to 29 February: closing receivables are all of the sales of 19 days.
    expect([...values.at(0, 0, 0)]).toEqual([19, 19, 19])
  })

  it('levers act from the scenario’s date, the first simulated day if it has none', () => {
    const levers = 'levers: { write_off: { days_past_due: 90 } }'
    const days = (yaml: string) => daysOfChange(compile(yaml).plan)
    expect(days(levers)).toEqual([1])
    expect(days(`from: 2024-02-01\n${levers}`)).toEqual([1])
    expect(days(`from: 2024-03-01\n${levers}`)).toEqual([30])
    const { plan } = compile(`from: 2024-03-01\n${levers}`)
    const ages = (day: number) =>
      [0, 1, 2, 3].map((customer) => plan.policies.writeOffAge[policyOn(plan, customer, day)])
    expect([29, 30].map(ages)).toEqual([new Array(4).fill(180), new Array(4).fill(90)])
  })
})

describe('groups without a ledger', () => {
  it('are those of the behaviour’s own attributes, in the order of their names, the total first', () => {
    const { groups, plan } = compilePlan({ ...input, by: ['region'] }, null)
    expect(groups).toEqual([{}, { region: 'AMER' }, { region: 'EMEA' }])
    expect([...plan.customers.group]).toEqual([2, 2, 1, 1])
    expect(plan.groups).toBe(3)
  })

  it('have a name where a customer lacks the attribute', () => {
    const { groups, plan } = compilePlan({ ...input, by: ['segment', 'region'] }, null)
    expect(groups).toEqual([
      {},
      { segment: '(none)', region: 'AMER' },
      { segment: '(none)', region: 'EMEA' },
      { segment: 'key', region: 'AMER' },
    ])
    expect([...plan.customers.group]).toEqual([2, 2, 3, 1])
  })

  it('by an attribute that nobody has are refused', () => {
    expect(() => compilePlan({ ...input, by: ['regoin'] }, null)).toThrow(
      new InputError('"regoin" is no attribute of the behaviour\'s customers. Did you mean "region"?'),
    )
  })
})

describe('keys', () => {
  it('follow the seed phrase and nothing else', () => {
    const keys = (seed: string) => {
      const { plan } = compilePlan({ ...input, seed }, null)
      return [plan.keyHigh, plan.keyLow]
    }
    expect(keys('a seed')).toEqual(keys('a seed'))
    expect(keys('a seed')).not.toEqual(keys('a seeD'))
    const scenario = compile('levers: { write_off: { days_past_due: 90 } }').plan
    expect([scenario.keyHigh, scenario.keyLow]).toEqual(keys('a seed'))
  })

  it('follow a customer’s identifier, not its place', () => {
    const keyOf = (behavior: typeof smallBehavior) => {
      const { key } = compilePlan({ ...input, behavior }, null).plan.customers
      return new Map(behavior.customers.map(({ id }, row) => [id, key[row]]))
    }
    const reversed = { ...smallBehavior, customers: [...smallBehavior.customers].reverse() }
    expect([...keyOf(reversed)].sort()).toEqual([...keyOf(smallBehavior)].sort())
  })

  it('are different for identifiers that FNV-1a cannot tell apart', () => {
    // costarring and liquid are a known collision of 32-bit FNV-1a.
    const [first] = smallBehavior.customers
    const twins = { ...smallBehavior, customers: ['costarring', 'liquid'].map((id) => ({ ...first!, id })) }
    const { key } = compilePlan({ ...input, behavior: twins }, null).plan.customers
    expect(key[0]).not.toBe(key[1])
  })
})

describe('open invoices', () => {
  const asOf = input.asOf
  const invoice = (customer: number, age: number, net: number, changes: Partial<PlainInvoice> = {}): PlainInvoice => ({
    customer,
    issued: asOf - age,
    due: asOf - age + net,
    amount: 1000,
    postings: [],
    disputes: [],
    ...changes,
  })
  const customers = ['EMEA', 'AMER'].map((region) => ({ region, segment: 'all' }))
  const behavior = {
    ...smallBehavior,
    customers: smallBehavior.customers.slice(0, 2).map((own, row) => ({ ...own, id: `C${row}` })),
  }
  const ledger = ledgerOf(
    customers,
    [
      invoice(0, 10, 30),
      invoice(1, 40, 30, { postings: [{ day: asOf - 3, kind: 'cash', amount: 400 }] }),
      invoice(0, 50, 30, { postings: [{ day: asOf - 3, kind: 'cash', amount: 1000 }] }),
      invoice(1, 20, 30, { disputes: [{ opened: asOf - 15, resolved: null }] }),
      invoice(1, 20, 30, { disputes: [{ opened: asOf - 15, resolved: asOf - 1 }] }),
      invoice(0, 5, 0, { amount: -300 }),
    ],
    asOf,
  )

  it('begin the future with what is open on the as-of day: ages, rest amounts, disputes, credit balances', () => {
    const { opening } = compilePlan({ ...input, behavior, ledger, by: ['region'] }, null).plan
    // Those of a customer together.
    expect([...opening.start]).toEqual([0, 2, 5])
    const customers = [0, 1].flatMap((customer) =>
      new Array<number>(opening.start[customer + 1]! - opening.start[customer]!).fill(customer),
    )
    expect(customers).toEqual([0, 0, 1, 1, 1])
    expect([...opening.issued]).toEqual([-10, -5, -40, -20, -20])
    expect([...opening.due]).toEqual([20, -5, -10, 10, 10])
    expect([...opening.amount]).toEqual([1000, -300, 1000, 1000, 1000])
    expect([...opening.open]).toEqual([1000, -300, 600, 1000, 1000])
    expect([...opening.disputed]).toEqual([0, 0, 0, 1, 0])
    expect([...opening.disputeAge]).toEqual([0, 0, 0, 15, 0])
    expect([...opening.partlyPaid]).toEqual([0, 0, 1, 0, 0])
    // Groups in the order of their names: AMER 1, EMEA 2.
    expect([...opening.group]).toEqual([2, 2, 1, 1, 1])
  })

  it('of customers without behaviour are refused by name', () => {
    const lacking = { ...behavior, customers: behavior.customers.slice(0, 1) }
    expect(() => compilePlan({ ...input, behavior: lacking, ledger }, null)).toThrow(
      new InputError(
        'The behaviour lacks 1 of the customers who owe money (C1); fit it to this ledger, or add them to the behaviour file.',
      ),
    )
  })

  it('past the write-off age may still be paid on the first day, alike with and without a change of others’ terms', () => {
    const old = ledgerOf(
      customers,
      Array.from({ length: 40 }, () => invoice(0, 400, 30)),
      asOf,
    )
    const noOrders = { ...behavior, customers: behavior.customers.map((own) => ({ ...own, ordersPerDay: stated(0) })) }
    const facts = (yaml: string | null) => {
      const plan = compilePlan(
        { ...input, behavior: noOrders, ledger: old },
        yaml === null ? null : scenarioOf(yaml),
      ).plan
      return runPlan(plan, 0, 20).values
    }
    const own = facts(null)
    expect([...facts('levers: { terms: [{ where: { customer_id: C1 }, net: 365 }] }')]).toEqual([...own])
    let [paid, lost] = [0, 0]
    for (let row = 0; row < own.length; row += 3 * factCount) {
      paid += own[row + factColumn.cash_collected]! / 1000
      lost += own[row + factColumn.write_offs]! / 1000
    }
    // 800 invoices with a daily hazard of 0.05: 40 ± 6; beyond 5 standard errors once in 1.7 million seeds.
    expect(Math.abs(paid - 40)).toBeLessThan(5 * Math.sqrt(800 * 0.05 * 0.95))
    expect(paid + lost).toBe(800)
  })
})

describe('a behaviour whose customers pay nothing before the write-off', () => {
  it('runs: everything is written off', () => {
    const [segment] = smallBehavior.segments
    const hazard = [{ from: 400, daily: 0.5, provenance: 'stated' as const }]
    const behavior = { ...smallBehavior, segments: [{ ...segment!, hazard }] }
    const facts = runPlan(compilePlan({ ...input, behavior, months: 12 }, null).plan, 0, 1).values
    const total = (fact: 'cash_collected' | 'write_offs') => {
      let sum = 0
      for (let row = 0; row < facts.length; row += factCount) sum += facts[row + factColumn[fact]]!
      return sum
    }
    expect(total('cash_collected')).toBe(0)
    expect(total('write_offs')).toBeGreaterThan(0)
  })
})

describe('what cannot be meant is refused with its place', () => {
  const messageOf = (yaml: string) => {
    const file = scenarioFile(yaml)
    try {
      compilePlan(input, scenarioOf(yaml))
    } catch (error) {
      expect(error).toBeInstanceOf(InputError)
      return (error as Error).message.replace(/^.*?\.yaml, /, '')
    }
    throw new Error(`${file} was accepted`)
  }

  it.each([
    [
      'an attribute that no customer has',
      'levers:\n  terms:\n    - net: 45\n      where: { regoin: EMEA }\n',
      'line 4, column 7: customers have no attribute "regoin". Did you mean "region"?',
    ],
    [
      'a value that no customer has',
      'levers:\n  terms:\n    - where: { terms: net 46 }\n      net: 45\n',
      'line 3, column 7: no customer has terms "net 46". Did you mean "net 45"?',
    ],
    [
      'a crossing that no customer is in',
      'levers:\n  collections:\n    - hazard_multiplier: 3\n    - where: { region: EMEA, terms: net 15 }\n      hazard_multiplier: 2\n',
      'line 4, column 7: no customer has all of these attributes at once.',
    ],
    [
      'a date before the first simulated day',
      'name: early\nfrom: 2024-01-31\nlevers: { write_off: { days_past_due: 90 } }\n',
      'line 2, column 1: levers cannot act from 2024-01-31, before the first simulated day 2024-02-01.',
    ],
    [
      'a date after the last simulated day',
      'name: late\nfrom: 2024-05-01\nlevers: { write_off: { days_past_due: 90 } }\n',
      'line 2, column 1: levers would act from 2024-05-01, after the last simulated day 2024-04-30; simulate more months or choose an earlier day.',
    ],
  ])('%s', (_, yaml, message) => {
    expect(messageOf(yaml)).toBe(message)
  })
})
