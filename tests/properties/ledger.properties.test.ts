import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agingBuckets, factNames } from '../../src/facts/columns.js'
import { emptyFactTable, type FactTable, factAt, factRow } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { rollForwardBreaks } from '../../src/facts/roll-forward.js'
import { kpiTable } from '../../src/kpi/kpi-table.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { ledgerFrom } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'
import { texts } from '../ledger/plain-data.js'
import { cutAt } from './cut-at.js'
import { cashOnlyLedger, isoAt, openRandom, randomLedger } from './random-ledger.js'
import { withLaterPayment } from './with-later-payment.js'

const runs = { numRuns: 60, seed: 20240229 }
/** For properties that write every ledger twice. */
const fewer = { ...runs, numRuns: 40 }
const by = ['region', 'salesperson']

/** Calls a check for every group and period of a table. */
function everywhere(table: FactTable, check: (group: number, period: number) => void): void {
  for (let group = 0; group < table.groups.length; group++) {
    for (let period = 0; period < table.periods.length; period++) check(group, period)
  }
}

test('the random ledgers have every fact in them, on some month end not nothing', async () => {
  const seen = new Set<string>()
  for (const tables of fc.sample(randomLedger, runs)) {
    // By group, since the credit notes applied are nothing in all.
    const table = ledgerFacts((await openRandom(tables)).data, by)
    everywhere(table, (group, period) => {
      for (const fact of factNames) if (factAt(table, group, period, fact) !== 0) seen.add(fact)
    })
  }
  expect(factNames.filter((fact) => !seen.has(fact))).toEqual([])
})

describe('on every random ledger', () => {
  test('the roll-forward is exact for every month and group', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, async (tables) => {
        expect(rollForwardBreaks(ledgerFacts((await openRandom(tables)).data, by))).toEqual([])
      }),
      runs,
    )
  })

  test('every fact of the portfolio is the sum of its groups', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, async (tables) => {
        const { data } = await openRandom(tables)
        const [all, grouped] = [ledgerFacts(data), ledgerFacts(data, by)]
        for (const fact of factNames) {
          for (let period = 0; period < all.periods.length; period++) {
            let sum = 0
            for (let group = 1; group < grouped.groups.length; group++) sum += factAt(grouped, group, period, fact)
            expect(sum, fact).toBe(factAt(all, 0, period, fact))
            expect(factAt(grouped, 0, period, fact), fact).toBe(sum)
          }
        }
      }),
      runs,
    )
  })

  test('receivables are the aging buckets less credit balances, and neither of these is negative', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, async (tables) => {
        const table = ledgerFacts((await openRandom(tables)).data, by)
        everywhere(table, (group, period) => {
          const buckets = agingBuckets.map(({ fact }) => factAt(table, group, period, fact))
          const credit = factAt(table, group, period, 'credit_balances')
          expect(Math.min(credit, ...buckets)).toBeGreaterThanOrEqual(0)
          expect(buckets.reduce((sum, bucket) => sum + bucket, -credit)).toBe(
            factAt(table, group, period, 'receivables'),
          )
        })
      }),
      runs,
    )
  })

  test('an invoice settles at most once, and settled is on time or late', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, async (tables) => {
        const table = ledgerFacts((await openRandom(tables)).data)
        let settled = 0
        everywhere(table, (group, period) => {
          const count = factAt(table, group, period, 'settled_count')
          settled += count
          expect(
            factAt(table, group, period, 'settled_on_time_count') + factAt(table, group, period, 'settled_late_count'),
          ).toBe(count)
          expect(factAt(table, group, period, 'settled_early_count')).toBeLessThanOrEqual(
            factAt(table, group, period, 'settled_on_time_count'),
          )
        })
        expect(settled).toBeLessThanOrEqual(tables.invoices.length)
      }),
      runs,
    )
  })

  test('the order of rows in the files changes no fact', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, async (tables) => {
        const reversed = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, [...rows].reverse()]))
        const [one, other] = [await openRandom(tables), await ledgerFrom(reversed)]
        const { details: _, ...facts } = ledgerFacts(one.data, by)
        expect(ledgerFacts(other.data, by)).toMatchObject(facts)
        expect([...ledgerFacts(other.data, by).values]).toEqual([...facts.values])
      }),
      fewer,
    )
  })
})

/** Facts by group and month, without groups and facts that are nothing. */
function factsByName(ledger: Ledger): Record<string, number> {
  const table = ledgerFacts(ledger.data, by)
  const found: Record<string, number> = {}
  everywhere(table, (group, period) => {
    for (const fact of factNames) {
      const value = factAt(table, group, period, fact)
      if (value !== 0) found[`${JSON.stringify(table.groups[group])} ${table.periods[period]!.label} ${fact}`] = value
    }
  })
  return found
}

test('ledger.asOf(day) knows nothing later: its facts are those of a ledger whose files end on that day', async () => {
  await fc.assert(
    fc.asyncProperty(randomLedger, fc.nat({ max: 250 }), async (tables, wait) => {
      const first = tables.invoices.map((invoice) => invoice.invoice_date!).sort()[0]!
      const day = [isoAt(wait), first].sort()[1]!
      const ledger = await openRandom(tables)
      const cut = await ledgerFrom(cutAt(tables, day))
      expect(factsByName(ledger.asOf(iso(day)))).toEqual(factsByName(cut.asOf(iso(day))))
      const invoices = ledger.asOf(iso(day)).data.invoices
      expect(texts(invoices.ids)).toEqual(texts(cut.data.invoices.ids))
      // A view of a view is the earlier of the two.
      expect(factsByName(ledger.asOf(iso('2025-06-30')).asOf(iso(day)))).toEqual(factsByName(ledger.asOf(iso(day))))
    }),
    fewer,
  )
})

test('moving a payment later never lowers receivables on any month end', async () => {
  await fc.assert(
    fc.asyncProperty(randomLedger, fc.nat(), fc.integer({ min: 1, max: 90 }), async (tables, pick, delay) => {
      const applied = tables.applications.filter(
        (row) => row.payment_id!.startsWith('P') && !row.amount!.startsWith('-'),
      )
      fc.pre(applied.length > 0)
      const id = applied[pick % applied.length]!.payment_id!
      const moved = withLaterPayment(tables, id, delay)
      const end = iso('2024-12-31')
      const [sooner, later] = [await openRandom(tables), await ledgerFrom(moved)].map((ledger) =>
        ledgerFacts(ledger.asOf(end).data),
      )
      everywhere(sooner!, (group, period) => {
        expect(factAt(later!, group, period, 'receivables')).toBeGreaterThanOrEqual(
          factAt(sooner!, group, period, 'receivables'),
        )
      })
    }),
    fewer,
  )
})

describe('where nothing but cash lowers what is open', () => {
  test('CEI is at most 100 in every month and group, or not defined', async () => {
    let defined = 0
    await fc.assert(
      fc.asyncProperty(cashOnlyLedger, async (tables) => {
        for (const { kpis } of kpiTable(ledgerFacts((await openRandom(tables)).data, by))) {
          if (kpis.cei === null) continue
          defined++
          expect(kpis.cei).toBeLessThanOrEqual(100)
        }
      }),
      fewer,
    )
    expect(defined).toBeGreaterThan(100)
  })

  test.each([
    ['cash only', cashOnlyLedger],
    ['everything', randomLedger],
  ])('(and with %s) every KPI is a finite number or null with its reason', async (_, ledgers) => {
    await fc.assert(
      fc.asyncProperty(ledgers, async (tables) => {
        for (const { kpis, notes } of kpiTable(ledgerFacts((await openRandom(tables)).data, by))) {
          for (const [id, value] of Object.entries(kpis)) {
            // What is defined may have a note as well, such as that it is annualised.
            expect(value === null ? (notes[id]?.length ?? 0) > 0 : Number.isFinite(value), id).toBe(true)
          }
        }
      }),
      fewer,
    )
  })
})

test('the roll-forward check has teeth: a closing balance that is one cent off is found, with month, group and difference', async () => {
  const [tables] = fc.sample(randomLedger, { numRuns: 1, seed: 7 })
  const table = ledgerFacts((await openRandom(tables!)).data, by)
  const changed = { ...emptyFactTable(table.periods, table.groups), values: table.values.slice() }
  const last = table.periods.length - 1
  changed.values[factRow(changed, 1, last) + factNames.indexOf('receivables')]! += 1
  expect(rollForwardBreaks(changed)).toEqual([
    { period: table.periods[last]!.label, group: table.groups[1], difference: 1 },
  ])
})
