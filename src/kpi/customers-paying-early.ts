import { nothingSettled } from './days-to-pay.js'
import { goals } from './goals.js'
import { defineKpi, ratio } from './kpi.js'
import { ledgerOnly } from './ledger-only.js'
import { given } from './terms.js'

/** The share of customers who mostly pay before the due date, of those who settled anything in the window. */
export const customersPayingEarly = defineKpi({
  id: 'customers_paying_early',
  name: 'Customers paying early',
  shortName: 'early payers',
  unit: 'percent',
  better: 'higher',
  formula: '100 × {customers who settled more than half of their value early} ÷ {customers who settled anything}',
  terms: {
    'customers who settled more than half of their value early': given(
      'count',
      (window) => window.payingCustomers()?.early ?? null,
    ),
    'customers who settled anything': given('count', (window) => window.payingCustomers()?.paying ?? null),
  },
  needs: ['settled_value'],
  meaning: 'How many of the customers have the habit of paying before they must.',
  source: 'KPI practice; benchmark 60 %.',
  pitfall: 'Every customer counts alike, however small; a long window is needed for customers who seldom buy.',
  goal: goals.onTime,
  compute(window) {
    const customers = window.payingCustomers()
    if (customers === null) return ledgerOnly('customers')
    return ratio(customers.early, customers.paying, 100, nothingSettled)
  },
})
