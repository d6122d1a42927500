import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tableFormats, writeTables } from '../../src/export/write-tables.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { ledgerHash } from '../../src/ledger/ledger-hash.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { ledgerFrom } from '../ledger/ledger-folder.js'
import { openRandom, randomLedger } from '../properties/random-ledger.js'
import { newFolder } from './export-folder.js'

async function readAgain(ledger: Ledger, format: (typeof tableFormats)[number]): Promise<Ledger> {
  const folder = newFolder()
  await writeTables(ledger.data, folder, format)
  return await openLedger(folder)
}

const hard = {
  customers: [
    {
      customer_id: '007',
      name: '=1+1',
      region: 'a;b',
      credit_limit: '0.01',
      risk_score: '0.0000001',
      onboarded_on: '1999-12-31',
    },
    { customer_id: '-7', name: 'say "hi"\nto \'Ann\'', region: '', credit_limit: '', risk_score: '', onboarded_on: '' },
  ],
  invoices: [
    {
      invoice_id: '=A',
      customer_id: '007',
      invoice_date: '2024-01-05',
      due_date: '2024-02-04',
      amount: '70000000000.01',
      disputed: 'yes',
      contract_id: 'NULL',
    },
    {
      invoice_id: '1',
      customer_id: '-7',
      invoice_date: '2024-01-06',
      due_date: '2024-02-05',
      amount: '-0.07',
      disputed: '',
      contract_id: '',
    },
    {
      invoice_id: '01',
      customer_id: '-7',
      invoice_date: '2024-01-06',
      due_date: '2024-02-05',
      amount: '0.07',
      disputed: 'no',
      contract_id: "'",
    },
  ],
}

describe.each(tableFormats)('A ledger written as %s', (format) => {
  test('reads as the same ledger, for random ledgers', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, async (tables) => {
        const ledger = await openRandom(tables)
        const again = await readAgain(ledger, format)
        expect(again.data.rejects).toEqual([])
        expect(ledgerHash(again.data)).toBe(ledgerHash(ledger.data))
      }),
      { numRuns: 15 },
    )
  })

  test('reads as the same ledger: texts and identifiers that are hard on files', async () => {
    const ledger = await ledgerFrom(hard)
    expect(ledger.data.invoices.count).toBe(3)
    expect(ledgerHash((await readAgain(ledger, format)).data)).toBe(ledgerHash(ledger.data))
  })

  test('reads as the same ledger: invoices that say when they were paid', async () => {
    const invoice = { customer_id: 'C', invoice_date: '2024-01-05', due_date: '2024-02-04', amount: '12.00' }
    const invoices = [
      { invoice_id: '1', ...invoice, settled_date: '2024-02-10' },
      { invoice_id: '2', ...invoice, settled_date: '' },
    ]
    const ledger = await ledgerFrom({ invoices })
    expect(ledger.data.postings.day).toHaveLength(1)
    expect(ledgerHash((await readAgain(ledger, format)).data)).toBe(ledgerHash(ledger.data))
  })

  test('reads as the same ledger: the demo company as it was known on an earlier day', async () => {
    const demo = await openLedger('data/demo')
    const ledger = demo.asOf((demo.knownThrough - 200) as typeof demo.knownThrough)
    const again = await readAgain(ledger, format)
    expect(again.data.rejects).toEqual([])
    // A day without an entry is not in the files.
    expect(ledgerHash(again.asOf(ledger.knownThrough).data)).toBe(ledgerHash(ledger.data))
  })
})
