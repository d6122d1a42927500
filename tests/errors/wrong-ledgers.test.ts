import { expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { aging } from '../../src/facts/aging.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { tableView } from '../../src/ledger/table-view.js'
import { type Files, folderOf, refusal, soundInvoices } from './ledger-files.js'

const inEuros = soundInvoices.replace('amount\n', 'amount,currency\n').replace('10.00\n', '10.00,EUR\n')
const mixed = `${inEuros}I2,C1,2024-03-10,2024-04-09,10.00,USD\nI3,C1,2024-03-10,2024-04-09,10.00,GBP\n`

/** Each: what is wrong with a ledger as a whole, its files, and the whole message. */
const cases: [what: string, files: Files, message: string][] = [
  [
    'a currency without rates',
    { 'invoices.csv': mixed.replace('GBP', 'USD') },
    "DIR/invoices.csv, column currency: money is in EUR, the ledger's currency is USD, and there are no exchange rates of it; add the table fx (date, currency, rate: USD for 1 EUR), or say which currency the ledger is in.",
  ],
  [
    'currencies without rates',
    { 'invoices.csv': mixed },
    "DIR/invoices.csv, column currency: money is in EUR, GBP, the ledger's currency is USD, and there are no exchange rates of them; add the table fx (date, currency, rate: USD for 1 EUR), or say which currency the ledger is in.",
  ],
  [
    'a day without a rate',
    { 'invoices.csv': mixed.replace('GBP', 'USD'), 'fx.csv': 'date,currency,rate\n2023-12-30,EUR,1.09\n' },
    'DIR/invoices.csv: the table fx lacks exchange rates (EUR from 2024-01-10 on); a rate holds for at most 10 days, so add those of the missing days.',
  ],
  [
    'money that grows beyond what is exact by its rate',
    { 'invoices.csv': mixed.replace('GBP', 'USD'), 'fx.csv': 'date,currency,rate\n2024-01-10,EUR,900000000000000\n' },
    'DIR/fx.csv: by its rate, money in EUR comes to more than 90,071,992,547,409.91 USD, the most that can be held exactly; look for an amount or a rate with a missing decimal point.',
  ],
]

test.each(cases)('%s', async (_, files, message) => {
  expect(await refusal(folderOf(files))).toBe(message)
})

test('a table that there is not', async () => {
  const { data } = await openLedger(folderOf({ 'invoices.csv': soundInvoices }))
  expect(() => tableView(data, 'invoice' as 'invoices')).toThrow(
    new InputError('"invoice" is no table. Did you mean "invoices"?'),
  )
})

test.each([
  [[], 'Aging needs at least one edge; give days past due such as 30,60,90.'],
  [[30, 30], 'Aging edges must be whole days past due that ascend from 1, such as 30,60,90; "30" breaks that.'],
])('edges of aging that are none: %j', async (edges, message) => {
  const { data } = await openLedger(folderOf({ 'invoices.csv': soundInvoices }))
  expect(() => aging(data, data.asOf, edges)).toThrow(new InputError(message))
})
