import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isoFromDay } from '../../src/calendar/day.js'
import { type FlowFact, factNames } from '../../src/facts/columns.js'
import { type FactTable, factAt } from '../../src/facts/fact-table.js'
import { FactWindow } from '../../src/facts/fact-window.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { kpiById, kpiCatalogue } from '../../src/kpi/catalogue.js'
import { type Kpi, numberOf, ratio } from '../../src/kpi/kpi.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import { type KpiRow, type KpiTableOptions, kpiTable } from '../../src/kpi/kpi-table.js'
import { openAmounts } from '../../src/ledger/open-amounts.js'
import { anyCalendar } from '../calendar/any-calendar.js'
import { ledgerFrom, type Row } from '../ledger/ledger-folder.js'
import { cashOnlyLedger, openRandom, type RowTables, randomLedger } from './random-ledger.js'
import { withLaterPayment } from './with-later-payment.js'

const runs = { numRuns: 60, seed: 20240801 }
/** For properties that write every ledger twice. */
const fewer = { ...runs, numRuns: 40 }

const anyGrouping = fc.constantFrom<readonly string[]>(
  [],
  ['region'],
  ['salesperson'],
  ['customer_id'],
  ['contract_id'],
  ['region', 'salesperson'],
  ['contract_id', 'region', 'salesperson'],
)

/** How a table of KPIs is asked for; rates, so that what depends on them is defined too. */
const anyOptions: fc.Arbitrary<KpiTableOptions> = fc.record(
  {
    every: fc.constantFrom('month', 'quarter', 'year'),
    windowMonths: fc.constantFrom(1, 3, 6),
    settings: fc.record({
      targetDso: fc.constantFrom(null, 30),
      targetFactor: fc.constant(1.5),
      lossRates: fc.constantFrom(null, [0.003, 0.016, 0.036, 0.066, 0.106, 0.5]),
      costOfCapital: fc.constantFrom(null, 0.08),
      collection: fc.record({
        overdue: fc.constantFrom('include', 'exclude'),
        partial: fc.constantFrom('count', 'full-only'),
        contracts: fc.constantFrom('include', 'exclude', 'only'),
      }),
    }),
  },
  { requiredKeys: ['settings'] },
)

/** Holds a property for every row of KPIs of random ledgers, by any grouping, calendar, period and window. */
async function holdsForRows(
  ledgers: fc.Arbitrary<RowTables>,
  kpis: readonly Kpi[],
  check: (row: KpiRow) => void,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(ledgers, anyGrouping, anyCalendar, anyOptions, async (tables, by, calendar, options) => {
      const facts = ledgerFacts((await openRandom(tables)).data, by, calendar)
      for (const row of kpiTable(facts, { ...options, kpis })) check(row)
    }),
    runs,
  )
}

const named = (...ids: string[]) => ids.map(kpiById)

/** By how much each flow moves receivables, as DESIGN section 4 has it. */
const moves: readonly (readonly [FlowFact, 1 | -1])[] = [
  ['credit_sales', 1],
  ['cash_collected', -1],
  ['discounts_taken', -1],
  ['credit_memos', -1],
  ['write_offs', -1],
  ['write_off_reversals', 1],
  ['revaluations', 1],
  ['credit_notes_applied', -1],
]

describe('the facts of every random ledger, by any grouping and calendar', () => {
  test('roll forward: opening and what moved receivables are the closing, to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, anyGrouping, anyCalendar, async (tables, by, calendar) => {
        const { data } = await openRandom(tables)
        const table = ledgerFacts(data, by, calendar)
        table.groups.forEach((_, group) => {
          let receivables = 0
          table.periods.forEach(({ label, end }, period) => {
            for (const [flow, sign] of moves) receivables += sign * factAt(table, group, period, flow)
            expect(receivables, `group ${group}, ${label}`).toBe(factAt(table, group, period, 'receivables'))
            // The total is what is open of all invoices, by a count of their own.
            if (group > 0) return
            expect(openAmounts(data, end).reduce((sum, open) => sum + open, 0)).toBe(receivables)
          })
        })
      }),
      runs,
    )
  })

  test('are those of all groups together, and those of a crossing add up to each of its attributes', async () => {
    const crossings = fc.constantFrom<readonly string[]>(
      ['region', 'salesperson'],
      ['salesperson', 'region'],
      ['contract_id', 'region', 'salesperson'],
      ['customer_id', 'contract_id'],
    )
    await fc.assert(
      fc.asyncProperty(randomLedger, crossings, anyCalendar, async (tables, crossing, calendar) => {
        const { data } = await openRandom(tables)
        const fine = ledgerFacts(data, crossing, calendar)
        for (const by of [[], ...crossing.map((attribute) => [attribute])]) {
          expect(addedUp(fine, by), by.join()).toEqual(everyFact(ledgerFacts(data, by, calendar)))
        }
      }),
      runs,
    )
  })

  test('have receivables that are the aging buckets less credit balances', async () => {
    const ids = ['current', '1_30', '31_60', '61_90', '91_120', 'over_120'].map((id) => `aging_${id}_amount`)
    let credited = 0
    await holdsForRows(randomLedger, named(...ids, 'total_past_due'), ({ facts, kpis }) => {
      // A window that is longer than the ledger has no KPIs.
      if (kpis.total_past_due === null) return
      const buckets = ids.map((id) => kpis[id]!)
      expect(Math.min(...buckets, facts.credit_balances!)).toBeGreaterThanOrEqual(0)
      expect(buckets.reduce((sum, amount) => sum + amount, -facts.credit_balances!)).toBe(facts.receivables)
      expect(kpis.total_past_due).toBe(buckets.slice(1).reduce((sum, amount) => sum + amount, 0))
      if (facts.credit_balances! > 0) credited++
    })
    expect(credited).toBeGreaterThan(50)
  })
})

/** Facts that are not 0, by the values of some attributes, period and name; groups with equal values are one. */
function addedUp(table: FactTable, by: readonly string[]): Record<string, number> {
  const sums: Record<string, number> = {}
  // Group 0 is the total, which the others are to add up to.
  for (let group = table.groups.length > 1 ? 1 : 0; group < table.groups.length; group++) {
    const values = by.map((attribute) => table.groups[group]![attribute]).join('/')
    table.periods.forEach(({ label }, period) => {
      for (const fact of factNames) {
        const value = factAt(table, group, period, fact)
        const key = `${values} ${label} ${fact}`
        if (value !== 0) sums[key] = (sums[key] ?? 0) + value
      }
    })
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0))
}

/** The facts that are not 0 of each group, without adding anything up. */
function everyFact(table: FactTable): Record<string, number> {
  const found: Record<string, number> = {}
  table.groups.forEach((group, index) => {
    if (index === 0 && table.groups.length > 1) return
    table.periods.forEach(({ label }, period) => {
      for (const fact of factNames) {
        const value = factAt(table, index, period, fact)
        if (value !== 0) found[`${Object.values(group).join('/')} ${label} ${fact}`] = value
      }
    })
  })
  return found
}

describe('CEI', () => {
  /** What CEI must be where nothing but cash lowers what is open: at most 100, and 100 only if nothing is past due. */
  async function isOfCash(cei: Kpi): Promise<number> {
    let defined = 0
    await holdsForRows(cashOnlyLedger, [cei, ...named('total_past_due')], ({ kpis, facts }) => {
      if (kpis.cei === null) return
      defined++
      expect(facts.credit_sales).toBeGreaterThanOrEqual(0)
      expect(kpis.cei).toBeLessThanOrEqual(100)
      expect(kpis.cei === 100).toBe(kpis.total_past_due === 0)
    })
    return defined
  }

  test('is at most 100 where nothing is credited, and 100 only where nothing is past due', async () => {
    expect(await isOfCash(kpiById('cei'))).toBeGreaterThan(100)
  })

  test('and that has teeth: with past-due in place of current receivables it does not hold', async () => {
    const wrong: Kpi = {
      ...kpiById('cei'),
      compute(window: FactWindow) {
        const opened = window.opening('receivables') + window.flow('credit_sales')
        const pastDue = window.closing('receivables') - window.closing('current_receivables')
        return ratio(opened - window.closing('receivables'), opened - pastDue, 100, 'nothing')
      },
    }
    await expect(isOfCash(wrong)).rejects.toThrow('Property failed')
  })

  test('is at least CEI of cash alone, and equal to it where nothing is credited or written off', async () => {
    const found = { equal: 0, lower: 0 }
    await holdsForRows(randomLedger, named('cei', 'cei_cash'), ({ kpis, facts }) => {
      expect(kpis.cei === null).toBe(kpis.cei_cash === null)
      if (kpis.cei === null || kpis.cei_cash === null) return
      // So in every period, and therefore in every window of them.
      expect(Math.min(facts.credit_memos!, facts.write_offs!)).toBeGreaterThanOrEqual(0)
      expect(kpis.cei_cash).toBeLessThanOrEqual(kpis.cei!)
      found[kpis.cei_cash === kpis.cei ? 'equal' : 'lower']++
    })
    expect(found.equal).toBeGreaterThan(50)
    expect(found.lower).toBeGreaterThan(50)
    await holdsForRows(cashOnlyLedger, named('cei', 'cei_cash'), ({ kpis }) => expect(kpis.cei_cash).toBe(kpis.cei))
  })
})

test('a payment moved later never lowers receivables on any day, and raises them on some', async () => {
  let raised = 0
  await fc.assert(
    fc.asyncProperty(randomLedger, fc.nat(), fc.integer({ min: 1, max: 90 }), async (tables, pick, delay) => {
      // A negative application takes money back: moved later, it does the opposite.
      const negative = new Set(
        tables.applications.filter((row) => row.amount!.startsWith('-')).map((row) => row.payment_id!),
      )
      const ids = tables.payments.map((row) => row.payment_id!).filter((id) => !negative.has(id))
      fc.pre(ids.length > 0)
      const moved = withLaterPayment(tables, ids[pick % ids.length]!, delay)
      const [sooner, later] = [(await openRandom(tables)).data, (await ledgerFrom(moved)).data]
      let isRaised = false
      for (let day = Math.min(...sooner.invoices.issued); day <= Math.max(sooner.asOf, later.asOf); day++) {
        const [before, after] = [sooner, later].map((ledger) =>
          openAmounts(ledger, day as typeof ledger.asOf).reduce((sum, open) => sum + open, 0),
        )
        expect(after, isoFromDay(day as typeof sooner.asOf)).toBeGreaterThanOrEqual(before!)
        if (after! > before!) isRaised = true
      }
      if (isRaised) raised++
    }),
    fewer,
  )
  expect(raised).toBeGreaterThan(15)
})

describe('shares of every random ledger', () => {
  test('of the aging buckets add up to 100, or are all not defined', async () => {
    const shares = kpiCatalogue.filter(({ id }) => /^aging_.*_share$/.test(id))
    expect(shares).toHaveLength(6)
    let defined = 0
    await holdsForRows(randomLedger, shares, ({ kpis }) => {
      const values = Object.values(kpis)
      if (values.includes(null)) {
        expect(values).toEqual(Array(6).fill(null))
        return
      }
      defined++
      const parts = values.map(Number)
      expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(100, 9)
    })
    expect(defined).toBeGreaterThan(200)
  })

  test.each(['', '_count'])('of what was paid%s: early at most on time, on time and late 100', async (suffix) => {
    const ids = [`paid_early${suffix}`, `paid_on_time${suffix}`, `paid_late${suffix}`]
    const found = { early: 0, between: 0 }
    await holdsForRows(fc.oneof(randomLedger, cashOnlyLedger), named(...ids), ({ kpis, facts }) => {
      const [early, onTime, late] = ids.map((id) => kpis[id]!)
      if (early === null) {
        expect([onTime, late]).toEqual([null, null])
        return
      }
      expect(early).toBeLessThanOrEqual(onTime!)
      expect(onTime! + late!).toBeCloseTo(100, 9)
      if (early! > 0) found.early++
      if (onTime! > 0 && late! > 0) found.between++
      expect(facts.settled_count).toBe(facts.settled_on_time_count! + facts.settled_late_count!)
    })
    expect(Math.min(found.early, found.between)).toBeGreaterThan(30)
  })

  test('past due over more days are at most those over fewer', async () => {
    const ids = ['past_due_over_90', 'past_due_over_60', 'past_due_over_30', 'past_due_share']
    await holdsForRows(randomLedger, named(...ids), ({ kpis }) => {
      const values = ids.map((id) => kpis[id]!)
      if (values[0] === null) expect(values).toEqual([null, null, null, null])
      else expect([...values].sort((a, b) => a! - b!)).toEqual(values)
    })
  })
})

test.each([
  ['everything', randomLedger],
  ['cash only', cashOnlyLedger],
])('every KPI of ledgers with %s is a finite number, or null with a reason', async (_, ledgers) => {
  let [defined, notDefined] = [0, 0]
  await holdsForRows(ledgers, kpiCatalogue, ({ kpis, notes }) => {
    expect(Object.keys(kpis)).toEqual(kpiCatalogue.map(({ id }) => id))
    for (const [id, value] of Object.entries(kpis)) {
      if (value === null) {
        notDefined++
        expect(notes[id], id).toMatch(/\p{L}{2}/u)
      } else {
        defined++
        expect(Number.isFinite(value), `${id}: ${value}`).toBe(true)
      }
    }
  })
  expect(Math.min(defined, notDefined)).toBeGreaterThan(1000)
})

test('a KPI of a group is its own, and no mean of its customers’', async () => {
  // C1: 900.00 invoiced and paid 5 days early. C2: 100.00, open and past due, of terms of 10 days. January has 31 days.
  const { data } = await ledgerFrom({
    customers: [
      { customer_id: 'C1', region: 'EMEA' },
      { customer_id: 'C2', region: 'EMEA' },
    ],
    invoices: [
      { invoice_id: 'I1', customer_id: 'C1', invoice_date: '2024-01-02', due_date: '2024-01-12', amount: '900.00' },
      { invoice_id: 'I2', customer_id: 'C2', invoice_date: '2024-01-05', due_date: '2024-01-15', amount: '100.00' },
    ],
    payments: [{ payment_id: 'P1', customer_id: 'C1', payment_date: '2024-01-07', amount: '900.00' }],
    applications: [{ payment_id: 'P1', invoice_id: 'I1', amount: '900.00' }],
    surveys: [{ customer_id: 'C1', date: '2024-01-31', score: '8' }],
  })
  const ofGroups = (by: readonly string[]) =>
    kpiTable(ledgerFacts(data, by), { kpis: named('dso', 'cei', 'paid_early', 'past_due_share') })
      .filter(({ group }) => Object.keys(group).length > 0)
      .map(({ kpis }) => kpis)
  // CEI: of C1 900 of 900, of C2 0 of 100. DSO: of C1 0 ÷ 900, of C2 100 ÷ 100, times 31 days.
  expect(ofGroups(['customer_id'])).toEqual([
    { dso: 0, cei: 100, paid_early: 100, past_due_share: null },
    { dso: 31, cei: 0, paid_early: null, past_due_share: 100 },
  ])
  // Together 100 ÷ 1,000 × 31 = 3.1 and not 15.5; 900 of 1,000 = 90 and not 50.
  expect(ofGroups(['region'])).toEqual([{ dso: 3.1, cei: 90, paid_early: 100, past_due_share: 100 }])
})

describe('k times all money', () => {
  const amounts = ['amount', 'discount', 'margin', 'cost']
  const timesRow = (row: Row, k: number): Row =>
    Object.fromEntries(
      Object.entries(row).map(([column, text]) => [
        column,
        amounts.includes(column) && text !== '' ? new Decimal(text).times(k).toFixed(2) : text,
      ]),
    )
  const times = (tables: RowTables, k: number) =>
    Object.fromEntries(
      Object.entries(tables).map(([name, rows]) => [name, rows.map((row) => timesRow(row, k))]),
    ) as unknown as RowTables

  test('is k times each KPI of money, and leaves all others as they are', async () => {
    const changed = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        randomLedger,
        anyGrouping,
        anyOptions,
        fc.integer({ min: 2, max: 9 }),
        async (tables, by, options, k) => {
          const [once, more] = await Promise.all(
            [tables, times(tables, k)].map(async (each) =>
              kpiTable(ledgerFacts((await openRandom(each)).data, by), options),
            ),
          )
          expect(more!.length).toBe(once!.length)
          once!.forEach((row, index) => {
            for (const { id, unit } of kpiCatalogue) {
              const [before, after] = [row.kpis[id]!, more![index]!.kpis[id]!]
              const expected = before === null ? null : unit === 'money' ? before * k : before
              if (expected === null) expect(after, id).toBeNull()
              else expect(Math.abs(after! - expected), id).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)))
              if (before !== null && after !== before) changed.add(id)
            }
          })
        },
      ),
      fewer,
    )
    // Money did change.
    expect([...changed]).toEqual(expect.arrayContaining(['total_past_due', 'allowance', 'profit_per_account']))
  })
})

test('a window of twelve months or none gives the same turnover', async () => {
  await fc.assert(
    fc.asyncProperty(randomLedger, async (tables) => {
      const facts = ledgerFacts((await openRandom(tables)).data)
      const kpi = kpiById('ar_turnover')
      const usual = kpiTable(facts, { kpis: [kpi] })
      for (let last = 11; last < facts.periods.length; last++) {
        const value = numberOf(kpi.compute(FactWindow.of(facts, 0, last, 12), usualSettings))
        expect(usual[last]!.kpis.ar_turnover).toBe(value)
      }
    }),
    runs,
  )
})
