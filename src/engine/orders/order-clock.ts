import type { Plan } from '../plan.js'

/**
 * Turns the time of a customer's order process into days. Time is counted in days at the customer's own rate: in a month
 * whose factor is 2, two of them pass a day.
 */
export class OrderClock {
  /** By month: the time at its beginning, its factor, and its first day. The first month begins with day 1. */
  readonly start: Float64Array
  readonly factor: Float64Array
  readonly firstDay: Int32Array
  /** 1 ÷ factor. */
  readonly daysPerTime: Float64Array
  readonly #monthEnds: Int32Array

  constructor({ monthEnds }: Pick<Plan, 'monthEnds'>) {
    this.#monthEnds = monthEnds
    this.start = new Float64Array(monthEnds.length + 1)
    this.factor = new Float64Array(monthEnds.length).fill(1)
    this.daysPerTime = new Float64Array(monthEnds.length)
    this.firstDay = Int32Array.from(monthEnds, (_, month) => (month === 0 ? 1 : monthEnds[month - 1]! + 1))
    this.wind()
  }

  /** Reckons the times anew after the factors have been set. */
  wind(): void {
    for (let month = 0; month < this.factor.length; month++) {
      this.daysPerTime[month] = 1 / this.factor[month]!
      const days = this.#monthEnds[month]! - this.firstDay[month]! + 1
      this.start[month + 1] = this.start[month]! + days * this.factor[month]!
    }
  }

  /** The time at the end of a day; days before the first go by the first month's factor. */
  atEndOf(day: number): number {
    let month = 0
    while (month + 1 < this.factor.length && this.firstDay[month + 1]! <= day) month++
    return this.start[month]! + (day - this.firstDay[month]! + 1) * this.factor[month]!
  }

  /** The day in which a time of 0 or later lies. */
  dayAt(time: number): number {
    let month = 0
    while (month + 1 < this.factor.length && time >= this.start[month + 1]!) month++
    return this.firstDay[month]! + Math.floor((time - this.start[month]!) * this.daysPerTime[month]!)
  }
}
