import { noSales } from './dso.js'
import { type Kpi, ratio } from './kpi.js'

/** The DSO there would be if nobody were late: current receivables ÷ credit sales × days. */
export const dsoBestPossible: Kpi = {
  id: 'dso_best_possible',
  name: 'Best possible DSO',
  unit: 'days',
  better: 'lower',
  formula: 'closing current receivables ÷ credit sales of the window × days in the window',
  meaning: 'The part of DSO that the payment terms themselves cause.',
  source: 'Credit-management practice: current receivables in place of all receivables in the DSO formula.',
  pitfall: 'It moves with terms and the timing of sales, not with collection.',
  compute: (window) => ratio(window.closing('current_receivables'), window.flow('credit_sales'), window.days, noSales),
}
