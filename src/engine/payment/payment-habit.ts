import { never } from '../plan.js'
import { type HazardCurve, pieceWidth as importedWidth } from './hazard-curve.js'

// A constant of this module: see order-block.ts.
const pieceWidth = importedWidth

/** How one customer pays in one replicate. Objects are reused. */
export class PaymentHabit {
  /** The curves of the customer's phases, and the first day of each but the first. */
  readonly curves: HazardCurve[] = []
  readonly curveFrom: number[] = []
  phases = 0
  /** Curves that this habit alone uses, filled anew for each customer. */
  readonly own: HazardCurve[] = []
  /** Multiplier on the accumulated hazard by month; null if it is 1 in all. */
  factors: Float64Array | null = null
  monthEnds: Int32Array = new Int32Array(0)
  monthOfDay: Uint8Array = new Uint8Array(0)
  horizon = 0
  /** The first day on which the customer pays nothing any more. */
  defaultDay = never
  /** The logarithm of the yearly return that a discount must reach to be taken. */
  hurdle = Number.POSITIVE_INFINITY
  /** The next pay day by day, from a place on; −1 if any day is one. */
  payCalendars: Int32Array = new Int32Array(0)
  payFrom = -1

  /** What a customer has decided to pay is paid on its next pay day, if it has not defaulted by then. */
  onPayDay(day: number): number {
    if (this.payFrom < 0 || day > this.horizon) return day
    const payDay = this.payCalendars[this.payFrom + day]!
    return payDay < this.defaultDay ? payDay : never
  }

  /** The phase that a day lies in. */
  phaseOn(day: number): number {
    let phase = 0
    while (phase + 1 < this.phases && this.curveFrom[phase + 1]! <= day) phase++
    return phase
  }
}

/** An invoice whose payment is awaited. Its numbers are read from it, and not handed over: V8 makes an object of each fraction that it hands on. */
export interface AwaitedInvoice {
  /** The due day that the customer's own habit goes by; hazards are read relative to it. */
  readonly clockDue: number
  /** What the accumulated hazard must reach until it is paid. */
  threshold: number
  /** A multiplier of the accumulated hazard that a contact brings, through a day; none where that lies before the day asked for. */
  readonly boost: number
  readonly boostThrough: number
}

/** No threshold that is not reached yet is taken to nothing by rounding. */
const leastThreshold = 1e-12

/**
 * The day on which an invoice's accumulated hazard passes its threshold: the first day d ≥ `start` with
 * hazard(start … d) ≥ threshold; `never` if that is not within the horizon, or not before the customer's default. One
 * threshold, above 0, decides: levers, months and contacts change the accumulation, never the draw.
 */
export function paymentDay(habit: PaymentHabit, invoice: AwaitedInvoice, start: number): number {
  const { horizon, defaultDay } = habit
  return walk(habit, invoice, start, horizon < defaultDay ? horizon : defaultDay - 1)
}

/** Takes the hazard that accumulates on the days `start` to `end`, both included, off the threshold, which it does not reach. */
export function spendThreshold(habit: PaymentHabit, invoice: AwaitedInvoice, start: number, end: number): void {
  const day = walk(habit, invoice, start, end)
  invoice.threshold = day === never && leftAfterWalk[0]! > leastThreshold ? leftAfterWalk[0]! : leastThreshold
}

/** What a walk that reaches no day leaves of the threshold. Not a number that is returned: V8 would make an object of it. */
const leftAfterWalk = new Float64Array(1)

/**
 * Goes through the days from `start` to `last` by spans in which curve and factor stay as they are: a phase, a month, the
 * effect of a contact. Returns the day on which the threshold is used up, or `never`.
 */
function walk(habit: PaymentHabit, invoice: AwaitedInvoice, start: number, last: number): number {
  const { factors, monthEnds, monthOfDay, phases, curves, curveFrom } = habit
  const { clockDue, boostThrough } = invoice
  let left = invoice.threshold
  let phase = habit.phaseOn(start)
  let entry = 0
  let day = start
  while (day <= last) {
    const phaseEnd = phase + 1 < phases ? curveFrom[phase + 1]! - 1 : last
    let end = Math.min(phaseEnd, last)
    let factor = 1
    if (factors !== null) {
      const month = monthOfDay[day]!
      factor = factors[month]!
      end = Math.min(end, monthEnds[month]!)
    }
    if (day <= boostThrough) {
      factor *= invoice.boost
      end = Math.min(end, boostThrough)
    }
    // Entries are read here, as `HazardCurve` has it, and not by calls, which would make an object of each.
    const curve = curves[phase]!
    const { table } = curve
    const beginsOn = day - clockDue
    let at = curve.entryOn(beginsOn, entry)
    const accumulated = table[at + 2]! + table[at + 1]! * (beginsOn - table[at]!)
    const level = accumulated + left / factor
    at = curve.entryOn(end - clockDue, at, level)
    entry = at
    const from = table[at]!
    const daily = table[at + 1]!
    const before = table[at + 2]!
    const days = Math.min(end + 1 - clockDue, table[at + pieceWidth]!) - from
    const reached = before + daily * days
    if (level <= reached) {
      if (daily > 0) {
        let count = Math.min(days, Math.ceil((level - before) / daily))
        // A quotient is rounded, and may be so across a whole number.
        while (count > 1 && before + daily * (count - 1) >= level) count--
        while (before + daily * count < level) count++
        return Math.max(day, (clockDue + from + count - 1) | 0)
      }
      // What is left is so little that it is lost in the sum: any day that has a hazard at all will do.
      day = (clockDue + table[at + pieceWidth]!) | 0
      if (day <= end) continue
    }
    left -= factor * (reached - accumulated)
    day = end + 1
    if (end === phaseEnd) {
      phase++
      entry = 0
    }
  }
  leftAfterWalk[0] = left
  return never
}
