import type { Day } from '../calendar/day.js'
import type { Span } from '../calendar/frequency.js'
import type { FactTable } from './fact-table.js'

/** Those of a table's spans that end on a day or after it, the one that the day lies in among them; all if no day is given. */
export function spansFrom({ periods }: FactTable, spans: readonly Span[], from: Day | undefined): readonly Span[] {
  return from === undefined ? spans : spans.filter(({ last }) => periods[last]!.end >= from)
}
