import { describe, expect, test } from 'vitest'
import type { FactTable } from '../../src/facts/fact-table.js'
import { FactWindow } from '../../src/facts/fact-window.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { noCostOfCapital } from '../../src/kpi/contribution.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import { monthlyFacts } from './fact-table-of.js'

/** January and February 2026. */
const table = monthlyFacts(2026, [
  { receivables: 30_000 },
  {
    receivables: 43_000,
    gross_margin: 9_000,
    discounts_taken: 100,
    credit_memos: 200,
    write_offs: 400,
    write_off_reversals: 50,
    recoveries: 80,
    collection_cost: 30,
  },
])

const kpiIn = (id: string, own: FactTable, costOfCapital: number | null = 0.1) =>
  kpiById(id).compute(FactWindow.of(own, 0, 1, 1), { ...usualSettings, costOfCapital })

describe('contribution', () => {
  // Mean receivables 36,500 at 10 % for 28 of 365 days.
  const carrying = 280

  test('is the margin less all that granting credit takes away', () => {
    expect(kpiIn('carrying_cost', table)).toBeCloseTo(carrying, 9)
    expect(kpiIn('contribution', table)).toBeCloseTo(9_000 - 100 - 200 - 400 + 50 + 80 - 30 - carrying, 9)
  })

  test('goes without the cost of contacts where nobody knows it, and says so', () => {
    const unknown: FactTable = { ...table, absent: new Map([['collection_cost', 'nobody says']]) }
    expect(kpiIn('contribution', unknown)).toEqual({
      value: expect.closeTo(9_000 - 100 - 200 - 400 + 50 + 80 - carrying, 9),
      note: 'the cost of contacts is not known and left out',
    })
    // The cost by itself is not known to be 0.
    expect(kpiIn('profit_per_account', unknown)).toEqual({ notDefined: 'nobody says' })
  })

  test('is not defined without margins or a cost of capital', () => {
    const unknown: FactTable = { ...table, absent: new Map([['gross_margin', 'no margins']]) }
    expect(kpiIn('contribution', unknown)).toEqual({ notDefined: 'no margins' })
    expect(kpiIn('contribution', table, null)).toEqual({ notDefined: noCostOfCapital })
    expect(kpiIn('carrying_cost', table, null)).toEqual({ notDefined: noCostOfCapital })
  })
})
