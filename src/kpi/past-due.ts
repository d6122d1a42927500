import { bucketsOver, type StockFact } from '../facts/columns.js'
import type { FactWindow } from '../facts/fact-window.js'
import { goals } from './goals.js'
import { defineKpi, type Kpi, ratio } from './kpi.js'
import { closing } from './terms.js'

const noReceivables = 'there are no receivables'

const sumOf = (window: FactWindow, facts: readonly StockFact[]) =>
  facts.reduce((sum, fact) => sum + window.closing(fact), 0)

const pastDue = bucketsOver(0)

/** All that is past due. */
export const totalPastDue = defineKpi({
  id: 'total_past_due',
  name: 'Total past due',
  shortName: 'past due',
  unit: 'money',
  better: 'lower',
  formula: '{receivables past due}',
  terms: { 'receivables past due': closing(...pastDue) },
  meaning: 'How much money is late.',
  source: 'Aging report: the sum of all buckets but the current one.',
  pitfall: 'It grows with the company; past_due_share does not.',
  goal: goals.pastDue,
  compute: (window) => sumOf(window, pastDue),
})

/** The share of receivables that is past due at all. */
export const pastDueShare = defineKpi({
  id: 'past_due_share',
  name: 'Past due',
  shortName: 'past due %',
  unit: 'percent',
  better: 'lower',
  formula: '100 × {receivables past due} ÷ {receivables}',
  terms: { 'receivables past due': closing(...pastDue), receivables: closing('receivables') },
  meaning: 'How much of what customers owe is late.',
  source: 'Aging report: all buckets but the current one ÷ receivables.',
  pitfall: 'A month of high sales lowers it, for new invoices are current.',
  goal: goals.pastDue,
  compute: (window) => ratio(sumOf(window, pastDue), window.closing('receivables'), 100, noReceivables),
})

/** The share of receivables that is more than 30, 60 and 90 days past due. */
export const pastDueOverKpis: readonly Kpi[] = [
  pastDueOver(30, 'Aging benchmark of collection practice: under 5 %.'),
  pastDueOver(60, 'Aging benchmark of collection practice: at most 1–2 %.'),
  pastDueOver(90, 'Aging report of collection practice.'),
]

function pastDueOver(days: number, source: string): Kpi {
  const buckets = bucketsOver(days)
  const late = `receivables more than ${days} days past due`
  return defineKpi({
    id: `past_due_over_${days}`,
    name: `Past due over ${days} days`,
    shortName: `>${days} d %`,
    unit: 'percent',
    better: 'lower',
    formula: `100 × {${late}} ÷ {receivables}`,
    terms: { [late]: closing(...buckets), receivables: closing('receivables') },
    meaning: 'How much of what customers owe is seriously late.',
    source,
    pitfall: 'A write-off or a re-billed invoice lowers it without solving the cause.',
    goal: goals.pastDue,
    compute: (window) => ratio(sumOf(window, buckets), window.closing('receivables'), 100, noReceivables),
  })
}
