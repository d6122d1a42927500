import type { FactWindow } from '../facts/fact-window.js'
import { goals } from './goals.js'
import { defineKpi, type KpiValue, notDefined, withNumber } from './kpi.js'
import { closing, flow, given, kpiTerm, opening } from './terms.js'

/** A year of twelve months, or of 52 or 53 weeks. */
const isYear = (days: number) => days >= 364 && days <= 371

/** By how much a window's sales are scaled to those of a year. */
const toYear = (window: FactWindow) => (isYear(window.days) ? 1 : 365 / window.days)

/** How often receivables turn over in a year: net credit sales ÷ mean receivables. */
export const arTurnover = defineKpi({
  id: 'ar_turnover',
  name: 'Receivables turnover',
  shortName: 'turnover',
  unit: 'times',
  better: 'higher',
  usualLength: 12,
  formula: '({credit sales} − {credit memos}) ÷ (({opening receivables} + {closing receivables}) ÷ 2) × {to a year}',
  terms: {
    'credit sales': flow('credit_sales'),
    'credit memos': flow('credit_memos'),
    'opening receivables': opening('receivables'),
    'closing receivables': closing('receivables'),
    'to a year': given('number', toYear),
  },
  meaning: 'How many times a year the receivables are collected and made anew.',
  source:
    'Financial-statement analysis; 170,000 ÷ ((19,000 + 21,000) ÷ 2) = 8.5. Over twelve months unless asked otherwise.',
  pitfall:
    'The mean of two days says little where sales have seasons; a shorter window is annualised and swings with them.',
  goal: goals.dso,
  compute(window): KpiValue {
    const mean = (window.opening('receivables') + window.closing('receivables')) / 2
    if (mean <= 0) return notDefined('there are no receivables on average')
    const times = ((window.flow('credit_sales') - window.flow('credit_memos')) / mean) * toYear(window)
    return isYear(window.days) ? times : { value: times, note: `annualised from ${window.days} days` }
  },
})

/** A year's days ÷ turnover. */
export const turnoverDays = defineKpi({
  id: 'turnover_days',
  name: 'Turnover in days',
  shortName: 'turn days',
  unit: 'days',
  better: 'lower',
  usualLength: 12,
  formula: '365 ÷ {receivables turnover}',
  terms: { 'receivables turnover': kpiTerm(arTurnover) },
  meaning: 'How many days it takes on average to collect the receivables once.',
  source: 'Financial-statement analysis; a turnover of 5 gives 73 days.',
  pitfall:
    'It is DSO with the mean of two balances and net sales in place of the closing balance and all sales; the two differ.',
  goal: goals.dso,
  compute: (window, settings) =>
    withNumber(arTurnover.compute(window, settings), (times) =>
      times > 0 ? 365 / times : notDefined('net credit sales are not positive'),
    ),
})
