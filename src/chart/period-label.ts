import { cutText } from './cut-text.js'
import { monthText } from './month-text.js'

/** What the label of a period says: a month `2013-06`, a quarter `2013-Q2` or `FY2014-Q1`, a period of weeks `FY2025-P03`, a year `2013` or `FY2014`. */
export interface PeriodLabel {
  /** `2013`, `FY2014`. */
  readonly year: string
  /** The name within its year: `Jun`, `Q2`, `P03`; empty for a year. */
  readonly name: string
  /** How many of its kind a year has. */
  readonly perYear: 1 | 4 | 12
  /** Year × perYear + its place in the year from 0, so that the next period is the next number. */
  readonly number: number
}

/** Reads the label of a period; null if it is of none of these shapes. */
export function readPeriodLabel(label: string): PeriodLabel | null {
  const match = /^((?:FY)?(\d{4}))(?:-(Q[1-4]|(P?)(0[1-9]|1[0-2])))?$/.exec(label)
  if (!match) return null
  const year = match[1]!
  const yearNumber = Number(match[2])
  const part = match[3]
  if (part === undefined) return { year, name: '', perYear: 1, number: yearNumber }
  if (part.startsWith('Q')) return { year, name: part, perYear: 4, number: yearNumber * 4 + Number(part[1]) - 1 }
  const place = Number(match[5]) - 1
  const name = match[4] === 'P' ? part : monthText(`2000-${part}`).slice(0, 3)
  return { year, name, perYear: 12, number: yearNumber * 12 + place }
}

/** A period for people: `Jun 2013`, `Q2 2013`, `P03 FY2025`, `2013`; a label of another shape as it is, if it is not too long. */
export function periodText(label: string): string {
  const period = readPeriodLabel(label)
  if (!period) return cutText(label, 16)
  return period.name === '' ? period.year : `${period.name} ${period.year}`
}
