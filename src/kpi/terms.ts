import type { FactName, FlowFact, StockFact } from '../facts/columns.js'
import { factKind } from '../facts/columns.js'
import type { FactWindow } from '../facts/fact-window.js'
import type { Kpi } from './kpi.js'
import { numberOf } from './kpi.js'
import type { KpiSettings } from './kpi-settings.js'

/** What a term is counted in. `weight` is money times days, `number` a bare number. */
export type TermUnit = 'money' | 'count' | 'weight' | 'number' | 'days' | 'percent' | 'times' | 'score' | 'ratio'

/** One number of a formula. */
export interface Term {
  readonly unit: TermUnit
  /** The facts that it is read from. */
  readonly facts: readonly FactName[]
  /** When its facts are read: just before the window, at its end, or summed over it; of a sum of facts alone. */
  readonly at?: 'opening' | 'closing' | 'flow'
  /** Whether the formula goes without it, as without 0, where its facts are not known. */
  readonly optional?: true
  /** The KPI that it is. */
  readonly kpi?: Kpi
  /** Its value for a window; null where it is not defined. */
  of(window: FactWindow, settings: KpiSettings): number | null
}

/** The numbers of a formula by the name that they have in it. */
export type Terms = Readonly<Record<string, Term>>

/** The sum of flows over the window. */
export function flow(...facts: readonly FlowFact[]): Term {
  return {
    unit: factKind(facts[0]!),
    facts,
    at: 'flow',
    of: (window) => facts.reduce((sum, fact) => sum + window.flow(fact), 0),
  }
}

/** The sum of a flow over the window, that a formula goes without where nobody knows it. */
export function flowIfKnown(fact: FlowFact): Term {
  const of: Term['of'] = (window) => (window.whyAbsent([fact]) === null ? window.flow(fact) : 0)
  return { unit: factKind(fact), facts: [fact], at: 'flow', optional: true, of }
}

/** The sum of stocks at the end of the window. */
export function closing(...facts: readonly StockFact[]): Term {
  return {
    unit: factKind(facts[0]!),
    facts,
    at: 'closing',
    of: (window) => facts.reduce((sum, fact) => sum + window.closing(fact), 0),
  }
}

/** A stock just before the window. */
export function opening(fact: StockFact): Term {
  return { unit: factKind(fact), facts: [fact], at: 'opening', of: (window) => window.opening(fact) }
}

export const daysInWindow: Term = { unit: 'days', facts: [], of: (window) => window.days }

/** Another KPI of the same window. */
export function kpiTerm(kpi: Kpi): Term {
  return {
    unit: kpi.unit,
    facts: kpi.needs,
    kpi,
    of: (window, settings) => numberOf(kpi.compute(window, settings)),
  }
}

/** A number that is neither a fact nor a KPI. */
export function given(unit: TermUnit, of: Term['of'], facts: readonly FactName[] = []): Term {
  return { unit, facts, of }
}
