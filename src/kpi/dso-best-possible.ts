import { noSales } from './dso.js'
import { goals } from './goals.js'
import { defineKpi, ratio } from './kpi.js'
import { closing, daysInWindow, flow } from './terms.js'

/** The DSO there would be if nobody were late: current receivables ÷ credit sales × days. */
export const dsoBestPossible = defineKpi({
  id: 'dso_best_possible',
  name: 'Best possible DSO',
  shortName: 'best DSO',
  unit: 'days',
  better: 'lower',
  formula: '{closing current receivables} ÷ {credit sales} × {days in the window}',
  terms: {
    'closing current receivables': closing('current_receivables'),
    'credit sales': flow('credit_sales'),
    'days in the window': daysInWindow,
  },
  meaning: 'The part of DSO that the payment terms themselves cause.',
  source: 'Credit-management practice: current receivables in place of all receivables in the DSO formula.',
  pitfall: 'It moves with terms and the timing of sales, not with collection.',
  goal: goals.dso,
  compute: (window) => ratio(window.closing('current_receivables'), window.flow('credit_sales'), window.days, noSales),
})
