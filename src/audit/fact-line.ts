import type { Day } from '../calendar/day.js'

/**
 * One row of the ledger that is behind a figure. A posting, and a dispute that the ledger only flags, goes by its
 * invoice's identifier; a survey has none and goes by its customer's.
 */
export interface FactLine {
  readonly what: 'invoice' | 'posting' | 'dispute' | 'activity' | 'survey' | 'payment'
  readonly id: string
  readonly customerId: string
  /** The date of the invoice that it is about; the row's own day for activities, surveys and payments. */
  readonly dated: Day
  /** The day that puts it into the window; for what is open at the window's end, the due day. */
  readonly day: Day
  /** What it adds to the figure: minor units, a count, money times days, or a score. */
  readonly value: number
  /** What a reader must know to follow it back: `applied from payment P17`, `12 days past due`. */
  readonly note?: string
}

/** The order in which lines are shown: by date, then by identifier. */
export function byDateAndId(
  a: { readonly dated: number; readonly id: string },
  b: { readonly dated: number; readonly id: string },
): number {
  if (a.dated !== b.dated) return a.dated - b.dated
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}
