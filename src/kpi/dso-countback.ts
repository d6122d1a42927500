import { goals } from './goals.js'
import { defineKpi, notDefined } from './kpi.js'
import { closing } from './terms.js'

/** DSO by the count-back (exhaustion) method: how far back sales must go to make up today's receivables. */
export const dsoCountback = defineKpi({
  id: 'dso_countback',
  name: 'DSO, count-back',
  shortName: 'count-back',
  unit: 'days',
  better: 'lower',
  formula:
    'from the last month backwards, take each month’s credit sales from {closing receivables} and count its days; the last month in part',
  terms: { 'closing receivables': closing('receivables') },
  needs: ['credit_sales'],
  meaning: 'How many days of the most recent sales make up the receivables.',
  source:
    'Count-back (exhaustion) method; 212,000 against 100,000 / 80,000 / 70,000 in months of 30 days = 73.71 days.',
  pitfall: 'It is immune to swings of sales, but assumes that the newest invoices are the unpaid ones.',
  goal: goals.dso,
  compute(window) {
    let left = window.closing('receivables')
    let days = 0
    if (left <= 0) return left === 0 ? 0 : notDefined('receivables are negative: customers have credit balances')
    for (const month of window.monthsBack()) {
      if (month.creditSales <= 0)
        return notDefined(`no credit sales in ${month.label}, where the count-back needs them`)
      if (left <= month.creditSales) return days + (left / month.creditSales) * month.days
      left -= month.creditSales
      days += month.days
    }
    return notDefined('the receivables are larger than all credit sales on record')
  },
})
