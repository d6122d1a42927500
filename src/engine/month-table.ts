import { horizonOf, type Plan } from './plan.js'

/** Days after the horizon that the table still knows: an invoice's due day and the edges of aging may lie there. */
const daysBeyond = 5000

/** Days that the longest table may have: 20 years and what lies beyond. */
export const daysKnown = 16384

/** Which simulated month each day lies in. */
export class MonthTable {
  readonly horizon: number
  readonly months: number
  /** By day from 0: the month, and the number of months for days after the horizon. Day 0 counts to the first month. */
  readonly ofDay: Uint8Array

  constructor(plan: Pick<Plan, 'monthEnds'>) {
    const { monthEnds } = plan
    this.horizon = horizonOf(plan)
    this.months = monthEnds.length
    this.ofDay = new Uint8Array(this.horizon + daysBeyond)
    let month = 0
    for (let day = 0; day < this.ofDay.length; day++) {
      if (month < this.months && day > monthEnds[month]!) month++
      this.ofDay[day] = month
    }
  }

  /** The month of a day from 0 on, however late. */
  of(day: number): number {
    return day > this.horizon ? this.months : this.ofDay[day]!
  }
}
