import * as block from '../orders/order-block.js'
import { ageClassOf, ageOffset, type Tally } from './tally.js'
import * as column from './tally-columns.js'

// Constants of this module, one by one: see order-block.ts.
const issued = block.wholes.issued
const due = block.wholes.due
const paid = block.wholes.paid
const amount = block.wholes.amount
const late = new Int32Array(block.blockSize)
const classOf = ageClassOf
const classOffset = ageOffset
const sales = column.sales
const invoices = column.invoices
const salesTerms = column.salesTerms
const fellDue = column.fellDue
const wholeTerms = column.wholeTerms
const wholeValue = column.wholeValue
const wholeCount = column.wholeCount
const leftCurrent = column.leftCurrent
const leftCurrentCount = column.leftCurrentCount
const crossed = column.crossed
const tallyWidth = column.tallyWidth

/** Column of cash by month of payment − month of due day + `monthOffset`; and where the first kind is counted again. */
const monthOffset = 256
const cashColumn = Uint8Array.from({ length: 2 * monthOffset + 1 }, (_, place) =>
  place < monthOffset ? column.wholeByDueMonth : column.wholeByDueMonth + (place === monthOffset ? 1 : 2),
)
const beforeColumn = Uint8Array.from({ length: 2 * monthOffset + 1 }, (_, place) =>
  place < monthOffset ? column.wholeBeforeDueMonth : column.nowhere,
)
/** Column of days late by age class. */
const lateColumn = Uint8Array.from({ length: column.ageClasses }, (_, ageClass) =>
  ageClass < 2 ? column.wholeDaysLate : column.wholeDaysLate + 1,
)

/**
 * Adds the first invoices of the block's `wholes`, which are all of one group, to the tally: the hot loop of the engine. It
 * decides nothing by chance that a processor would have to guess at. `Tally.issue`, `collect`, `settle` and `leave` are the
 * same one by one.
 */
export function addWholes(tally: Tally, group: number, count: number): void {
  const base = tally.base(group)
  addIssues(tally.values, tally.table.ofDay, base, count)
  addAging(tally.values, tally.table.ofDay, base, addPayments(tally.values, tally.table.ofDay, base, count))
}

function addIssues(values: Float64Array, monthOf: Uint8Array, base: number, count: number): void {
  for (let row = 0; row < count; row++) {
    const value = amount[row]!
    const place = base + monthOf[issued[row]!]! * tallyWidth
    values[place + sales]! += value
    values[place + invoices]! += 1
    values[place + salesTerms]! += value * (due[row]! - issued[row]!)
    values[base + monthOf[due[row]!]! * tallyWidth + fellDue]! += value
  }
}

/** Returns how many are more than 30 days past due when they are paid; they are listed in `late`. */
function addPayments(values: Float64Array, monthOf: Uint8Array, base: number, count: number): number {
  let lates = 0
  for (let row = 0; row < count; row++) {
    const value = amount[row]!
    const dueDay = due[row]!
    const daysLate = paid[row]! - dueDay
    late[lates] = row
    lates += (30 - daysLate) >>> 31
    const month = monthOf[paid[row]!]!
    const dueMonth = monthOf[dueDay]!
    const place = base + month * tallyWidth
    const ageClass = classOf[daysLate + classOffset]!
    values[place + ageClass + wholeValue]! += value
    values[place + ageClass + wholeCount]! += 1
    values[place + lateColumn[ageClass]!]! += value * daysLate
    values[place + wholeTerms]! += value * (dueDay - issued[row]!)
    const between = month - dueMonth + monthOffset
    values[place + cashColumn[between]!]! += value
    values[base + dueMonth * tallyWidth + beforeColumn[between]!]! += value
    // The earlier of the day after due and the day of payment, without a branch.
    const leaves = dueDay + 1 + ((daysLate - 1) & ((daysLate - 1) >> 31))
    const leavesRow = base + monthOf[leaves]! * tallyWidth
    values[leavesRow + leftCurrent]! += value
    values[leavesRow + leftCurrentCount]! += 1
  }
  return lates
}

function addAging(values: Float64Array, monthOf: Uint8Array, base: number, lates: number): void {
  let left = lates
  for (let edge = 1; edge <= 4 && left > 0; edge++) {
    const first = 30 * edge + 1
    const last = 30 * edge + 30
    let still = 0
    for (let place = 0; place < left; place++) {
      const row = late[place]!
      values[base + monthOf[due[row]! + first]! * tallyWidth + crossed + edge - 1]! += amount[row]!
      late[still] = row
      still += (last + due[row]! - paid[row]!) >>> 31
    }
    left = still
  }
}
