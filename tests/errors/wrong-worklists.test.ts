import { expect, test } from 'vitest'
import { callCadence } from '../../src/collections/call-cadence.js'
import { monthEndPack } from '../../src/collections/month-end-pack.js'
import { worklist } from '../../src/collections/worklist.js'
import { InputError } from '../../src/document/input-error.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { ledgerFrom } from '../ledger/ledger-folder.js'
import { soundInvoices } from './ledger-files.js'

const { data } = await ledgerFrom({
  customers: [{ customer_id: 'C1', salesperson: 'Ana' }],
  invoices: soundInvoices,
})
const day = data.asOf
const table = ledgerFacts(data)

const days = 'A worklist needs a whole number of days past due of at least 0, such as 30; got '
const shares =
  'The shares from which calls are weekly and biweekly must be per cent above 0, the weekly one the higher, such as 10 and 5; got '
const counts = 'A month-end pack needs whole numbers of months and accounts from 1 on; got '

test.each<[string, () => unknown]>([
  [`${days}-1.`, () => worklist(data, day, { moreThanDays: -1 })],
  [`${days}30.5.`, () => worklist(data, day, { moreThanDays: 30.5 })],
  [`${days}NaN.`, () => monthEndPack(data, day, { moreThanDays: Number.NaN })],
  [
    '"salesprson" is no attribute of this ledger\'s customers or invoices. Did you mean "salesperson"?',
    () => worklist(data, day, { by: 'salesprson' }),
  ],
  [`${shares}5 and 10.`, () => callCadence(table, 0, { weekly: 5, biweekly: 10 })],
  [`${shares}5 and 5.`, () => callCadence(table, 0, { weekly: 5, biweekly: 5 })],
  [`${shares}10 and 0.`, () => callCadence(table, 0, { weekly: 10, biweekly: 0 })],
  [`${shares}NaN and 5.`, () => monthEndPack(data, day, { thresholds: { weekly: Number.NaN, biweekly: 5 } })],
  [`${shares}Infinity and 5.`, () => callCadence(table, 0, { weekly: Number.POSITIVE_INFINITY, biweekly: 5 })],
  [`${counts}0.`, () => monthEndPack(data, day, { months: 0 })],
  [`${counts}1.5.`, () => monthEndPack(data, day, { top: 1.5 })],
])('%s', (message, act) => {
  expect(act).toThrow(new InputError(message))
})
