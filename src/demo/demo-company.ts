import { isoFromDay } from '../calendar/day.js'
import { customerLedger, type LedgerPart } from './customer-ledger.js'
import type {
  DemoActivity,
  DemoAdjustment,
  DemoApplication,
  DemoCustomer,
  DemoDispute,
  DemoInvoice,
  DemoPayment,
  DemoSurvey,
  DemoTables,
} from './demo-rows.js'
import { type DemoOptions, demoSetting } from './demo-setting.js'
import type { CompanyTruth, CustomerTruth, DemoTruth } from './demo-truth.js'

/** A synthetic company as a stream: what holds for all of it, and its ledger in parts, made one after the other. */
export interface DemoParts {
  readonly truth: CompanyTruth
  /** How many parts there are. */
  readonly count: number
  readonly parts: Iterable<LedgerPart>
}

/** A synthetic company: its ledger as plain rows, in the order of their dates, and the truth that made them. */
export interface DemoCompany extends DemoTables {
  readonly truth: DemoTruth
}

/**
 * The synthetic company of a seed, customer by customer, with the ledger as exported on the evening of the last day of
 * the last month: what would happen later is not in it, and what is open then stays open. The company opened on `start`
 * with no receivables, so its first months ramp up. A customer's rows do not depend on how many customers there are.
 * Throws a RangeError on an empty seed, or if customers is not a whole number from 1 to 1,000,000, or months not one of
 * 1 to 240.
 */
export function demoParts(options: DemoOptions): DemoParts {
  const setting = demoSetting(options)
  const { seed, start, end, parameters, economyFactors } = setting
  const { customers } = options
  return {
    truth: {
      schema: 'arlab/demo-truth/2',
      note: `A synthetic company that opened on ${isoFromDay(start)} with no receivables: its first months ramp up.`,
      seed,
      start,
      end,
      economyFactors,
      ...parameters,
    },
    count: customers,
    parts: {
      *[Symbol.iterator]() {
        for (let number = 1; number <= customers; number++) yield customerLedger(setting, number)
      },
    },
  }
}

/** The same company whole and in memory, for a small one. Throws as `demoParts` does. */
export function demoCompany(options: DemoOptions): DemoCompany {
  const { truth, parts } = demoParts(options)
  const customers: DemoCustomer[] = []
  const invoices: DemoInvoice[] = []
  const payments: DemoPayment[] = []
  const applications: DemoApplication[] = []
  const adjustments: DemoAdjustment[] = []
  const disputes: DemoDispute[] = []
  const activities: DemoActivity[] = []
  const surveys: DemoSurvey[] = []
  const truths: CustomerTruth[] = []
  for (const part of parts) {
    for (const row of part.customers) customers.push(row)
    for (const row of part.invoices) invoices.push(row)
    for (const row of part.payments) payments.push(row)
    for (const row of part.applications) applications.push(row)
    for (const row of part.adjustments) adjustments.push(row)
    for (const row of part.disputes) disputes.push(row)
    for (const row of part.activities) activities.push(row)
    for (const row of part.surveys) surveys.push(row)
    for (const row of part.truths) truths.push(row)
  }
  // Sorting is stable, so rows of one day stay in the order of customers.
  return {
    customers,
    invoices: invoices.sort((a, b) => a.invoiceDate - b.invoiceDate),
    payments: payments.sort((a, b) => a.paymentDate - b.paymentDate),
    applications: applications.sort((a, b) => a.appliedDate - b.appliedDate),
    adjustments: adjustments.sort((a, b) => a.date - b.date),
    disputes: disputes.sort((a, b) => a.openedOn - b.openedOn),
    activities: activities.sort((a, b) => a.date - b.date),
    surveys: surveys.sort((a, b) => a.date - b.date),
    truth: { ...truth, customers: truths },
  }
}
