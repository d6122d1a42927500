import { noSales } from './dso.js'
import { goals } from './goals.js'
import { defineKpi, ratio } from './kpi.js'
import { closing, flow } from './terms.js'

/** Write-offs less recoveries, in per cent of credit sales. */
export const badDebtToSales = defineKpi({
  id: 'bad_debt_to_sales',
  name: 'Bad debt to sales',
  shortName: 'bad debt %',
  unit: 'percent',
  better: 'band',
  digits: 2,
  formula: '100 × ({write-offs} − {recoveries}) ÷ {credit sales}',
  terms: { 'write-offs': flow('write_offs'), recoveries: flow('recoveries'), 'credit sales': flow('credit_sales') },
  meaning: 'What share of sales is lost to customers who never pay.',
  source: 'Credit-management practice; a value of zero is a warning too, for credit may be too tight.',
  pitfall: 'Write-offs come months after the sales that caused them, so growth makes it look better than it is.',
  goal: goals.badDebt,
  compute(window) {
    const lost = window.flow('write_offs') - window.flow('recoveries')
    return ratio(lost, window.flow('credit_sales'), 100, noSales)
  },
})

/** Write-offs less recoveries, in per cent of closing receivables. */
export const badDebtToReceivables = defineKpi({
  id: 'bad_debt_to_receivables',
  name: 'Bad debt to receivables',
  shortName: 'lost of AR %',
  unit: 'percent',
  better: 'band',
  band: { low: 1, high: 2 },
  digits: 2,
  formula: '100 × ({write-offs} − {recoveries}) ÷ {closing receivables}',
  terms: {
    'write-offs': flow('write_offs'),
    recoveries: flow('recoveries'),
    'closing receivables': closing('receivables'),
  },
  meaning: 'How much of what customers owe was lost in the window.',
  source: 'Credit-management practice; benchmark 1–2 % over a year. Zero is a warning too: credit may be too tight.',
  pitfall: 'It is of the window: the benchmark is for a year, so look at it with a window of twelve months.',
  goal: goals.badDebt,
  compute(window) {
    const lost = window.flow('write_offs') - window.flow('recoveries')
    return ratio(lost, window.closing('receivables'), 100, 'there are no receivables')
  },
})
