import type { Books } from '../tally/books.js'
import type { Tally } from '../tally/tally.js'
import type { OwnerSums } from './owner-sums.js'

/**
 * The books of one invoice twice: as they are reported, and with the same payments and losses entered on their own days. What happens is entered in both;
 * where the invoice was credited and billed again, billed early or late, given longer terms or written off for a goal, the underlying
 * books keep its own days. What customers do is the same in both: only the entries differ.
 */
export class TwoBooks implements Books {
  /** Its days in the underlying books. */
  #issued = 0
  #due = 0
  /** Whether the reported books have it: not between a credit and the new bill. */
  #isReported = true
  /** Its amount in the reported books, where it was billed again; −1 where it is its own. */
  #reportedAmount = -1
  /** The day on which the underlying books write it off; −1 for when the reported ones do. */
  #writtenOff = -1
  #keepsDays = false
  /** What its owner has sold and been paid; null where it counts for nobody’s goal. */
  #owner: OwnerSums | null = null

  constructor(
    readonly reported: Tally,
    readonly underlying: Tally,
  ) {}

  get table(): Tally['table'] {
    return this.reported.table
  }

  get events(): number {
    return this.reported.events
  }

  set events(count: number) {
    this.reported.events = count
  }

  get isReported(): boolean {
    return this.#isReported
  }

  /** Becomes those of another invoice. */
  begin(owner: OwnerSums | null): void {
    this.#owner = owner
    this.#isReported = true
    this.#reportedAmount = -1
    this.#writtenOff = -1
    this.#keepsDays = false
  }

  /** The next invoice that is issued has these days in the underlying books. */
  keepDays(issued: number, due: number): void {
    this.#issued = issued
    this.#due = due
    this.#keepsDays = true
  }

  issue(group: number, issued: number, due: number, amount: number): void {
    if (!this.#keepsDays) this.keepDays(issued, due)
    if (this.#owner) this.#owner.sales += amount
    this.reported.issue(group, issued, due, amount)
    this.underlying.issue(group, this.#issued, this.#due, amount)
  }

  openBefore(group: number, issued: number, due: number, open: number): void {
    this.keepDays(issued, due)
    this.reported.openBefore(group, issued, due, open)
    this.underlying.openBefore(group, issued, due, open)
  }

  /** All that is open is credited in the reported books, until it is billed again. */
  creditForNow(group: number, issued: number, due: number, day: number, open: number): void {
    this.reported.credit(group, day, open)
    this.reported.leave(group, issued, due, day, open, true)
    this.#isReported = false
  }

  /**
   * What was credited is a new invoice in the reported books: all of it revenue without a cost, as the credit took revenue and no cost away. `hasMargin` says whether
   * anybody knows margins.
   */
  billAgain(group: number, day: number, due: number, open: number, hasMargin: boolean): void {
    if (hasMargin) this.reported.earnMargin(group, day, open)
    if (this.#owner) this.#owner.sales += open
    this.reported.issue(group, day, due, open)
    this.#isReported = true
    this.#reportedAmount = open
  }

  /** The write-off that is entered next stands in the underlying books on this day. */
  keepWriteOff(day: number): void {
    this.#writtenOff = day
  }

  /** It is billed beyond the horizon, and would have been billed before. */
  neverReported(group: number, issued: number, due: number, amount: number, margin: number, lag: number): void {
    this.keepDays(issued, due)
    this.underlying.issue(group, issued, due, amount)
    this.underlying.earnMargin(group, issued, margin)
    if (lag >= 0) this.underlying.bill(group, issued, lag)
    this.underlying.stay(group, issued, due, amount)
  }

  leave(group: number, issued: number, due: number, day: number, part: number, ends: boolean): void {
    if (this.#isReported) this.reported.leave(group, issued, due, day, part, ends)
    const own = this.#dayOf(day)
    if (own > this.table.horizon) this.underlying.stay(group, this.#issued, this.#due, part)
    else this.underlying.leave(group, this.#issued, this.#due, own, part, ends)
  }

  stay(group: number, issued: number, due: number, open: number): void {
    if (this.#isReported) this.reported.stay(group, issued, due, open)
    this.underlying.stay(group, this.#issued, this.#due, open)
  }

  collect(group: number, due: number, day: number, received: number): void {
    this.reported.collect(group, due, day, received)
    this.underlying.collect(group, this.#due, this.#dayOf(day), received)
  }

  settle(group: number, issued: number, due: number, day: number, amount: number): void {
    const reported = this.#reportedAmount < 0 ? amount : this.#reportedAmount
    if (this.#owner) {
      this.#owner.settled += reported
      if (day <= due) this.#owner.settledOnTime += reported
    }
    this.reported.settle(group, issued, due, day, reported)
    this.underlying.settle(group, this.#issued, this.#due, this.#dayOf(day), amount)
  }

  takeDiscount(group: number, day: number, amount: number): void {
    this.reported.takeDiscount(group, day, amount)
    this.underlying.takeDiscount(group, this.#dayOf(day), amount)
  }

  credit(group: number, day: number, amount: number): void {
    this.reported.credit(group, day, amount)
    this.underlying.credit(group, this.#dayOf(day), amount)
  }

  writeOff(group: number, day: number, amount: number): void {
    this.reported.writeOff(group, day, amount)
    this.underlying.writeOff(group, this.#dayOf(day), amount)
  }

  recover(group: number, day: number, amount: number, fee: number): void {
    this.reported.recover(group, day, amount, fee)
    this.underlying.recover(group, day, amount, fee)
  }

  earnMargin(group: number, day: number, amount: number): void {
    this.reported.earnMargin(group, day, amount)
    this.underlying.earnMargin(group, this.#keepsDays ? this.#issued : day, amount)
  }

  bill(group: number, day: number, lag: number): void {
    const own = this.#keepsDays ? this.#issued : day
    this.reported.bill(group, day, Math.max(0, lag + day - own))
    this.underlying.bill(group, own, lag)
  }

  openDispute(group: number, day: number, amount: number): void {
    this.reported.openDispute(group, day, amount)
    this.underlying.openDispute(group, this.#dayOf(day), amount)
  }

  resolveDispute(group: number, day: number, days: number): void {
    this.reported.resolveDispute(group, day, days)
    this.underlying.resolveDispute(group, this.#dayOf(day), days)
  }

  dispute(group: number, from: number, until: number, part: number): void {
    this.reported.dispute(group, from, until, part)
    this.underlying.dispute(group, this.#dayOf(from), until, part)
  }

  contact(group: number, day: number, kind: number, cost: number): void {
    this.reported.contact(group, day, kind, cost)
    this.underlying.contact(group, day, kind, cost)
  }

  reach(group: number, day: number): void {
    this.reported.reach(group, day)
    this.underlying.reach(group, day)
  }

  promise(group: number, day: number): void {
    this.reported.promise(group, day)
    this.underlying.promise(group, day)
  }

  promiseDue(group: number, day: number, isKept: boolean): void {
    this.reported.promiseDue(group, day, isKept)
    this.underlying.promiseDue(group, day, isKept)
  }

  collection(group: number, day: number): void {
    this.reported.collection(group, day)
    this.underlying.collection(group, day)
  }

  /** When the underlying books have what happens on a day: not before the invoice is there, and a write-off in its own time. */
  #dayOf(day: number): number {
    if (this.#writtenOff >= 0) return this.#writtenOff
    return this.#keepsDays && day < this.#issued ? this.#issued : day
  }
}
