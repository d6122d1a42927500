import { expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import type { Frames } from '../../src/export/frame-tables.js'
import { openFrames } from '../../src/export/open-frames.js'
import { ledgerFrame } from '../../src/ledger/ledger-frame.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { folderOf, invoiceHeader } from './ledger-files.js'

const columns = ['invoice_id', 'customer_id', 'invoice_date', 'due_date', 'amount']
const invoices = { columns, values: [['I1', 'C1', '2024-01-10', '2024-02-09', 10]] }
const withValue = (column: string, value: unknown) => ({
  invoices: { columns, values: [invoices.values[0]!.map((own, index) => (columns[index] === column ? value : own))] },
})

/** Each: what is wrong, the frames, their currency, and the whole message. */
test.each([
  [
    'a frame of no table',
    { invoice: invoices },
    'USD',
    'frame invoice: this is no table of a ledger. Did you mean "invoices"?',
  ],
  [
    'frames without invoices',
    { customers: { columns: ['customer_id'], values: [['C1']] } },
    'USD',
    'frames: the table invoices (a file such as invoices.csv) is not there, and a ledger needs it; files of other names are read through a mapping.',
  ],
  ['a currency that is none', { invoices }, 'EURO', '"EURO" is not the ISO 4217 code of a currency.'],
  [
    'an identifier that is a number',
    withValue('invoice_id', 7),
    'USD',
    'frame invoices, row 0, column invoice_id: it holds the number 7, but must be text; as a number 007 is 7, so read identifiers as strings.',
  ],
  [
    'a day that is a Date',
    withValue('due_date', new Date(0)),
    'USD',
    'frame invoices, row 0, column due_date: it holds a Date, which has a time and a zone; give the day as text like 2024-03-31.',
  ],
  [
    'an identifier that is neither text nor a number',
    withValue('customer_id', { id: 'C1' }),
    'USD',
    'frame invoices, row 0, column customer_id: it holds a value of type object, but must be text.',
  ],
  [
    'money in another currency than is said',
    { invoices: { columns: [...columns, 'currency'], values: [[...invoices.values[0]!, 'EUR']] } },
    'USD',
    'frames: their money is in USD, but they read as a ledger in EUR; see their currency columns.',
  ],
])('%s', async (_, frames, currency, message) => {
  await expect(openFrames(frames as unknown as Frames, { currency })).rejects.toThrow(new InputError(message))
})

test('an amount that a number of a frame does not hold to the cent', async () => {
  const folder = folderOf({ 'invoices.csv': `${invoiceHeader}I1,C1,2024-01-10,2024-02-09,90000000000000.01\n` })
  const { data } = await openLedger(folder)
  expect(() => ledgerFrame(data, 'invoices')).toThrow(
    new InputError(
      'The column amount has an amount beyond 45035996273704.96 USD, which a number in a frame does not hold exactly; export the table instead.',
    ),
  )
})
