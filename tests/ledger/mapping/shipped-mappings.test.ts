import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeTables } from '../../../src/export/write-tables.js'
import type { FactName } from '../../../src/facts/columns.js'
import type { Ledger } from '../../../src/ledger/ledger.js'
import { openLedger } from '../../../src/ledger/open-ledger.js'
import { checkLedger } from '../../../src/quality/check-ledger.js'
import { root } from '../../cli/run-arlab.js'
import { newFolder } from '../ledger-folder.js'
import { factsOn, totalThrough } from '../ledger-reading.js'
import { shippedMappings } from './shipped-mappings.js'

/** The mappings read by the ledger itself; shipped-recipes.test.ts holds what their recipes give. */
describe.each(shippedMappings)('$file', ({ file, rows, leftOut, day, stocks, flows, ledgerWarnings }) => {
  let ledger: Ledger
  beforeAll(async () => {
    ledger = await openLedger(join(root, 'data/mappings', file))
  })

  test('every row of the sample is read', () => {
    expect(ledger.data.rejects).toEqual([])
    const counts = Object.entries(ledger.data.tables)
    expect(Object.fromEntries(counts.map(([table, { accepted }]) => [table, accepted]))).toEqual(rows)
    const counted = counts.filter(([table, count]) => table !== 'customers' && count.leftOut > 0)
    expect(Object.fromEntries(counted.map(([table, count]) => [table, count.leftOut]))).toEqual(leftOut)
  })

  test('the figures are those computed by hand', () => {
    const facts = factsOn(ledger, day)
    for (const [fact, amount] of Object.entries(stocks)) expect(facts[fact as FactName], fact).toBe(amount)
    for (const [fact, amount] of Object.entries(flows)) {
      expect(totalThrough(ledger, day, fact as FactName), fact).toBe(amount)
    }
  })

  test.each(['csv', 'parquet'] as const)('written as canonical tables (%s) it is the same ledger', async (format) => {
    const folder = newFolder()
    await writeTables(ledger.data, folder, format)
    const again = await openLedger(folder)
    expect(again.data.rejects).toEqual([])
    expect(factsOn(again, day)).toEqual(factsOn(ledger, day))
    expect(again.data.invoices.due).toEqual(ledger.data.invoices.due)
    expect(again.data.postings).toEqual(ledger.data.postings)
  })

  test('written as canonical tables it keeps its currency', async () => {
    const folder = newFolder()
    await writeTables(ledger.data, folder, 'csv')
    expect((await openLedger(folder)).currency).toEqual(ledger.currency)
  })

  test('the roll-forward holds, and nothing else is warned of', () => {
    const check = checkLedger(ledger)
    expect(check.rollForward).toMatchObject({ holds: true, difference: 0 })
    expect(check.warnings.map(({ code }) => code)).toEqual(ledgerWarnings ?? [])
  })
})
