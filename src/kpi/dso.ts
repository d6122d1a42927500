import { goals } from './goals.js'
import { defineKpi, ratio } from './kpi.js'
import { closing, daysInWindow, flow } from './terms.js'

export const noSales = 'no credit sales in the window'

/** Days sales outstanding by the period-end method: closing receivables ÷ credit sales × days. */
export const dso = defineKpi({
  id: 'dso',
  name: 'DSO',
  shortName: 'DSO',
  unit: 'days',
  better: 'lower',
  formula: '{closing receivables} ÷ {credit sales} × {days in the window}',
  terms: {
    'closing receivables': closing('receivables'),
    'credit sales': flow('credit_sales'),
    'days in the window': daysInWindow,
  },
  meaning: 'How many days of sales are waiting to be paid.',
  source: 'Period-end method as in credit-management textbooks; 150,000 ÷ 1,800,000 × 365 = 30.4 days.',
  pitfall: 'A month with few sales raises it although nobody pays later; compare with dso_countback.',
  goal: goals.dso,
  compute: (window) => ratio(window.closing('receivables'), window.flow('credit_sales'), window.days, noSales),
})
