import type { Period } from './period.js'

/** How long the periods of a table are, in months. */
export const frequencies = { month: 1, quarter: 3, year: 12 } as const
export type Frequency = keyof typeof frequencies

/** A longer period as the run of months that it is made of: the first and the last of them. */
export interface Span {
  readonly label: string
  readonly first: number
  readonly last: number
}

/** Consecutive months put together to months, quarters or years. The first and the last may be parts. */
export function spansOf(periods: readonly Period[], every: Frequency): Span[] {
  const spans = new Map<string, { label: string; first: number; last: number }>()
  periods.forEach((period, index) => {
    const label = spanLabel(period.label, every)
    const span = spans.get(label)
    if (span) span.last = index
    else spans.set(label, { label, first: index, last: index })
  })
  return [...spans.values()]
}

function spanLabel(month: string, every: Frequency): string {
  const [year, number] = month.split('-')
  switch (every) {
    case 'month':
      return month
    case 'quarter':
      return `${year}-Q${Math.ceil(Number(number) / 3)}`
    case 'year':
      return year!
    default:
      return every satisfies never
  }
}
