import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TableName } from '../../src/ledger/canonical-tables.js'
import type { LedgerData } from '../../src/ledger/ledger-data.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { csvText } from './damaged/file-formats.js'
import { goodLedger, type TextTable } from './damaged/good-ledger.js'
import { readHonestly } from './damaged/honest-reading.js'
import { type HonestTables, judgeLedger } from './damaged/judge-ledger.js'

/** The judge of the damaged ledgers must see what it is there to see: each of these is a reader's lie. */
describe.each([false, true])('the judge of damaged ledgers (two currencies: %s)', (foreign) => {
  const folder = mkdtempSync(join(tmpdir(), 'arlab-judge-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const honest = new Map<TableName, { file: string; table: ReturnType<typeof readHonestly> }>()
  let data: LedgerData
  beforeAll(async () => {
    for (const [name, table] of Object.entries(goodLedger(foreign)) as [TableName, TextTable][]) {
      const file = join(folder, `${name}.csv`)
      writeFileSync(file, csvText(table))
      honest.set(name, { file, table: readHonestly(Buffer.from(csvText(table)), ',') })
    }
    data = (await openLedger(folder)).data
  })
  const judge = (changed: LedgerData, tables: HonestTables = honest) => judgeLedger(changed, tables)

  test('finds nothing in a sound ledger, which has rows of every kind', () => {
    expect(judge(data)).toEqual([])
    expect(data.rejects).toEqual([])
    for (const name of Object.keys(data.tables)) expect(data.tables[name]!.accepted, name).toBeGreaterThan(5)
    expect(data.applications.payment.some((payment) => payment < 0)).toBe(true)
  })

  test('sees an amount that is a cent off', () => {
    const amount = data.invoices.amount.slice()
    amount[3]! += 1
    expect(judge({ ...data, invoices: { ...data.invoices, amount } })).not.toEqual([])
  })

  test('sees money that moved from one posting to another, though the sums agree', () => {
    const amount = data.postings.amount.slice()
    const [first, second] = [...data.postings.kind.keys()].filter((row) => data.postings.kind[row] === 5)
    amount[first!]! += 100
    amount[second!]! -= 100
    expect(judge({ ...data, postings: { ...data.postings, amount } })).not.toEqual([])
  })

  test('sees a day that is another', () => {
    const issued = data.invoices.issued.slice()
    issued[5]! += 1
    expect(judge({ ...data, invoices: { ...data.invoices, issued } })).not.toEqual([])
  })

  test('sees a row that was lost without a word', () => {
    const lost = { ...data.tables.surveys!, read: 11, accepted: 11 }
    expect(judge({ ...data, tables: { ...data.tables, surveys: lost } })).not.toEqual([])
  })

  test('sees a reject that is counted and not listed', () => {
    const counts = { ...data.tables.payments!, accepted: data.tables.payments!.accepted - 1, rejected: 1 }
    expect(judge({ ...data, tables: { ...data.tables, payments: counts } })).not.toEqual([])
  })

  test('sees a discount that was forgotten', () => {
    const amount = data.postings.amount.map((value, row) => (data.postings.kind[row] === 6 ? 0 : value))
    expect(judge({ ...data, postings: { ...data.postings, amount } })).not.toEqual([])
  })
})
