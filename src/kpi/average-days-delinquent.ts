import { dso } from './dso.js'
import { dsoBestPossible } from './dso-best-possible.js'
import type { Kpi } from './kpi.js'

/** DSO minus best possible DSO: the days that late payment adds. */
export const averageDaysDelinquent: Kpi = {
  id: 'average_days_delinquent',
  name: 'Average days delinquent',
  unit: 'days',
  better: 'lower',
  formula: 'dso − dso_best_possible',
  meaning: 'The part of DSO that collection can move.',
  source: 'Credit-management practice; DSO 7 with a best possible DSO of 3 gives 4.',
  pitfall: 'Longer terms lower it without a cent coming in sooner.',
  compute(window) {
    const [all, best] = [dso.compute(window), dsoBestPossible.compute(window)]
    if (typeof all !== 'number') return all
    return typeof best === 'number' ? all - best : best
  },
}
