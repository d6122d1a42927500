import type { StockFact } from '../facts/columns.js'
import { type Kpi, ratio } from './kpi.js'

const bucketsOver30: readonly StockFact[] = ['past_due_31_60', 'past_due_61_90', 'past_due_91_120', 'past_due_over_120']

/** The share of receivables that is more than 30 days past due. */
export const pastDueOver30: Kpi = {
  id: 'past_due_over_30',
  name: 'Past due over 30 days',
  unit: 'percent',
  better: 'lower',
  formula: '100 × receivables more than 30 days past due ÷ receivables',
  meaning: 'How much of what customers owe is seriously late.',
  source: 'Aging benchmark of collection practice: under 5 %.',
  pitfall: 'A write-off or a re-billed invoice lowers it without solving the cause.',
  compute(window) {
    const late = bucketsOver30.reduce((sum, bucket) => sum + window.closing(bucket), 0)
    return ratio(late, window.closing('receivables'), 100, 'there are no receivables')
  },
}
