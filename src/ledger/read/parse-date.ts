import { type Day, dayOf } from '../../calendar/day.js'

/** How dates are written. ISO dates are understood under every style. */
export type DateStyle = 'iso' | 'day-first' | 'month-first'

const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00:00(?:\.0+)?Z?)?$/
const separated = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/

/** The day that a text names under a style; null if it names none (or another style's order would be needed). */
export function parseDate(text: string, style: DateStyle): Day | null {
  const trimmed = text.trim()
  const year = iso.exec(trimmed)
  if (year) return dayOf(Number(year[1]), Number(year[2]), Number(year[3]))
  const parts = separated.exec(trimmed)
  if (!parts || style === 'iso') return null
  const [first, second] = [Number(parts[1]), Number(parts[2])]
  return style === 'day-first' ? dayOf(Number(parts[3]), second, first) : dayOf(Number(parts[3]), first, second)
}

/** What the dates of a file prove about their order: a style, or two rows with the dates that leave it open. */
export type DateEvidence =
  | { readonly style: DateStyle }
  | { readonly ambiguous: readonly { readonly row: number; readonly text: string }[] }

/**
 * Tells day-first from month-first by the values themselves: 25/12/2024 can only be day-first. If every such date
 * could be read both ways, the first two rows are given so that a message can show them.
 */
export function dateEvidence(columns: readonly (readonly (string | null)[])[]): DateEvidence {
  const ambiguous: { row: number; text: string }[] = []
  for (const column of columns) {
    for (let row = 0; row < column.length; row++) {
      const parts = separated.exec(column[row]?.trim() ?? '')
      if (!parts) continue
      if (Number(parts[1]) > 12) return { style: 'day-first' }
      if (Number(parts[2]) > 12) return { style: 'month-first' }
      const isNew = ambiguous.length < 2 && ambiguous[0]?.row !== row
      if (isNew && Number(parts[1]) !== Number(parts[2])) ambiguous.push({ row, text: parts[0] })
    }
  }
  return ambiguous.length === 0 ? { style: 'day-first' } : { ambiguous }
}
