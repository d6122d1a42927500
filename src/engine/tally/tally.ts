import type { MonthTable } from '../month-table.js'
import type { Plan } from '../plan.js'
import * as column from './tally-columns.js'

// Constants of this module: looked up in another at every use they would take longer than the additions.
const ageClasses = column.ageClasses
const cash = column.cash
const collectedOfDue = column.collectedOfDue
const collectedOnDue = column.collectedOnDue
const creditMemos = column.creditMemos
const contacts = column.contacts
const collectionCost = column.collectionCost
const rightParties = column.rightParties
const promises = column.promises
const promisesDue = column.promisesDue
const promisesKept = column.promisesKept
const collections = column.collections
const crossed = column.crossed
const discounts = column.discounts
const disputeDays = column.disputeDays
const disputedReceivables = column.disputedReceivables
const disputedValue = column.disputedValue
const disputesOpened = column.disputesOpened
const disputesResolved = column.disputesResolved
const fellDue = column.fellDue
const invoices = column.invoices
const lagDays = column.lagDays
const lagInvoices = column.lagInvoices
const left = column.left
const leftCountCurrent = column.leftCountCurrent
const leftCountPastDue = column.leftCountPastDue
const leftCurrent = column.leftCurrent
const leftCurrentCount = column.leftCurrentCount
const leftTerms = column.leftTerms
const margin = column.margin
const openedAmount = column.openedAmount
const openedCount = column.openedCount
const openedPastDue = column.openedPastDue
const openedPastDueCount = column.openedPastDueCount
const openedTerms = column.openedTerms
const recoveries = column.recoveries
const sales = column.sales
const salesTerms = column.salesTerms
const settledCount = column.settledCount
const settledDays = column.settledDays
const settledDaysLate = column.settledDaysLate
const settledValue = column.settledValue
const tallyWidth = column.tallyWidth
const wholeCount = column.wholeCount
const writeOffs = column.writeOffs

/** Ages that the class table knows, from the earliest payment before due to long after. */
const oldestKnown = 5000

/** Age classes by days past due + `ageOffset`. */
export const ageOffset = oldestKnown
export const ageClassOf: Uint8Array = new Uint8Array(2 * oldestKnown + 1)
for (let age = -oldestKnown; age <= oldestKnown; age++) {
  ageClassOf[age + ageOffset] = age < 0 ? 0 : age === 0 ? 1 : age <= 120 ? 2 + Math.floor((age - 1) / 30) : 6
}

/** The first day past due of each bucket after the first: what is current crosses to 1–30 on day 1. */
const firstDayOfBucket = Int32Array.of(0, 1, 31, 61, 91, 121)

/** The bucket of an open amount so many days past due: 0 is current. */
function bucketOf(age: number): number {
  const known = Math.min(oldestKnown, Math.max(0, age))
  const ageClass = ageClassOf[known + ageOffset]!
  return ageClass < 2 ? 0 : ageClass - 1
}

/**
 * Adds up one replicate. Every number is a whole number of minor units, times days or a count, so that the order in which
 * things are added does not matter: customers may be worked off one after the other or day by day, the sums are the same.
 *
 * What happens after the horizon is added to a row after the last month, which nobody reads.
 */
export class Tally {
  /** values[(group × (months + 1) + month) × tallyWidth + column]. */
  readonly values: Float64Array
  readonly months: number
  /** Events other than issues and whole payments, which are counted in columns. */
  events = 0

  constructor(
    readonly plan: Plan,
    readonly table: MonthTable,
  ) {
    this.months = plan.monthEnds.length
    this.values = new Float64Array(plan.groups * (this.months + 1) * tallyWidth)
  }

  reset(): void {
    this.values.fill(0)
    this.events = 0
  }

  /** Issues, and payments of what was paid whole, within the horizon. */
  countedEvents(): number {
    const { values, months } = this
    let events = 0
    for (let group = 0; group < this.plan.groups; group++) {
      for (let month = 0; month < months; month++) {
        const row = this.base(group) + month * tallyWidth
        events += values[row + invoices]!
        for (let ageClass = 0; ageClass < ageClasses; ageClass++) {
          events += values[row + wholeCount + ageClass]!
        }
      }
    }
    return events
  }

  /** Where a group's first month begins. */
  base(group: number): number {
    return group * (this.months + 1) * tallyWidth
  }

  row(group: number, day: number): number {
    return (group * (this.months + 1) + this.table.of(day)) * tallyWidth
  }

  /** A new invoice. */
  issue(group: number, issued: number, due: number, amount: number): void {
    const { values } = this
    const row = this.row(group, issued)
    values[row + sales]! += amount
    values[row + invoices]! += 1
    values[row + salesTerms]! += amount * (due - issued)
    values[this.row(group, due) + fellDue]! += amount
  }

  /** An invoice that is there on the as-of day, with what is open of it. */
  openBefore(group: number, issued: number, due: number, open: number): void {
    const { values } = this
    const row = this.base(group)
    values[row + openedAmount]! += open
    values[row + openedCount]! += 1
    values[row + openedTerms]! += open * (due - issued)
    const bucket = bucketOf(-due)
    if (bucket > 0) {
      values[row + openedPastDue + bucket - 1]! += open
      values[row + openedPastDueCount]! += 1
    }
  }

  /**
   * A part of what is open leaves the books on a day, after it has aged from its issue (or from the as-of day) on. `ends`
   * says whether nothing stays open.
   */
  leave(group: number, issued: number, due: number, day: number, part: number, ends: boolean): void {
    const { values } = this
    const bucket = bucketOf(day - due)
    this.#age(group, issued, due, bucket, part, ends)
    const row = this.row(group, day)
    values[row + left + bucket]! += part
    values[row + leftTerms]! += part * (due - issued)
    if (bucket === 0) values[row + leftCurrent]! += part
    if (!ends) return
    if (bucket === 0) {
      values[row + leftCurrentCount]! += 1
      values[row + leftCountCurrent]! += 1
    } else values[row + leftCountPastDue]! += 1
  }

  /** What is still open at the horizon has aged until then. */
  stay(group: number, issued: number, due: number, open: number): void {
    this.#age(group, issued, due, bucketOf(this.table.horizon - due), open, true)
  }

  #age(group: number, issued: number, due: number, bucket: number, part: number, counts: boolean): void {
    const { values } = this
    const first = issued > 0 ? 0 : bucketOf(-due)
    if (first === 0 && bucket > 0) {
      const row = this.row(group, due + 1)
      values[row + leftCurrent]! += part
      if (counts) values[row + leftCurrentCount]! += 1
    }
    for (let next = Math.max(2, first + 1); next <= bucket; next++) {
      values[this.row(group, due + firstDayOfBucket[next]!) + crossed + next - 2]! += part
    }
  }

  /** Cash comes in; it counts as collected of what is due from the month on in which both have happened. */
  collect(group: number, due: number, day: number, received: number): void {
    const { values, table } = this
    values[this.row(group, day) + cash]! += received
    const month = table.of(day)
    const dueMonth = due < this.plan.firstMonthStart ? -1 : table.of(Math.max(0, due))
    const both = this.base(group) + Math.max(month, dueMonth) * tallyWidth
    values[both + collectedOfDue]! += received
    if (month === dueMonth) values[both + collectedOnDue]! += received
  }

  /** The last payment has come in. */
  settle(group: number, issued: number, due: number, day: number, amount: number): void {
    const { values } = this
    const row = this.row(group, day)
    const late = day - due
    const ageClass = ageClassOf[Math.min(late, oldestKnown) + ageOffset]!
    values[row + settledValue + ageClass]! += amount
    values[row + settledCount + ageClass]! += 1
    values[row + settledDaysLate + (late > 0 ? 1 : 0)]! += amount * late
    values[row + settledDays]! += amount * (day - issued)
  }

  takeDiscount(group: number, day: number, amount: number): void {
    this.values[this.row(group, day) + discounts]! += amount
  }

  credit(group: number, day: number, amount: number): void {
    this.values[this.row(group, day) + creditMemos]! += amount
  }

  writeOff(group: number, day: number, amount: number): void {
    this.values[this.row(group, day) + writeOffs]! += amount
  }

  /** Cash for what was written off; `fee` of it goes to an agency. */
  recover(group: number, day: number, amount: number, fee: number): void {
    const row = this.row(group, day)
    this.values[row + recoveries]! += amount
    this.values[row + collectionCost]! += fee
  }

  earnMargin(group: number, day: number, amount: number): void {
    this.values[this.row(group, day) + margin]! += amount
  }

  /** An invoice is sent so many days after delivery. */
  bill(group: number, day: number, lag: number): void {
    const row = this.row(group, day)
    this.values[row + lagInvoices]! += 1
    this.values[row + lagDays]! += lag
  }

  openDispute(group: number, day: number, amount: number): void {
    const row = this.row(group, day)
    this.values[row + disputesOpened]! += 1
    this.values[row + disputedValue]! += amount
  }

  resolveDispute(group: number, day: number, days: number): void {
    const row = this.row(group, day)
    this.values[row + disputesResolved]! += 1
    this.values[row + disputeDays]! += days
  }

  /** A contact of a kind is made. */
  contact(group: number, day: number, kind: number, cost: number): void {
    const row = this.row(group, day)
    this.values[row + contacts + kind]! += 1
    this.values[row + collectionCost]! += cost
  }

  /** Who decides was reached. */
  reach(group: number, day: number): void {
    this.values[this.row(group, day) + rightParties]! += 1
  }

  promise(group: number, day: number): void {
    this.values[this.row(group, day) + promises]! += 1
  }

  /** A promise falls due. */
  promiseDue(group: number, day: number, isKept: boolean): void {
    const row = this.row(group, day)
    this.values[row + promisesDue]! += 1
    if (isKept) this.values[row + promisesKept]! += 1
  }

  /** An invoice is settled late after a contact. */
  collection(group: number, day: number): void {
    this.values[this.row(group, day) + collections]! += 1
  }

  /** A part of an open amount is under dispute at the month ends from one day to before another. */
  dispute(group: number, from: number, until: number, part: number): void {
    const { monthEnds } = this.plan
    for (let month = this.table.of(Math.max(0, from)); month < this.months && monthEnds[month]! < until; month++) {
      this.values[this.base(group) + month * tallyWidth + disputedReceivables]! += part
    }
  }
}
