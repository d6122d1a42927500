import { addDays, type Day } from '../calendar/day.js'
import { addMonths, monthEnd, monthOf, monthStart } from '../calendar/month.js'
import { type Cents, cents } from '../money/cents.js'
import type { DemoSetting } from './demo-setting.js'
import type { SegmentTruth } from './demo-truth.js'
import { type DrawnCustomer, lastOrderDay } from './draw-customer.js'
import type { OrderedInvoice } from './draw-invoices.js'
import { type Draws, drawsOf, happens, normal, uniformWhole } from './draws.js'
import { newInvoice } from './new-invoice.js'
import { numberedId } from './numbered-id.js'

/** The first yearly fee of a customer's maintenance contract; null if it has none. */
export function drawContractFee(
  draws: Draws,
  feeSigma: number,
  { contract }: SegmentTruth,
  logAmountMean: number,
): Cents | null {
  if (!happens(draws, contract.share)) return null
  const dollars = contract.feeInInvoices * Math.exp(logAmountMean + feeSigma * normal(draws))
  return cents(Math.max(1, Math.round(dollars)) * 100)
}

/** The invoices of a customer's maintenance contract: each bills a year of service in advance. */
export function drawContractInvoices(setting: DemoSetting, customer: DrawnCustomer): OrderedInvoice[] {
  const { contractFee, customerId } = customer.truth
  if (contractFee === null) return []
  const { billedDaysAhead, renewal, yearlyIncrease } = setting.parameters.contract
  const draws = drawsOf(setting.seed, customer.number, 'contract years')
  // From the second month after onboarding on, so that no bill is dated before the customer came.
  const firstMonth = addMonths(monthOf(customer.row.onboardedOn), 2 + uniformWhole(draws, [0, 11]))
  const lastBill = lastOrderDay(customer, setting)

  const invoices: OrderedInvoice[] = []
  for (let year = 0; ; year++) {
    const serviceMonth = addMonths(firstMonth, 12 * year)
    const serviceFrom = monthStart(serviceMonth)
    const invoiceDate = addDays(serviceFrom, -billedDaysAhead)
    if (invoiceDate > lastBill || (year > 0 && !happens(draws, renewal))) return invoices
    const invoice = newInvoice(customer, {
      invoiceId: numberedId('M', customerId, year),
      invoiceDate,
      amount: cents(Math.round(contractFee * (1 + yearlyIncrease) ** year)),
      sentOn: invoiceDate,
    })
    const serviceTo: Day = monthEnd(addMonths(serviceMonth, 11))
    invoices.push({
      order: year,
      invoice: { ...invoice, contractId: `K${customerId.slice(1)}`, serviceFrom, serviceTo },
    })
  }
}
