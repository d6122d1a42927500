import { goals } from './goals.js'
import { defineKpi, ratio, withNumber } from './kpi.js'
import { flow } from './terms.js'

export const nothingSettled = 'nothing was settled in the window'

/** Mean days from invoice to settlement, by amount, of the invoices settled in the window. */
export const daysToPay = defineKpi({
  id: 'days_to_pay',
  name: 'Days to pay',
  shortName: 'days to pay',
  unit: 'days',
  better: 'lower',
  formula: '{Σ amount × days from invoice to settlement} ÷ {value settled}',
  terms: {
    'Σ amount × days from invoice to settlement': flow('settle_days_weight'),
    'value settled': flow('settled_value'),
  },
  needs: ['open_invoices'],
  meaning: 'How long it took until a unit of money that was invoiced came in.',
  source: 'KPI practice; weighted by amount.',
  pitfall:
    'It sees settled invoices only, so it is too low while slow payers are still open; the survival curve of the behaviour fit is free of that.',
  goal: goals.dso,
  compute(window) {
    const value = ratio(window.flow('settle_days_weight'), window.flow('settled_value'), 1, nothingSettled)
    if (window.closing('open_invoices') === 0) return value
    return withNumber(value, (days) => ({
      value: days,
      note: 'of settled invoices only: biased low while slow payers are still open',
    }))
  },
})
