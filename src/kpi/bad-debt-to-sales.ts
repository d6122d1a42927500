import { noSales } from './dso.js'
import { type Kpi, ratio } from './kpi.js'

/** Write-offs less recoveries, in per cent of credit sales. */
export const badDebtToSales: Kpi = {
  id: 'bad_debt_to_sales',
  name: 'Bad debt to sales',
  unit: 'percent',
  better: 'band',
  formula: '100 × (write-offs − recoveries) ÷ credit sales of the window',
  meaning: 'What share of sales is lost to customers who never pay.',
  source: 'Credit-management practice; a value of zero is a warning too, for credit may be too tight.',
  pitfall: 'Write-offs come months after the sales that caused them, so growth makes it look better than it is.',
  compute(window) {
    const lost = window.flow('write_offs') - window.flow('recoveries')
    return ratio(lost, window.flow('credit_sales'), 100, noSales)
  },
}
