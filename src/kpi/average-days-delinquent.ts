import { dso } from './dso.js'
import { dsoBestPossible } from './dso-best-possible.js'
import { goals } from './goals.js'
import { defineKpi, withNumber } from './kpi.js'
import { kpiTerm } from './terms.js'

/** DSO minus best possible DSO: the days that late payment adds. */
export const averageDaysDelinquent = defineKpi({
  id: 'average_days_delinquent',
  name: 'Average days delinquent',
  shortName: 'delinquent',
  unit: 'days',
  better: 'lower',
  formula: '{DSO} − {best possible DSO}',
  terms: { DSO: kpiTerm(dso), 'best possible DSO': kpiTerm(dsoBestPossible) },
  meaning: 'The part of DSO that collection can move; a rise of it is the early alert.',
  source: 'Credit-management practice; DSO 7 with a best possible DSO of 3 gives 4.',
  pitfall: 'Longer terms lower it without a cent coming in sooner.',
  goal: goals.delinquency,
  compute: (window) =>
    withNumber(dso.compute(window), (all) => withNumber(dsoBestPossible.compute(window), (best) => all - best)),
})
