import { noSales } from './dso.js'
import { goals } from './goals.js'
import { defineKpi, ratio } from './kpi.js'
import { flow } from './terms.js'

/** The terms of what was invoiced, weighted by amount. */
export const weightedTerms = defineKpi({
  id: 'weighted_terms',
  name: 'Sales-weighted terms',
  shortName: 'terms',
  unit: 'days',
  better: 'neither',
  formula: '{Σ amount × days from invoice to due date} ÷ {credit sales}',
  terms: {
    'Σ amount × days from invoice to due date': flow('terms_sales_weight'),
    'credit sales': flow('credit_sales'),
  },
  meaning: 'How many days customers are given to pay, on average of every unit of money invoiced.',
  source: 'KPI practice: the base of the usual DSO target.',
  pitfall: 'An average hides who was given what; look at it by salesperson.',
  goal: goals.terms,
  compute: (window) => ratio(window.flow('terms_sales_weight'), window.flow('credit_sales'), 1, noSales),
})
