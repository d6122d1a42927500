import { daysKnown, type MonthTable } from '../month-table.js'
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
/** The columns that whole payments use come first. */
const width = column.nowhere + 1

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

/** Months that a plan may have, and one for what lies after them. */
const mostMonths = 256
/** What is added up for one group, by month. */
const values = new Float64Array(mostMonths * width)
/** The month of each day: the table of the plan that is being run. */
const monthOf = new Uint8Array(daysKnown)
let loaded: MonthTable | null = null
let rows = 0

/** Makes ready for a replicate of a plan. */
export function beginWholes(table: MonthTable): void {
  if (loaded !== table) monthOf.set(table.ofDay)
  loaded = table
  rows = table.months + 1
  values.fill(0, 0, rows * width)
}

/** Brings what has been added up into the tally of its group, and begins anew. */
export function takeWholes(tally: Tally, group: number): void {
  const base = tally.base(group)
  for (let row = 0; row < rows; row++) {
    for (let place = 0; place < width; place++) {
      tally.values[base + row * tallyWidth + place]! += values[row * width + place]!
    }
  }
  values.fill(0, 0, rows * width)
}

/**
 * Adds the first invoices of the block's `wholes`, all of one group: the hot loop of the engine. It decides nothing by
 * chance that a processor would have to guess at. `Tally.issue`, `collect`, `settle` and `leave` are the same one by one.
 */
export function addWholes(count: number): void {
  addIssues(count)
  addAging(addPayments(count))
}

function addIssues(count: number): void {
  for (let row = 0; row < count; row++) {
    const value = amount[row]!
    const place = monthOf[issued[row]!]! * width
    values[place + sales]! += value
    values[place + invoices]! += 1
    values[place + salesTerms]! += value * (due[row]! - issued[row]!)
    values[monthOf[due[row]!]! * width + fellDue]! += value
  }
}

/** Returns how many are more than 30 days past due when they are paid; they are listed in `late`. */
function addPayments(count: number): number {
  let lates = 0
  for (let row = 0; row < count; row++) {
    const value = amount[row]!
    const dueDay = due[row]!
    const daysLate = paid[row]! - dueDay
    late[lates] = row
    lates += (30 - daysLate) >>> 31
    const month = monthOf[paid[row]!]!
    const dueMonth = monthOf[dueDay]!
    const place = month * width
    const ageClass = classOf[daysLate + classOffset]!
    values[place + ageClass + wholeValue]! += value
    values[place + ageClass + wholeCount]! += 1
    values[place + lateColumn[ageClass]!]! += value * daysLate
    values[place + wholeTerms]! += value * (dueDay - issued[row]!)
    const between = month - dueMonth + monthOffset
    values[place + cashColumn[between]!]! += value
    values[dueMonth * width + beforeColumn[between]!]! += value
    // The earlier of the day after due and the day of payment, without a branch.
    const leaves = monthOf[dueDay + 1 + ((daysLate - 1) & ((daysLate - 1) >> 31))]! * width
    values[leaves + leftCurrent]! += value
    values[leaves + leftCurrentCount]! += 1
  }
  return lates
}

function addAging(lates: number): void {
  let left = lates
  for (let edge = 1; edge <= 4 && left > 0; edge++) {
    const first = 30 * edge + 1
    const last = 30 * edge + 30
    let still = 0
    for (let place = 0; place < left; place++) {
      const row = late[place]!
      values[monthOf[due[row]! + first]! * width + crossed + edge - 1]! += amount[row]!
      late[still] = row
      still += (last + due[row]! - paid[row]!) >>> 31
    }
    left = still
  }
}
