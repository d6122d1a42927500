import { bucketOf } from '../facts/columns.js'
import { type LedgerData, postingCode } from '../ledger/ledger-data.js'
import { newSalesSource, targetOf, transitionSources, transitionTargets } from './aging-states.js'
import type { CustomerMoves } from './transition-sums.js'

const targets = transitionTargets.length

/** Money follows each minor unit, so that a part payment splits an amount; a count follows invoices as wholes. */
export type TransitionWeight = 'money' | 'count'

/** The order in which what held an amount takes up what became of it. */
const [lost, credited, paid, stays] = [0, 1, 2, 3]

/**
 * Follows the invoices of a ledger from month end to month end. `follow` adds what became of one invoice to its
 * customer's moves. The rules, for an amount that a bucket held (or that was newly invoiced) and what was open a month later:
 *
 * - what is open later, up to the amount, has stayed or rolled on; the rest is gone;
 * - of what is gone, as much was written off as the month's write-offs less reversals say, then as much credited as its
 *   credit memos less upward revaluations say, and the rest paid: postings of a month are netted, so a payment that
 *   bounces in its own month has paid nothing, and credits count before cash as they do for settlement;
 * - what is open beyond the amount (a payment of an earlier month that bounced, a revaluation) is no transition; it is
 *   counted apart as reopened;
 * - a reversal of a write-off of an earlier month of the span takes that write-off back: the amount counts as having gone,
 *   from the bucket it was written off from, to where it stands after the reversal's month. A reversal of an older write-off
 *   reopens.
 */
export class InvoiceWalk {
  /** What was written off from each source and is not taken back, of the invoice that is followed. */
  readonly #written = new Float64Array(transitionSources.length)
  #hasWritten = false
  /** From where the invoice as a whole was written off; −1 where it was not. */
  #wholeWritten = -1
  /** What became of an amount, as far as no source has taken it up. */
  readonly #fate = new Float64Array(4)

  constructor(
    private readonly ledger: LedgerData,
    /** Month ends that follow one another. */
    private readonly monthEnds: readonly number[],
    private readonly weight: TransitionWeight,
  ) {}

  /** `firstEnd` is the place of the first month end on or after the invoice's date. */
  follow(row: number, firstEnd: number, moves: CustomerMoves): void {
    const { invoices, postings } = this.ledger
    const ends = this.monthEnds
    const due = invoices.due[row]!
    const lastPosting = postings.start[row + 1]!
    const amount = invoices.amount[row]!
    let posting = postings.start[row]!
    let before = amount
    let isNew = firstEnd > 0 && amount > 0
    this.#forget()
    for (let end = firstEnd; end < ends.length; end++) {
      const day = ends[end]!
      let cash = 0
      let other = 0
      let memos = 0
      let writeOffs = 0
      while (posting < lastPosting && postings.day[posting]! <= day) {
        const posted = postings.amount[posting]!
        switch (postings.kind[posting]) {
          case postingCode.cash:
            cash += posted
            break
          case postingCode.discount:
          case postingCode.credit_application:
            other += posted
            break
          case postingCode.credit_memo:
            memos += posted
            break
          case postingCode.revaluation:
            memos -= posted
            break
          case postingCode.write_off:
            writeOffs += posted
            break
          case postingCode.write_off_reversal:
            writeOffs -= posted
        }
        posting++
      }
      const open = before - cash - other - memos - writeOffs
      if (end > 0) {
        const source = isNew ? newSalesSource : before > 0 ? bucketOf(ends[end - 1]! - due) : -1
        this.#month(moves, source, source < 0 ? 0 : before, open, bucketOf(day - due), cash, memos, writeOffs)
      }
      before = open
      isNew = false
      if (posting === lastPosting && open <= 0) break
    }
  }

  #forget(): void {
    if (this.#hasWritten) this.#written.fill(0)
    this.#hasWritten = false
    this.#wholeWritten = -1
  }

  /** One month of one invoice. `source` is −1 and `held` 0 where nothing was open before. */
  #month(
    moves: CustomerMoves,
    source: number,
    held: number,
    open: number,
    bucket: number,
    cash: number,
    memos: number,
    writeOffs: number,
  ): void {
    const back = writeOffs < 0 && this.#hasWritten ? Math.min(-writeOffs, sum(this.#written)) : 0
    const amount = held + back
    const stay = Math.min(amount, Math.max(0, open))
    const isCount = this.weight === 'count'
    const fate = this.#fate
    let rest = amount - stay
    fate[stays] = stay
    rest -= fate[lost] = Math.min(rest, Math.max(0, writeOffs))
    rest -= fate[credited] = Math.min(rest, Math.max(0, memos))
    fate[paid] = rest
    if (!isCount) moves.paidInCash += Math.min(rest, Math.max(0, cash))
    const whole = wholeTarget(fate, bucket)
    const returnsWhole = isCount && held === 0 && back > 0 ? this.#wholeWritten : -1
    if (open > stay && !isCount) moves.reopened[bucket]! += open - stay
    if (isCount && open > 0 && held === 0 && returnsWhole < 0) moves.reopened[bucket]! += 1

    if (source >= 0) {
      const writtenBefore = fate[lost]!
      moves.invoices[source]! += 1
      if (isCount) {
        moves.held[source]! += 1
        moves.moved[source * targets + whole]! += 1
        this.#wholeWritten = whole === targetOf.lost ? source : -1
        this.#take(null, source, held, bucket)
      } else {
        moves.held[source]! += held
        this.#take(moves, source, held, bucket)
      }
      if (writtenBefore > 0) {
        this.#written[source]! += writtenBefore
        this.#hasWritten = true
      }
    }
    if (back > 0) this.#takeBack(isCount ? null : moves, back, bucket)
    if (returnsWhole >= 0) {
      moves.moved[returnsWhole * targets + targetOf.lost]! -= 1
      moves.moved[returnsWhole * targets + whole]! += 1
      this.#wholeWritten = -1
    }
  }

  /** What comes back goes, from where it was written off last, to what is left of the month's fate. */
  #takeBack(moves: CustomerMoves | null, back: number, bucket: number): void {
    let left = back
    for (let source = this.#written.length - 2; left > 0; source--) {
      // The write-off of a new sale is the earliest there can be.
      const from = source < 0 ? newSalesSource : source
      const part = Math.min(left, this.#written[from]!)
      if (part === 0) continue
      left -= part
      this.#written[from]! -= part
      if (moves) moves.moved[from * targets + targetOf.lost]! -= part
      this.#take(moves, from, part, bucket)
    }
  }

  /** Takes up as much of the month's fate as the source held, and adds it to the moves if there are any. */
  #take(moves: CustomerMoves | null, source: number, held: number, bucket: number): void {
    const fate = this.#fate
    let left = held
    for (let what = 0; left > 0; what++) {
      const part = Math.min(left, fate[what]!)
      if (part === 0) continue
      left -= part
      fate[what]! -= part
      if (moves) moves.moved[source * targets + targetFor(what, bucket)]! += part
    }
  }
}

function targetFor(what: number, bucket: number): number {
  if (what === stays) return bucket
  return what === lost ? targetOf.lost : what === credited ? targetOf.credited : targetOf.paid
}

/** Where an invoice stands as a whole: open while anything of it is, else where most of it went. */
function wholeTarget(fate: Float64Array, bucket: number): number {
  if (fate[stays]! > 0) return bucket
  if (fate[lost]! > 0 && fate[lost]! >= Math.max(fate[credited]!, fate[paid]!)) return targetOf.lost
  return fate[credited]! > 0 && fate[credited]! >= fate[paid]! ? targetOf.credited : targetOf.paid
}

function sum(values: Float64Array): number {
  let total = 0
  for (let index = 0; index < values.length; index++) total += values[index]!
  return total
}
