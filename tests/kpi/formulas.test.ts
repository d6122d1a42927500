import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { spansOf } from '../../src/calendar/frequency.js'
import { type FactName, factColumn, factCount, factKind, factNames } from '../../src/facts/columns.js'
import type { FactDetails } from '../../src/facts/fact-details.js'
import type { FactTable } from '../../src/facts/fact-table.js'
import { FactWindow } from '../../src/facts/fact-window.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { kpiById, kpiCatalogue } from '../../src/kpi/catalogue.js'
import { type Kpi, numberOf } from '../../src/kpi/kpi.js'
import { type KpiSettings, usualSettings } from '../../src/kpi/kpi-settings.js'
import { kpiTable } from '../../src/kpi/kpi-table.js'
import { kpiWindow } from '../../src/kpi/kpi-window.js'
import { demoLedger } from '../scenario/demo-ledger.js'
import { monthlyFacts } from './fact-table-of.js'

/** A number of a formula by the name that it has there. */
type Numbers = (name: string) => number

const nameInBraces = /\{([^}]+)\}/g
const namesIn = (formula: string) => [...formula.matchAll(nameInBraces)].map((match) => match[1]!)

/** Whether nothing but digits, + − × ÷ and parentheses is left of a formula once its names are numbers. */
const isArithmetic = (formula: string) => /^[\d.\s+−×÷()]+$/.test(formula.replace(nameInBraces, '1'))

/**
 * The value of a formula in plain arithmetic: × and ÷ before + and −, each from left to right. It throws if the
 * formula is anything else.
 */
function evaluate(formula: string, numbers: Numbers): number {
  const tokens = formula.match(/\{[^}]+\}|\d+(?:\.\d+)?|[+−×÷()]|\S/g) ?? []
  let at = 0
  const isNext = (...operators: string[]) => operators.includes(tokens[at] ?? '')
  const sum = (): number => {
    let value = product()
    while (isNext('+', '−')) value = tokens[at++] === '+' ? value + product() : value - product()
    return value
  }
  const product = (): number => {
    let value = factor()
    while (isNext('×', '÷')) value = tokens[at++] === '×' ? value * factor() : value / factor()
    return value
  }
  const factor = (): number => {
    const token = tokens[at++] ?? 'the end'
    if (token === '(') {
      const value = sum()
      if (tokens[at++] !== ')') throw new Error(`a parenthesis is not closed in "${formula}"`)
      return value
    }
    if (token.startsWith('{')) return numbers(token.slice(1, -1))
    if (/^\d/.test(token)) return Number(token)
    throw new Error(`expected a number at ${token} of "${formula}"`)
  }
  const value = sum()
  if (at < tokens.length) throw new Error(`expected an operator at ${tokens[at]} of "${formula}"`)
  return value
}

/** A KPI’s formula with the numbers of its terms; null where one of them is not defined. */
function formulaValue(kpi: Kpi, window: FactWindow, settings: KpiSettings): number | null {
  const numbers = new Map(namesIn(kpi.formula).map((name) => [name, kpi.terms[name]!.of(window, settings)]))
  if ([...numbers.values()].includes(null)) return null
  return evaluate(kpi.formula, (name) => numbers.get(name)!)
}

/** To a part in 10⁹; a formula that is not defined where the KPI is fails too. */
function expectSame(kpi: Kpi, window: FactWindow, settings: KpiSettings): boolean {
  const value = numberOf(kpi.compute(window, settings))
  if (value === null) return false
  const byFormula = formulaValue(kpi, window, settings)
  if (byFormula === null || !(Math.abs(value - byFormula) <= 1e-9 * Math.abs(value))) {
    throw new Error(`${kpi.id} is ${value}, but its formula ${kpi.formula} gives ${byFormula}`)
  }
  return true
}

const arithmetic = kpiCatalogue.filter(({ formula }) => isArithmetic(formula))

describe('the evaluator of formulas in these tests', () => {
  const numbers: Numbers = (name) => ({ a: 2, b: -3, 'a longer name': 8 })[name]!
  test.each([
    ['{a} + {b} × {a longer name}', -22],
    ['({a} + {b}) × {a longer name}', -8],
    ['{a longer name} ÷ {a} ÷ 2', 2],
    ['{a longer name} ÷ {a} × 2', 8],
    ['10 − {a} − {b}', 11],
    ['100 × (1 − {a} ÷ ({a longer name} − 2 × {a})) ', 50],
    ['0.5', 0.5],
  ])('%s is %d', (formula, value) => {
    expect(evaluate(formula, numbers)).toBe(value)
  })

  test.each(['{a} ×', '({a}', '{a} {b}', '{a} times {b}', '', '{a})'])('refuses "%s"', (formula) => {
    expect(() => evaluate(formula, numbers)).toThrow(/expected|not closed/)
  })
})

describe('formulas', () => {
  test('are plain arithmetic, but for three that are not', () => {
    const inWords = kpiCatalogue.filter((kpi) => !arithmetic.includes(kpi)).map(({ id }) => id)
    expect(inWords).toEqual(['dso_countback', 'dso_true', 'dso_target'])
  })

  test.each(kpiCatalogue.map((kpi) => [kpi.id, kpi] as const))(
    'of %s: each name is a term',
    (_, { formula, terms }) => {
      expect(namesIn(formula).filter((name) => terms[name] === undefined)).toEqual([])
      expect(formula.replace(nameInBraces, '')).not.toMatch(/[{}]/)
    },
  )

  test('have each of the terms in them', () => {
    const unused = kpiCatalogue.flatMap(({ id, formula, terms }) =>
      Object.keys(terms)
        .filter((name) => !namesIn(formula).includes(name))
        .map((name) => `${id}: ${name}`),
    )
    expect(unused).toEqual([])
  })

  test('need the facts that their terms are read from', () => {
    for (const { id, terms, needs } of kpiCatalogue) {
      const read = Object.values(terms).flatMap(({ facts, optional }) => (optional ? [] : facts))
      expect(needs, id).toEqual(expect.arrayContaining([...read]))
      expect(new Set(needs).size, id).toBe(needs.length)
      for (const fact of needs) expect(factNames, id).toContain(fact)
    }
  })
})

/** Counts stay below 10⁵ and money below 10⁹, as in a ledger; nothing, little and below zero occur. */
function anyValue(fact: FactName): fc.Arbitrary<number> {
  const most = factKind(fact) === 'count' ? 100_000 : 1_000_000_000
  const usual = fc.oneof(
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }) },
    { weight: 6, arbitrary: fc.integer({ min: 1, max: most }) },
  )
  return fact === 'receivables' ? fc.oneof({ weight: 9, arbitrary: usual }, fc.integer({ min: -most, max: 0 })) : usual
}

const anyMonth = fc.tuple(...factNames.map(anyValue))

/** What a ledger would know beside the facts; the same for every window. */
const anyDetails: fc.Arbitrary<FactDetails> = fc
  .record({
    paying: fc.nat({ max: 50 }),
    early: fc.nat({ max: 50 }),
    invoiced: fc.nat({ max: 50 }),
    due: fc.nat({ max: 1_000_000 }),
    collected: fc.nat({ max: 1_000_000 }),
    age: fc.integer({ min: 0, max: 90 }),
  })
  .map(({ paying, early, invoiced, due, collected, age }) => ({
    payingCustomers: () => ({ paying, early: Math.min(early, paying) }),
    invoicedCustomers: () => invoiced,
    dueCollection: () => ({ due, collected }),
    openAgeToSales: () => age,
    knowsContracts: true,
  }))

const anySettings: fc.Arbitrary<KpiSettings> = fc.record({
  targetDso: fc.option(fc.integer({ min: 1, max: 90 })),
  targetFactor: fc.constantFrom(1, 1.5, 2.25),
  lossRates: fc.option(
    fc
      .array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 6 })
      .map((rates) => rates.map((n) => n / 1000)),
  ),
  costOfCapital: fc.option(fc.integer({ min: 0, max: 300 }).map((rate) => rate / 1000)),
  collection: fc.record({
    overdue: fc.constantFrom('include', 'exclude'),
    partial: fc.constantFrom('count', 'full-only'),
    contracts: fc.constantFrom('include', 'exclude', 'only'),
  }),
})

const anyCase = fc.record({
  months: fc.array(anyMonth, { minLength: 1, maxLength: 15 }),
  details: anyDetails,
  settings: anySettings,
  last: fc.nat({ max: 14 }),
  length: fc.nat({ max: 14 }),
})

type Case = typeof anyCase extends fc.Arbitrary<infer T> ? T : never

/** The table of a case, and a window of it that may begin and end anywhere. */
function windowOf({ months, details, last, length }: Case): FactWindow {
  const table: FactTable = {
    ...monthlyFacts(
      2023,
      months.map(() => ({})),
    ),
    details,
  }
  months.forEach((facts, period) => {
    factNames.forEach((fact, index) => {
      table.values[period * factCount + factColumn[fact]] = facts[index]!
    })
  })
  const end = last % months.length
  return FactWindow.of(table, 0, end, (length % (end + 1)) + 1)
}

describe('every formula in plain arithmetic gives what compute gives, to a part in 10⁹', () => {
  test('on random facts, wherever compute is defined', () => {
    const defined = new Map(arithmetic.map(({ id }) => [id, 0]))
    fc.assert(
      fc.property(anyCase, (drawn) => {
        const window = windowOf(drawn)
        for (const kpi of arithmetic) {
          if (expectSame(kpi, window, drawn.settings)) defined.set(kpi.id, defined.get(kpi.id)! + 1)
        }
      }),
      { numRuns: 400, seed: 20240331 },
    )
    // Or the comparison would say nothing of it.
    for (const [id, count] of defined) expect(count, id).toBeGreaterThan(100)
  })

  test('and the comparison has teeth: each other formula of the same terms is refused', () => {
    const window = windowOf(fc.sample(anyCase, { numRuns: 1, seed: 5 })[0]!)
    const settings = { ...usualSettings, costOfCapital: 0.09 }
    const wrong = (id: string, from: string, to: string): Kpi => {
      const kpi = kpiById(id)
      expect(kpi.formula).toContain(from)
      return { ...kpi, formula: kpi.formula.replace(from, to) }
    }
    for (const kpi of [
      wrong('dso', '×', '÷'),
      wrong('cei_cash', '− {write-offs}', '+ {write-offs}'),
      wrong('profit_per_account', '÷ 365', '÷ 360'),
      wrong('ar_turnover', '÷ 2', ''),
    ]) {
      expect(() => expectSame(kpi, window, settings), kpi.id).toThrow('but its formula')
    }
  })

  describe('on the demo ledger', () => {
    let table: FactTable
    beforeAll(async () => {
      table = ledgerFacts((await demoLedger()).data, ['salesperson'])
    })

    test.each(['month', 'quarter', 'year'] as const)(
      'for every row by %s, over the window that each KPI looks at',
      (every) => {
        const settings = { ...usualSettings, costOfCapital: 0.09 }
        const compared = new Map(arithmetic.map(({ id }) => [id, 0]))
        for (const span of spansOf(table.periods, every, table.calendar)) {
          for (let group = 0; group < table.groups.length; group++) {
            for (const kpi of arithmetic) {
              const window = kpiWindow(table, group, span, kpi)!
              if (expectSame(kpi, window, settings)) compared.set(kpi.id, compared.get(kpi.id)! + 1)
            }
          }
        }
        const rows = kpiTable(table, { every, settings })
        for (const { id } of arithmetic) {
          expect(compared.get(id), id).toBe(rows.filter(({ kpis }) => kpis[id] !== null).length)
          expect(compared.get(id), id).toBeGreaterThan(0)
        }
      },
    )
  })
})

describe('what people read of a KPI', () => {
  const each = kpiCatalogue.map((kpi) => [kpi.id, kpi] as const)

  test('ids, names and short names are there once', () => {
    for (const field of ['id', 'name', 'shortName'] as const) {
      const values = kpiCatalogue.map((kpi) => kpi[field])
      expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([])
    }
  })

  test.each(each)('%s has a short name of at most 12 characters', (_, { shortName }) => {
    expect([...shortName].length).toBeGreaterThan(1)
    expect([...shortName].length).toBeLessThanOrEqual(12)
  })

  test.each(each)(
    '%s has an id of small letters, a name and a formula without a full stop',
    (_, { id, name, formula }) => {
      expect(id).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
      for (const text of [name, formula]) {
        expect(text).toBe(text.trim())
        expect(text).not.toMatch(/\.$| {2}|undefined|NaN/)
      }
      expect(name).toMatch(/^[A-Z]/)
    },
  )

  test.each(each)('%s has sentences for what it means, where it is from, its pitfall and as a goal', (_, kpi) => {
    const { meaning, source, pitfall, goal } = kpi
    for (const text of [meaning, source, pitfall, goal.pro, goal.con, goal.gaming]) {
      expect(text).toMatch(/^[A-Z±“].{10,}[^\s.]\.$/u)
      expect(text).not.toMatch(/ {2}|\.\.|undefined|NaN| [.,;:]/)
    }
  })

  test('a band has a low and a high end, and only a band has one', () => {
    for (const { id, better, band } of kpiCatalogue) {
      if (band === undefined) continue
      expect(better, id).toBe('band')
      expect(band.low, id).toBeLessThan(band.high)
    }
  })
})
