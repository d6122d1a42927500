import { monthDate, monthNumber, monthText } from './month-text.js'

/** One plotted month. Lines and bands join only points of the same run, so a gap in the data is a gap in the picture. */
export interface MonthPoint {
  /** The first day of the month, ISO. */
  readonly month: string
  readonly monthText: string
  readonly run: number
}

/** Sorts rows by month and numbers the runs of consecutive months. Rows without a value are to be left out before. */
export function monthRuns<Row extends { readonly month: string }>(rows: readonly Row[]): (Row & MonthPoint)[] {
  const sorted = [...rows].sort((a, b) => monthNumber(a.month) - monthNumber(b.month))
  let run = 0
  return sorted.map((row, index) => {
    const before = sorted[index - 1]
    if (before && monthNumber(row.month) - monthNumber(before.month) > 1) run++
    return { ...row, month: monthDate(row.month), monthText: monthText(row.month), run }
  })
}

/** The points that no line would show, as their run is one month or period long. */
export function lonePoints<Point extends { readonly run: number }>(points: readonly Point[]): Point[] {
  return points.filter(({ run }, index) => points[index - 1]?.run !== run && points[index + 1]?.run !== run)
}
