import { expect, test } from 'vitest'
import { kpiBridge } from '../../src/bridge/kpi-bridge.js'
import { InputError } from '../../src/document/input-error.js'
import { ledgerFrom } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'

/** Sales in January and March; nothing in February, and nothing due in January. */
const ledger = await ledgerFrom({
  invoices: [
    { invoice_id: 'I1', customer_id: 'C1', invoice_date: '2024-01-10', due_date: '2024-02-09', amount: '100.00' },
    { invoice_id: 'I2', customer_id: 'C1', invoice_date: '2024-03-10', due_date: '2024-03-10', amount: '100.00' },
  ],
})
const { data } = ledger.asOf(iso('2024-03-31'))
const [january, february, march] = ['2024-01', '2024-02', '2024-03'].map((label, period) => {
  return { label, first: period, last: period }
}) as [Window, Window, Window]
type Window = { label: string; first: number; last: number }

test.each<[string, () => unknown]>([
  [
    'DSO is not defined for 2024-02: no credit sales in the window; choose other periods to compare.',
    () => kpiBridge('dso', data, february, march),
  ],
  [
    'DSO is not defined for 2024-02: no credit sales in the window; choose other periods to compare.',
    () => kpiBridge('dso', data, january, february),
  ],
  [
    'CEI is not defined for 2024-01: nothing was due to be collected in the window; choose other periods to compare.',
    () => kpiBridge('cei', data, january, march),
  ],
  [
    '"regoin" is no attribute of this ledger\'s customers or invoices. Known: customer_id.',
    () => kpiBridge('dso', data, january, march, { by: ['regoin'] }),
  ],
])('%s', (message, act) => {
  expect(act).toThrow(new InputError(message))
})
