import { goals } from './goals.js'
import { defineKpi, ratio } from './kpi.js'
import { flow } from './terms.js'

/** The mean score of the window's surveys. */
export const customerSatisfaction = defineKpi({
  id: 'customer_satisfaction',
  name: 'Customer satisfaction',
  shortName: 'satisfaction',
  unit: 'score',
  better: 'higher',
  formula: '{Σ survey scores} ÷ {surveys}',
  terms: { 'Σ survey scores': flow('survey_scores'), surveys: flow('surveys') },
  meaning: 'How content customers are, on the scale of the survey.',
  source: 'KPI practice: the mean score of the surveys answered in the window.',
  pitfall: 'Few customers answer; do not read changes of a handful of surveys.',
  goal: goals.satisfaction,
  compute: (window) =>
    ratio(window.flow('survey_scores'), window.flow('surveys'), 1, 'nobody answered a survey in the window'),
})
