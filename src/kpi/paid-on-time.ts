import { type Kpi, ratio } from './kpi.js'

/** The share, by value, of the invoices settled in the window that were settled on or before their due date. */
export const paidOnTime: Kpi = {
  id: 'paid_on_time',
  name: 'Paid on time (by value)',
  unit: 'percent',
  better: 'higher',
  formula: '100 × value settled on or before the due date ÷ value settled in the window',
  meaning: 'How much of what was paid came in time.',
  source: 'KPI practice; by value, not by number of invoices.',
  pitfall: 'It sees only invoices that were paid: those still open and late are not in it.',
  compute: (window) =>
    ratio(window.flow('settled_on_time_value'), window.flow('settled_value'), 100, 'nothing was settled in the window'),
}
