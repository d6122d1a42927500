import type { FlowFact } from '../facts/columns.js'
import { nothingSettled } from './days-to-pay.js'
import { goals } from './goals.js'
import { type Better, defineKpi, type Kpi, ratio } from './kpi.js'
import { flow } from './terms.js'

interface Timing {
  readonly id: string
  readonly name: string
  readonly shortName: string
  readonly better: Better
  readonly words: string
  readonly meaning: string
  readonly value: FlowFact
  readonly count: FlowFact
}

const timings: readonly Timing[] = [
  {
    id: 'paid_on_time',
    name: 'Paid on time',
    shortName: 'on time',
    better: 'higher',
    words: 'on or before the due date',
    meaning: 'How much of what was paid came in time.',
    value: 'settled_on_time_value',
    count: 'settled_on_time_count',
  },
  {
    id: 'paid_early',
    name: 'Paid early',
    shortName: 'early',
    better: 'higher',
    words: 'before the due date',
    meaning: 'How much of what was paid came before it had to.',
    value: 'settled_early_value',
    count: 'settled_early_count',
  },
  {
    id: 'paid_late',
    name: 'Paid late',
    shortName: 'late',
    better: 'lower',
    words: 'after the due date',
    meaning: 'How much of what was paid came too late.',
    value: 'settled_late_value',
    count: 'settled_late_count',
  },
]

const pitfall = 'It sees only invoices that were paid: those still open and late are not in it.'

/** The shares of the invoices settled in the window that were settled on time, early and late: by value and by number. */
export const paidOnTimeKpis: readonly Kpi[] = timings.flatMap((timing) => [byValue(timing), byNumber(timing)])

function byValue({ id, name, shortName, better, words, meaning, value }: Timing): Kpi {
  const [part, all] = [`value settled ${words}`, 'value settled']
  return defineKpi({
    id,
    name: `${name} (by value)`,
    shortName: `${shortName} %`,
    unit: 'percent',
    better,
    formula: `100 × {${part}} ÷ {${all}}`,
    terms: { [part]: flow(value), [all]: flow('settled_value') },
    meaning,
    source: 'KPI practice; by value, not by number of invoices.',
    pitfall,
    goal: goals.onTime,
    compute: (window) => ratio(window.flow(value), window.flow('settled_value'), 100, nothingSettled),
  })
}

function byNumber({ id, name, shortName, better, words, meaning, count }: Timing): Kpi {
  const [part, all] = [`invoices settled ${words}`, 'invoices settled']
  return defineKpi({
    id: `${id}_count`,
    name: `${name} (by number)`,
    shortName: `${shortName} n%`,
    unit: 'percent',
    better,
    formula: `100 × {${part}} ÷ {${all}}`,
    terms: { [part]: flow(count), [all]: flow('settled_count') },
    meaning: `${meaning.slice(0, -1)}, each invoice counting alike.`,
    source: 'KPI practice; by number of invoices, not by value.',
    pitfall: `${pitfall} Small invoices count as much as large ones.`,
    goal: goals.onTime,
    compute: (window) => ratio(window.flow(count), window.flow('settled_count'), 100, nothingSettled),
  })
}
