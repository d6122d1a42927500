import type { Day } from '../calendar/day.js'
import { cents } from '../money/cents.js'
import type { DemoInvoice } from './demo-rows.js'
import type { DemoSetting } from './demo-setting.js'
import { type DrawnCustomer, lastOrderDay } from './draw-customer.js'
import { drawsOf, exponential, happens, normal, poisson, uniformWhole } from './draws.js'
import { newInvoice } from './new-invoice.js'
import { numberedId } from './numbered-id.js'

/** An invoice and which of the customer's orders (from 0) it belongs to. */
export interface OrderedInvoice {
  readonly invoice: DemoInvoice
  readonly order: number
}

/** The invoices of all orders of a customer, in the order of their dates. */
export function drawInvoices(setting: DemoSetting, customer: DrawnCustomer): OrderedInvoice[] {
  const { seed, start, end, orderFactors } = setting
  const { billing } = setting.parameters
  const { row, truth, number } = customer
  const orderDraws = drawsOf(seed, number, 'orders')
  const batchDraws = drawsOf(seed, number, 'batch')
  const amountDraws = drawsOf(seed, number, 'amounts')
  const billingDraws = drawsOf(seed, number, 'billing')
  const lastDay = lastOrderDay(customer, setting)

  const invoices: OrderedInvoice[] = []
  let order = 0
  for (let day: number = row.onboardedOn; day <= lastDay; day++) {
    const orders = poisson(orderDraws, truth.ordersPerDay * orderFactors[day - start]!)
    for (let last = order + orders; order < last; order++) {
      const count = truth.paysInBatches ? uniformWhole(batchDraws, [1, 3]) : 1
      for (let n = 0; n < count; n++) {
        const dollars = Math.exp(truth.logAmountMean + truth.logAmountSigma * normal(amountDraws))
        const lag = Math.min(billing.mostDays, Math.floor(billing.meanDays * exponential(billingDraws)))
        const isSentLater = happens(billingDraws, billing.sentLaterShare)
        const sentLater = uniformWhole(billingDraws, billing.sentLaterDays)
        const sentOn = day + (isSentLater ? sentLater : 0)
        const invoice = newInvoice(customer, {
          invoiceId: numberedId('I', row.customerId, invoices.length),
          invoiceDate: day as Day,
          amount: cents(Math.max(1, Math.round(dollars * 100))),
          // Nothing was delivered to a customer before it came.
          deliveredOn: Math.max(row.onboardedOn, day - lag) as Day,
          sentOn: sentOn <= end ? (sentOn as Day) : null,
        })
        invoices.push({ order, invoice })
      }
    }
  }
  return invoices
}
