import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bridge, BridgeKpi, BridgeOptions, BridgeWindow } from '../../src/bridge/bridge.js'
import { CohortSums } from '../../src/bridge/cohort-sums.js'
import { dsoSplit } from '../../src/bridge/dso-split.js'
import { kpiBridge } from '../../src/bridge/kpi-bridge.js'
import { shownParts } from '../../src/bridge/shown-parts.js'
import { windowInvoices } from '../../src/bridge/window-invoices.js'
import { spansOf } from '../../src/calendar/frequency.js'
import { listByCell } from '../../src/facts/cell-lists.js'
import { type FactTable, factAt } from '../../src/facts/fact-table.js'
import { FactWindow } from '../../src/facts/fact-window.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { periodByDay } from '../../src/facts/period-by-day.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { numberOf } from '../../src/kpi/kpi.js'
import type { LedgerData } from '../../src/ledger/ledger-data.js'
import { anyCalendar } from '../calendar/any-calendar.js'
import { iso } from '../ledger/ledger-reading.js'
import { cashOnlyLedger, isoAt, openRandom, type RowTables, randomLedger } from '../properties/random-ledger.js'
import { demoLedger } from '../scenario/demo-ledger.js'
import { plainBridge } from './plain-bridge.js'

const runs = { numRuns: 60, seed: 20240601 }
const kpis = ['dso', 'cei'] as const

/** Two windows by numbers that are brought into the table: the last period and the length of each. */
const anyWindows = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 4 }), fc.nat(), fc.integer({ min: 1, max: 4 }))
type DrawnWindows = readonly [number, number, number, number]

function windowsIn({ periods }: FactTable, drawn: DrawnWindows): [BridgeWindow, BridgeWindow] {
  const window = (number: number, length: number) => {
    const last = number % periods.length
    const first = Math.max(0, last - length + 1)
    return { label: `${periods[first]!.label} to ${periods[last]!.label}`, first, last }
  }
  return [window(drawn[0], drawn[1]), window(drawn[2], drawn[3])]
}

function kpiOf(kpi: string, facts: FactTable, group: number, { first, last }: BridgeWindow): number | null {
  return numberOf(kpiById(kpi).compute(FactWindow.of(facts, group, last, last - first + 1)))
}

/** Two windows in which the KPI is defined, from a period on; null if there is none. */
function definedWindows(
  kpi: BridgeKpi,
  facts: FactTable,
  drawn: DrawnWindows,
  group = 0,
  start = 0,
): [BridgeWindow, BridgeWindow] | null {
  const windows: BridgeWindow[] = []
  for (let first = start; first < facts.periods.length; first++) {
    for (let last = first; last < Math.min(first + 4, facts.periods.length); last++) {
      const window = { label: `${first} to ${last}`, first, last }
      if (kpiOf(kpi, facts, group, window) !== null) windows.push(window)
    }
  }
  const [from, to] = [windows[drawn[0] % windows.length], windows[drawn[2] % windows.length]]
  return from && to ? [from, to] : null
}

/** A value beside others of about this size. */
function expectNear(value: number, expected: number, size: number, what: string): void {
  expect(Math.abs(value - expected) <= 1e-9 * size, `${what}: ${value}, expected ${expected}, size ${size}`).toBe(true)
}

function sizeOf({ from, to, parts }: Bridge): number {
  return Math.abs(from.value) + Math.abs(to.value) + parts.reduce((sum, { value }) => sum + Math.abs(value), 0)
}

/** Bridges of both KPIs and some groups, where the KPI is defined in both periods; others must be refused. */
function bridgesOf(ledger: LedgerData, facts: FactTable, drawn: DrawnWindows, options: BridgeOptions = {}): Bridge[] {
  const [from, to] = windowsIn(facts, drawn)
  return kpis.flatMap((kpi) =>
    facts.groups.flatMap((_, group) => {
      const [before, after] = [kpiOf(kpi, facts, group, from), kpiOf(kpi, facts, group, to)]
      const bridge = () => kpiBridge(kpi, ledger, from, to, { ...options, facts, group })
      if (before === null || after === null) {
        expect(bridge).toThrow('is not defined for')
        return []
      }
      const found = bridge()
      expect(found.from.value).toBe(before)
      expect(found.to.value).toBe(after)
      expect(found.change).toBe(after - before)
      return [found]
    }),
  )
}

describe('bridges of random ledgers', () => {
  test.each([[[]], [['region']], [['salesperson']], [['region', 'salesperson']], [['customer_id']]])(
    'add up to the change of the KPI, and turn their sign with the direction; by %j',
    async (by) => {
      let found = 0
      await fc.assert(
        fc.asyncProperty(randomLedger, anyCalendar, anyWindows, async (tables, calendar, drawn) => {
          const { data } = await openRandom(tables)
          const facts = ledgerFacts(data, by, calendar)
          const there = bridgesOf(data, facts, drawn, { by })
          const back = bridgesOf(data, facts, [drawn[2], drawn[3], drawn[0], drawn[1]], { by })
          expect(back).toHaveLength(there.length)
          there.forEach((bridge, index) => {
            found++
            const sum = bridge.parts.reduce((total, { value }) => total + value, 0)
            expectNear(sum, bridge.change, sizeOf(bridge), bridge.kpi)
            bridge.parts.forEach(({ id, value }, part) => {
              expectNear(back[index]!.parts[part]!.value, -value, sizeOf(bridge), `${bridge.kpi} ${id} turned`)
            })
          })
        }),
        runs,
      )
      expect(found).toBeGreaterThan(60)
    },
  )

  test.each(kpis)('%s: are the means over all orders, worked out plainly', async (kpi) => {
    let found = 0
    const moved = new Set<string>()
    await fc.assert(
      fc.asyncProperty(randomLedger, anyWindows, async (tables, drawn) => {
        const { data } = await openRandom(tables)
        const facts = ledgerFacts(data)
        const windows = definedWindows(kpi, facts, drawn)
        if (windows === null) return
        found++
        const [from, to] = windows
        const bridge = kpiBridge(kpi, data, from, to)
        const plain = plainBridge(kpi, data, facts, from, to)
        expect(bridge.parts.map(({ id }) => id)).toEqual(Object.keys(plain))
        for (const { id, value } of bridge.parts) {
          expectNear(value, plain[id]!, sizeOf(bridge), `${kpi} ${id}`)
          if (Math.abs(value) > 1e-6 * sizeOf(bridge)) moved.add(id)
        }
      }),
      runs,
    )
    expect(found).toBeGreaterThan(40)
    // Each cause has been seen at work.
    expect(moved.size).toBe(kpi === 'dso' ? 7 : 6)
  })

  test('the factors of DSO give the DSO of both periods, to 1 part in 10¹²', async () => {
    let found = 0
    await fc.assert(
      fc.asyncProperty(randomLedger, anyWindows, async (tables, drawn) => {
        const { data } = await openRandom(tables)
        const facts = ledgerFacts(data)
        const windows = definedWindows('dso', facts, drawn)
        if (windows === null) return
        found++
        const split = dsoSplit(data, facts, 0, () => true, ...windows)
        windows.forEach((window, at) => {
          const difference = [split.from, split.to][at]! - kpiOf('dso', facts, 0, window)!
          expect(Math.abs(difference)).toBeLessThanOrEqual(1e-12 * split.size)
        })
      }),
      runs,
    )
    expect(found).toBeGreaterThan(45)
  })

  test('what the cohorts of each period’s end have open, with credit balances, is the receivables to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, async (tables) => {
        const { data } = await openRandom(tables)
        const facts = ledgerFacts(data)
        const periodOf = periodByDay(facts.periods)
        const { invoices } = data
        const sold = listByCell(invoices.count, facts.periods.length, (row) =>
          invoices.amount[row]! > 0 ? periodOf(invoices.issued[row]!) : -1,
        )
        const cohort = new CohortSums(data.customers.count)
        facts.periods.forEach(({ label }, period) => {
          const window = windowInvoices(data, facts, { label, first: period, last: period }, () => true)
          let open = window.creditBalances
          for (let age = 0; age <= period; age++) {
            cohort.fill(invoices, sold, window, age)
            expect(cohort.total).toBe(factAt(facts, 0, period - age, 'credit_sales'))
            for (const customer of cohort.customers) {
              open += cohort.notDueOpen[customer]! + cohort.lateOpen[customer]! + cohort.disputedOpen[customer]!
            }
          }
          expect(open).toBe(factAt(facts, 0, period, 'receivables'))
        })
      }),
      runs,
    )
  })

  test('of a group are those of a ledger that has nothing else', async () => {
    let found = 0
    await fc.assert(
      fc.asyncProperty(cashOnlyLedger, anyWindows, async (tables, drawn) => {
        const known = isoAt(500)
        const whole = (await openRandom(tables)).asOf(iso(known)).data
        const facts = ledgerFacts(whole, ['region'])
        const group = facts.groups.findIndex(({ region }) => region === 'EMEA')
        const only = onlyRegion(tables, 'EMEA')
        if (group < 0 || only.invoices.length === 0) return
        const alone = (await openRandom(only)).asOf(iso(known)).data
        // The first invoice of the region may be later than the first of all.
        const start = facts.periods.findIndex(({ end }) => end >= iso(firstDay(only)))
        for (const kpi of kpis) {
          const windows = definedWindows(kpi, facts, drawn, group, start)
          if (windows === null) continue
          found++
          const [from, to] = windows
          const shifted = windows.map((window) => {
            return { ...window, first: window.first - start, last: window.last - start }
          })
          const bridge = kpiBridge(kpi, whole, from, to, { by: ['region'], group, facts })
          const expected = kpiBridge(kpi, alone, shifted[0]!, shifted[1]!)
          expect(bridge.change).toBe(expected.change)
          bridge.parts.forEach(({ id, value }, part) => {
            expectNear(value, expected.parts[part]!.value, sizeOf(bridge), `${kpi} ${id}`)
          })
        }
      }),
      { ...runs, numRuns: 50 },
    )
    expect(found).toBeGreaterThan(40)
  })
})

function onlyRegion(tables: RowTables, region: string): RowTables {
  const customers = tables.customers.filter((row) => row.region === region)
  const ids = new Set(customers.map(({ customer_id }) => customer_id))
  const invoices = tables.invoices.filter(({ customer_id }) => ids.has(customer_id))
  const invoiceIds = new Set(invoices.map(({ invoice_id }) => invoice_id))
  return {
    customers,
    invoices,
    payments: tables.payments.filter(({ customer_id }) => ids.has(customer_id)),
    applications: tables.applications.filter(({ invoice_id }) => invoiceIds.has(invoice_id)),
    adjustments: tables.adjustments.filter(({ invoice_id }) => invoiceIds.has(invoice_id)),
    disputes: tables.disputes.filter(({ invoice_id }) => invoiceIds.has(invoice_id)),
  }
}

function firstDay({ invoices }: RowTables): string {
  return invoices.map(({ invoice_date }) => invoice_date!).sort()[0]!
}

describe('bridges of the demo company', () => {
  test.each(kpis)(
    '%s: quarters and months, all and by region, against the plain computation',
    async (kpi: BridgeKpi) => {
      const { data } = await demoLedger()
      const facts = ledgerFacts(data, ['region'])
      const quarters = spansOf(facts.periods, 'quarter').slice(-4)
      const months = spansOf(facts.periods, 'month').slice(-13)
      const pairs = [
        [quarters[0]!, quarters[1]!],
        [months[0]!, months[11]!],
        [months[10]!, quarters[2]!],
      ] as const
      for (const [from, to] of pairs) {
        const plain = plainBridge(kpi, data, facts, from, to)
        const bridge = kpiBridge(kpi, data, from, to, { by: ['region'], facts })
        for (const { id, value } of bridge.parts) expectNear(value, plain[id]!, sizeOf(bridge), `${kpi} ${id}`)
        for (let group = 1; group < facts.groups.length; group++) {
          const ofGroup = kpiBridge(kpi, data, from, to, { by: ['region'], facts, group })
          const sum = ofGroup.parts.reduce((total, { value }) => total + value, 0)
          expectNear(sum, ofGroup.change, sizeOf(ofGroup), `${kpi} of group ${group}`)
          const shown = shownParts(ofGroup, 1)
          const tenths = shown.parts.reduce((total, { value }) => total + Math.round(10 * value), 0)
          expect(tenths).toBe(Math.round(10 * shown.to) - Math.round(10 * shown.from))
        }
      }
    },
  )
})
