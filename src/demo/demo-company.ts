import { type Day, isoFromDay } from '../calendar/day.js'
import { addMonths, monthEnd, monthOf, monthStart } from '../calendar/month.js'
import { customerLedger } from './customer-ledger.js'
import { demoParameters } from './demo-parameters.js'
import type {
  DemoAdjustment,
  DemoApplication,
  DemoCustomer,
  DemoDispute,
  DemoInvoice,
  DemoPayment,
} from './demo-rows.js'
import type { CustomerTruth, DemoTruth } from './demo-truth.js'

/** What to make. */
export interface DemoOptions {
  /** Any text; the same text gives the same company. */
  readonly seed: string
  readonly customers: number
  /** How many calendar months the ledger covers, counted from the month of `start`. */
  readonly months: number
  /** The day on which the company opened; 2023-01-01 unless given. */
  readonly start?: Day
}

/** A synthetic company: its ledger as plain rows, in the order of their dates, and the truth that made them. */
export interface DemoCompany {
  readonly customers: readonly DemoCustomer[]
  readonly invoices: readonly DemoInvoice[]
  readonly payments: readonly DemoPayment[]
  readonly applications: readonly DemoApplication[]
  readonly adjustments: readonly DemoAdjustment[]
  readonly disputes: readonly DemoDispute[]
  readonly truth: DemoTruth
}

/** 2023 × 12: January 2023. */
const defaultStart = monthStart(addMonths(monthOf(0 as Day), (2023 - 1970) * 12))

/**
 * The synthetic company of a seed, with the ledger as exported on the evening of the last day of the last month: what
 * would happen later is not in it, and what is open then stays open. The company opened on `start` with no
 * receivables, so its first months ramp up. A customer's rows do not depend on how many customers there are. Throws a
 * RangeError on an empty seed, or if customers is not a whole number of at least 1, or months not one of 1 to 240.
 */
export function demoCompany(options: DemoOptions): DemoCompany {
  const { seed, customers: customerCount, months, start = defaultStart } = options
  if (seed === '') throw new RangeError('demoCompany needs a seed of at least one character, got an empty one')
  requireWhole('customers', customerCount, 100_000)
  requireWhole('months', months, 240)
  const end = monthEnd(addMonths(monthOf(start), months - 1))

  const customers: DemoCustomer[] = []
  const invoices: DemoInvoice[] = []
  const payments: DemoPayment[] = []
  const applications: DemoApplication[] = []
  const adjustments: DemoAdjustment[] = []
  const disputes: DemoDispute[] = []
  const truths: CustomerTruth[] = []
  for (let number = 1; number <= customerCount; number++) {
    const ledger = customerLedger(seed, number, start, end)
    customers.push(ledger.customer)
    truths.push(ledger.truth)
    for (const row of ledger.invoices) invoices.push(row)
    for (const row of ledger.payments) payments.push(row)
    for (const row of ledger.applications) applications.push(row)
    for (const row of ledger.adjustments) adjustments.push(row)
    for (const row of ledger.disputes) disputes.push(row)
  }

  // Sorting is stable, so rows of one day stay in the order of customers.
  payments.sort((a, b) => a.paymentDate - b.paymentDate)
  const paymentOrder = new Map(payments.map((payment, index) => [payment.paymentId, index]))
  return {
    customers,
    invoices: invoices.sort((a, b) => a.invoiceDate - b.invoiceDate),
    payments,
    applications: applications.sort((a, b) => paymentOrder.get(a.paymentId)! - paymentOrder.get(b.paymentId)!),
    adjustments: adjustments.sort((a, b) => a.date - b.date),
    disputes: disputes.sort((a, b) => a.openedOn - b.openedOn),
    truth: {
      schema: 'arlab/demo-truth/1',
      note: `A synthetic company that opened on ${isoFromDay(start)} with no receivables: its first months ramp up.`,
      seed,
      start,
      end,
      ...demoParameters,
      customers: truths,
    },
  }
}

function requireWhole(name: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new RangeError(`demoCompany needs ${name} to be a whole number from 1 to ${most}, got ${value}`)
  }
}
