import type { Better } from '../kpi/kpi.js'
import { formatNumber, formatValue, type ValueFormat } from './value-format.js'

/** A known value with its month or period as people read it. */
export interface DatedValue {
  readonly when: string
  readonly value: number
}

/** What a change means where a KPI has a good side, else which way it went. */
export function changeVerb(change: number, better: Better): string {
  if (better === 'lower' || better === 'higher') return change > 0 === (better === 'higher') ? 'improved' : 'worsened'
  return change > 0 ? 'rose' : 'fell'
}

/** The value that a change led to: the change has just named the unit; only points of per cent differ from it. */
export function valueAfterChange(value: number, format: ValueFormat): string {
  return format.unit === 'percent' ? formatValue(value, format) : formatNumber(value, format)
}

/** `lowest 41.0 days in Apr 2012, highest 44.0 days in Mar 2012`. Throws a RangeError if nothing is known. */
export function extremesText(known: readonly DatedValue[], format: ValueFormat): string {
  if (known.length === 0) throw new RangeError('extremesText needs at least one value, got none')
  const lowest = known.reduce((a, b) => (b.value < a.value ? b : a))
  const highest = known.reduce((a, b) => (b.value > a.value ? b : a))
  return `lowest ${formatValue(lowest.value, format)} in ${lowest.when}, highest ${formatValue(highest.value, format)} in ${highest.when}`
}
