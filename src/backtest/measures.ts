import { dso } from '../kpi/dso.js'
import type { Kpi } from '../kpi/kpi.js'
import { totalPastDue } from '../kpi/past-due.js'

/** A figure that forecasts are judged by: one function of facts, for what was forecast and for what happened. */
export interface Measure {
  readonly id: 'cash' | 'receivables' | 'dso' | 'past_due'
  readonly name: string
  readonly unit: 'money' | 'days'
  readonly compute: Kpi['compute']
}

/** Cash in a month, and receivables, DSO and past due at its end. */
export const measures: readonly Measure[] = [
  { id: 'cash', name: 'Cash collected', unit: 'money', compute: (window) => window.flow('cash_collected') },
  { id: 'receivables', name: 'Receivables', unit: 'money', compute: (window) => window.closing('receivables') },
  { id: 'dso', name: 'DSO', unit: 'days', compute: dso.compute },
  { id: 'past_due', name: 'Past due', unit: 'money', compute: totalPastDue.compute },
]

/** The name of a figure for people. */
export function measureName(id: Measure['id']): string {
  return measures.find((measure) => measure.id === id)!.name
}
