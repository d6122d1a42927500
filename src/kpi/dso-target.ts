import { dso } from './dso.js'
import { goals } from './goals.js'
import { defineKpi, withNumber } from './kpi.js'
import { given, kpiTerm } from './terms.js'
import { weightedTerms } from './weighted-terms.js'

/** The DSO aimed at: configured, or 1.5 × the sales-weighted terms. */
export const dsoTarget = defineKpi({
  id: 'dso_target',
  name: 'DSO target',
  shortName: 'target',
  unit: 'days',
  better: 'neither',
  formula: '{factor} × {sales-weighted terms}, or the target that the settings state',
  terms: {
    factor: given('number', (_, settings) => settings.targetFactor),
    'sales-weighted terms': kpiTerm(weightedTerms),
  },
  meaning: 'The DSO that a company with these terms can reasonably aim at.',
  source: 'Rule of thumb of credit management: DSO should not exceed 1.5 × the terms; net 30 gives 45.',
  pitfall: 'Longer terms raise the target: reaching it by granting them is no success.',
  goal: goals.dso,
  compute(window, settings) {
    if (settings.targetDso !== null) return settings.targetDso
    return withNumber(weightedTerms.compute(window, settings), (terms) => settings.targetFactor * terms)
  },
})

/** How far DSO is above its target. */
export const dsoGapToTarget = defineKpi({
  id: 'dso_gap_to_target',
  name: 'DSO gap to target',
  shortName: 'to target',
  unit: 'days',
  better: 'lower',
  formula: '{DSO} − {DSO target}',
  terms: { DSO: kpiTerm(dso), 'DSO target': kpiTerm(dsoTarget) },
  meaning: 'How many days DSO is above what is aimed at; negative is below it.',
  source:
    'KPI practice. It is never called just “DSO gap”, for the distance to the best possible DSO bears that name too.',
  pitfall: 'As the target follows the terms, longer terms narrow the gap.',
  goal: goals.dso,
  compute: (window, settings) =>
    withNumber(dso.compute(window, settings), (days) =>
      withNumber(dsoTarget.compute(window, settings), (target) => days - target),
    ),
})
