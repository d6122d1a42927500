import { isoFromDay } from '../../src/calendar/day.js'
import { type CheckOptions, checkLedger, type LedgerCheck } from '../../src/quality/check-ledger.js'
import {
  dayAt,
  type HandApplication,
  type HandInvoice,
  type HandMade,
  type HandPayment,
  handMade,
  tableCounts,
} from './hand-made-ledger.js'

const first = dayAt('2023-01-02')
const iso = (offset: number) => isoFromDay((first + offset) as typeof first)

/** A company of twelve customers over two years with a fault of nearly every kind, always the same. */
function sampleHandMade(): HandMade {
  const invoices: HandInvoice[] = []
  const payments: HandPayment[] = []
  const applications: HandApplication[] = []
  for (let index = 0; index < 720; index++) {
    const customer = `C-${100 + (index % 12)}`
    const amount = 120_000 + ((index * 7919) % 400_000) + (index % 12) * 25_000
    const issued = index
    invoices.push({ id: `INV-${10_000 + index}`, customer, on: iso(issued), due: iso(issued + 30), amount })
    const paidOn = issued + 20 + ((index * 37) % 45)
    if (paidOn < 725 && index % 41 !== 0) {
      payments.push({ id: `P-${index}`, customer, on: iso(paidOn), amount })
      applications.push({ from: `P-${index}`, to: `INV-${10_000 + index}`, on: iso(paidOn), amount })
    }
  }
  const change = (index: number, change: Partial<HandInvoice>) => {
    invoices[index] = { ...invoices[index]!, ...change }
  }
  change(401, { on: invoices[389]!.on, amount: invoices[389]!.amount })
  change(500, { amount: 98_765_432 })
  change(600, { due: iso(600 + 730) })
  change(700, { disputed: true })
  change(710, { disputed: true })
  invoices.push({ id: 'CN-1', customer: 'C-103', on: iso(640), amount: -84_500 })
  payments.push({ id: 'P-900', customer: 'C-104', on: iso(580), amount: 912_345 })
  payments.push({ id: 'P-901', customer: 'C-105', on: iso(590), amount: 40_000 })
  applications.push({ from: 'P-901', to: 'INV-10250', on: iso(590), amount: 55_000 })
  return {
    invoices,
    payments,
    applications,
    adjustments: [
      { to: 'INV-10041', on: iso(300), kind: 'write_off', amount: 60_000 },
      { to: 'INV-10082', on: iso(320), kind: 'credit_memo', amount: 12_300 },
    ],
    disputes: [{ invoice: 'INV-10705', opened: iso(710) }],
    regions: Object.fromEntries(
      Array.from({ length: 12 }, (_, row) => [`C-${100 + row}`, ['EMEA', 'APAC', 'AMER'][row % 3]!]),
    ),
    asOf: '2024-12-31',
    tables: {
      customers: tableCounts({ accepted: 12 }),
      invoices: tableCounts({
        accepted: 721,
        rejected: 2,
        readAmount: 312_000_000,
        acceptedAmount: 311_158_000,
        rejectedAmount: 842_000,
        amountsUnread: 1,
      }),
      payments: tableCounts({
        accepted: payments.length,
        readAmount: 290_000_000,
        acceptedAmount: 290_000_000,
        rejectedAmount: 0,
      }),
      applications: tableCounts({
        accepted: applications.length,
        rejected: 1,
        readAmount: 290_017_000,
        acceptedAmount: 290_000_000,
        rejectedAmount: 17_000,
      }),
    },
    rejects: [
      {
        ...{
          file: 'northwind/invoices.csv',
          line: 77,
          column: 'amount',
          value: '12,3x',
          code: 'not-an-amount',
          amount: null,
        },
        reason: 'it is not an amount; expected one like 1,234.50, -12 or (12.00)',
      },
      {
        ...{
          file: 'northwind/invoices.csv',
          line: 410,
          column: 'due_date',
          value: '2023-01-31',
          code: 'due-before-issue',
          amount: 842_000,
        },
        reason: 'the invoice would be due before its own date',
      },
      {
        ...{
          file: 'northwind/applications.csv',
          line: 91,
          column: 'invoice_id',
          value: 'INV-99999',
          code: 'orphan-invoice',
          amount: 17_000,
        },
        reason: 'this invoice is not in the invoices table, or was rejected there',
      },
    ],
    warnings: [
      {
        code: 'column-not-read',
        message: 'customers.csv: the column "regon" is not read; "region" would be',
        count: 1,
        amount: null,
      },
    ],
  }
}

export function sampleCheck(options: CheckOptions = {}): LedgerCheck {
  return checkLedger({ data: handMade(sampleHandMade()) }, { rollForward: {}, ...options })
}
