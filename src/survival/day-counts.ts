import { InputError } from '../document/input-error.js'
import { type Durations, outcomeCode } from './durations.js'

/** Counts by day; index k is day `firstDay` + k, and on the last one something is at risk. */
export interface DayCounts {
  readonly firstDay: number
  /** Rows that had entered and were not yet paid or gone from sight in the morning. */
  readonly atRisk: Float64Array
  readonly paid: Float64Array
  /** Rows seen for the last time, unpaid; they are at risk on that day. */
  readonly censored: Float64Array
}

/** What happened on each day, and to how many it could have. Costs O(rows + days). Throws an InputError without rows. */
export function dayCounts({ entered, time, outcome }: Durations): DayCounts {
  if (time.length === 0) throw new InputError('There are no invoices to estimate from.')
  let [firstDay, lastDay] = [entered[0]!, time[0]!]
  for (let row = 0; row < time.length; row++) {
    if (entered[row]! < firstDay) firstDay = entered[row]!
    if (time[row]! > lastDay) lastDay = time[row]!
  }
  const length = lastDay - firstDay + 1
  const [paid, censored] = [new Float64Array(length), new Float64Array(length)]
  // Up where a row enters, down on the day after its last.
  const changes = new Float64Array(length + 1)
  for (let row = 0; row < time.length; row++) {
    const end = time[row]! - firstDay
    changes[entered[row]! - firstDay]! += 1
    changes[end + 1]! -= 1
    const counted = outcome[row] === outcomeCode.paid ? paid : censored
    counted[end]! += 1
  }
  let count = 0
  const atRisk = paid.map((_, day) => {
    count += changes[day]!
    return count
  })
  return { firstDay, atRisk, paid, censored }
}
