import { expect, test } from 'vitest'
import { runArlab } from '../cli/run-arlab.js'
import { folderOf, soundInvoices } from './ledger-files.js'

/** Each: what is wrong with a control file, its text, and the whole of stderr. */
test.each([
  [
    'columns of other names',
    'period,total\n2024-01,10.00\n',
    'DIR/control.csv, line 1: a control file needs the columns month and balance; this one has period, total.',
  ],
  [
    'a group that the ledger lacks',
    'month,balance,custmer_id\n2024-01,10.00,C1\n',
    'DIR/control.csv, line 1, column custmer_id: this is no attribute of the ledger to balance by. Did you mean "customer_id"? Take the column out if it is no group.',
  ],
  ['no rows', 'month,balance\n', 'DIR/control.csv: there are no rows below the header to reconcile with.'],
  [
    'a month that is none',
    'month,balance\nJanuary,10.00\n',
    'DIR/control.csv, line 2, column month: "January" is not a month; write it like 2024-03, or as a day of it like 2024-03-31.',
  ],
  [
    'a balance that is none',
    'month,balance\n2024-01,ten\n',
    'DIR/control.csv, line 2, column balance: "ten": it is not an amount; expected one like 1,234.50, -12 or (12.00).',
  ],
  [
    'an empty balance',
    'month,balance\n2024-01,\n',
    'DIR/control.csv, line 2, column balance: "": the amount is empty.',
  ],
  [
    'a month twice',
    'month,balance\n2024-01,10.00\n2024-01-31,10.00\n',
    'DIR/control.csv, line 3, column month: "2024-01-31" has a balance on line 2 already; give one for each month and group.',
  ],
  [
    'a row that is too short',
    'month,balance\n2024-01\n',
    'DIR/control.csv, line 2: the row has fewer than the 2 fields of the header.',
  ],
])('%s', (_, control, message) => {
  const folder = folderOf({ 'invoices.csv': soundInvoices, 'control.csv': control })
  const { code, stdout, stderr } = runArlab('check', folder, '--control', `${folder}/control.csv`)
  expect([code, stdout, stderr.replaceAll(folder, 'DIR')]).toEqual([2, '', `arlab: ${message}\n`])
})
