import { goals } from './goals.js'
import { defineKpi, ratio } from './kpi.js'
import { flow } from './terms.js'

/** Mean days from delivery to sending the invoice. */
export const billingLag = defineKpi({
  id: 'billing_lag',
  name: 'Billing lag',
  shortName: 'bill lag',
  unit: 'days',
  better: 'lower',
  formula: '{Σ days from delivery to sending} ÷ {invoices with both days}',
  terms: {
    'Σ days from delivery to sending': flow('bill_lag_weight'),
    'invoices with both days': flow('bill_lag_invoices'),
  },
  meaning: 'How long the company itself waits before it asks for its money.',
  source: 'KPI practice: the mean over the window’s invoices that state both days.',
  pitfall: 'It comes on top of DSO, which begins with the invoice’s date.',
  goal: goals.disputes,
  compute: (window) =>
    ratio(
      window.flow('bill_lag_weight'),
      window.flow('bill_lag_invoices'),
      1,
      'no invoice of the window states both delivery and sending',
    ),
})
