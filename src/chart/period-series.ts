import { type Day, isoFromDay } from '../calendar/day.js'

/** A period that a chart has a place for. */
export interface ChartPeriod {
  /** As tables name it: `2013-06`, `2013-Q2`, `FY2025-P03`, `2013`. */
  readonly label: string
  readonly start: Day
  /** Where it is given, a period that starts later than on the next day is no neighbour. */
  readonly end?: Day
}

/** One plotted period. Lines and bands join only points of the same run, so a gap in the data is a gap in the picture. */
export interface PeriodPoint {
  /** Its first day, ISO. */
  readonly start: string
  readonly run: number
}

/** Periods in the order of time. */
export function byStart<Period extends ChartPeriod>(periods: readonly Period[]): Period[] {
  return [...periods].sort((a, b) => a.start - b.start)
}

/** The rows to plot of periods in the order of time, with the runs numbered; `rowOf` gives null where there is nothing to plot. */
export function periodRuns<Period extends ChartPeriod, Row extends object>(
  periods: readonly Period[],
  rowOf: (period: Period) => Row | null,
): (Row & PeriodPoint)[] {
  let run = 0
  let before: Period | null = null
  return periods.flatMap((period) => {
    const row = rowOf(period)
    if (!row) {
      before = null
      run++
      return []
    }
    if (before?.end !== undefined && period.start > before.end + 1) run++
    before = period
    return [{ ...row, start: isoFromDay(period.start), run }]
  })
}

/** The period a year before another. Years of weeks have 52 or 53 of them, so that it may begin a week off the same day. */
export function yearBefore<Period extends ChartPeriod>(
  periods: readonly Period[],
  { start }: ChartPeriod,
): Period | undefined {
  const offset = (period: ChartPeriod) => Math.abs(start - 365 - period.start)
  return periods.filter((period) => offset(period) <= 7).sort((a, b) => offset(a) - offset(b))[0]
}
