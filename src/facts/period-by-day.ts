import type { Period } from '../calendar/period.js'

/** The index of the period that a day lies in: a table, for a day is looked up for every posting. */
export type PeriodOfDay = (day: number) => number

/** Periods follow one another without a gap. A day before the first one counts as in the first; none may lie after the last. */
export function periodByDay(periods: readonly Period[]): PeriodOfDay {
  const first = periods[0]!.start
  const table = new Int32Array(periods.at(-1)!.end - first + 1)
  periods.forEach(({ start, end }, index) => {
    table.fill(index, start - first, end - first + 1)
  })
  return (day) => (day < first ? 0 : table[day - first]!)
}
