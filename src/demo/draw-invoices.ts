import { addDays, type Day } from '../calendar/day.js'
import { monthOf } from '../calendar/month.js'
import { dueDay } from '../calendar/terms.js'
import { cents } from '../money/cents.js'
import { demoParameters } from './demo-parameters.js'
import type { DemoInvoice } from './demo-rows.js'
import type { DrawnCustomer } from './draw-customer.js'
import { drawsOf, normal, poisson, uniformWhole } from './draws.js'

/** An invoice and which of the customer's orders (from 0) it belongs to. */
export interface OrderedInvoice {
  readonly invoice: DemoInvoice
  readonly order: number
}

/** All invoices of a customer in the order of their dates. */
export function drawInvoices(seed: string, customerNumber: number, customer: DrawnCustomer, start: Day, end: Day) {
  const { row, truth, netDays } = customer
  const orderDraws = drawsOf(seed, customerNumber, 'orders')
  const batchDraws = drawsOf(seed, customerNumber, 'batch')
  const amountDraws = drawsOf(seed, customerNumber, 'amounts')
  const prefix = `I${row.customerId.slice(1)}-`
  const stopDay = truth.defaultDay === null ? end + 1 : truth.defaultDay + demoParameters.ordersStopDaysAfterDefault
  const lastOrderDay = Math.min(end, stopDay - 1)

  const invoices: OrderedInvoice[] = []
  let order = 0
  for (let day = row.onboardedOn; day <= lastOrderDay; day = addDays(day, 1)) {
    const orders = poisson(orderDraws, truth.ordersPerDay * season(day) * growth(day - start))
    for (let last = order + orders; order < last; order++) {
      const count = truth.paysInBatches ? uniformWhole(batchDraws, [1, 3]) : 1
      for (let n = 0; n < count; n++) {
        const dollars = Math.exp(truth.logAmountMean + truth.logAmountSigma * normal(amountDraws))
        invoices.push({
          order,
          invoice: {
            invoiceId: prefix + String(invoices.length + 1).padStart(3, '0'),
            customerId: row.customerId,
            invoiceDate: day,
            dueDate: dueDay(day, { net: netDays }),
            amount: cents(Math.max(1, Math.round(dollars * 100))),
          },
        })
      }
    }
  }
  return invoices
}

function season(day: Day): number {
  return demoParameters.seasonalFactors[monthOf(day) % 12]!
}

function growth(daysSinceStart: number): number {
  return Math.exp((Math.log1p(demoParameters.yearlyGrowth) * daysSinceStart) / 365)
}
