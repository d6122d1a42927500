import { nothingSettled } from './days-to-pay.js'
import { goals } from './goals.js'
import { defineKpi, ratio } from './kpi.js'
import { flow } from './terms.js'

/** Mean days from due date to settlement, by amount; early payments count as 0. */
export const daysLate = defineKpi({
  id: 'days_late',
  name: 'Days late',
  shortName: 'days late',
  unit: 'days',
  better: 'lower',
  formula: '{Σ amount × days late} ÷ {value settled}',
  terms: { 'Σ amount × days late': flow('late_days_weight'), 'value settled': flow('settled_value') },
  meaning: 'How late what was settled came in; who paid early counts as in time.',
  source: 'KPI practice; weighted by amount.',
  pitfall: 'It sees settled invoices only: those still open and late are not in it.',
  goal: goals.onTime,
  compute: (window) => ratio(window.flow('late_days_weight'), window.flow('settled_value'), 1, nothingSettled),
})

/** As days late, with early payments as negative days. */
export const daysLateSigned = defineKpi({
  id: 'days_late_signed',
  name: 'Days from due date to payment',
  shortName: '± days late',
  unit: 'days',
  better: 'lower',
  formula: '{Σ amount × days from due date to settlement} ÷ {value settled}',
  terms: {
    'Σ amount × days from due date to settlement': flow('signed_late_days_weight'),
    'value settled': flow('settled_value'),
  },
  meaning: 'When what was settled came in, seen from its due date; below zero is before it.',
  source: 'KPI practice; the signed variant of days_late.',
  pitfall: 'One early payer hides a late one; days_late does not net them.',
  goal: goals.onTime,
  compute: (window) => ratio(window.flow('signed_late_days_weight'), window.flow('settled_value'), 1, nothingSettled),
})
