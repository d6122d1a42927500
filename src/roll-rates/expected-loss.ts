import type { Day } from '../calendar/day.js'
import { bucketOf } from '../facts/columns.js'
import type { Group } from '../facts/fact-table.js'
import { groupLedger } from '../facts/ledger-groups.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { openAmounts } from '../ledger/open-amounts.js'
import { agingStates } from './aging-states.js'
import type { TransitionWeight } from './invoice-walk.js'
import { eachRowByCustomer } from './rows-by-customer.js'

const states = agingStates.length

/** The open amounts of a group on a day by bucket, as far as their expected loss and its spread need them. */
export interface OpenBook {
  readonly group: Group
  /** Σ positive open amounts by bucket, in minor units. */
  readonly amounts: readonly number[]
  readonly invoices: readonly number[]
  /** Σ open amount². */
  readonly squares: readonly number[]
  /** Σ over customers of what one has in a bucket × what it has in another: [bucket × buckets + bucket]. */
  readonly customerProducts: readonly number[]
}

/**
 * The book of each group on a day; the first is everything. By number each open invoice has an amount of 1. Throws an
 * InputError for an unknown attribute.
 */
export function openBooks(
  ledger: LedgerData,
  day: Day,
  by: readonly string[] = [],
  weight: TransitionWeight = 'money',
): OpenBook[] {
  const grouping = groupLedger(ledger, by)
  const open = openAmounts(ledger, day)
  const books = grouping.groups.map(() => new BookSums())
  const [ofCustomer, ofGroup] = [new Float64Array(states), new Float64Array(states)]
  eachRowByCustomer(ledger, grouping, (row, group, ends) => {
    if (open[row]! > 0) {
      const amount = weight === 'money' ? open[row]! : 1
      const bucket = bucketOf(day - ledger.invoices.due[row]!)
      ofGroup[bucket]! += amount
      books[0]!.addInvoice(bucket, amount)
      if (group > 0) books[group]!.addInvoice(bucket, amount)
    }
    if (ends === 'nothing') return
    if (group > 0) books[group]!.addCustomer(ofGroup)
    for (let bucket = 0; bucket < states; bucket++) ofCustomer[bucket]! += ofGroup[bucket]!
    ofGroup.fill(0)
    if (ends === 'group') return
    books[0]!.addCustomer(ofCustomer)
    ofCustomer.fill(0)
  })
  return books.map((book, index) => ({ group: grouping.groups[index]!, ...book.result() }))
}

class BookSums {
  readonly #amounts = new Float64Array(states)
  readonly #invoices = new Float64Array(states)
  readonly #squares = new Float64Array(states)
  readonly #products = new Float64Array(states * states)

  addInvoice(bucket: number, amount: number): void {
    this.#amounts[bucket]! += amount
    this.#invoices[bucket]! += 1
    this.#squares[bucket]! += amount * amount
  }

  addCustomer(amounts: Float64Array): void {
    for (let a = 0; a < states; a++) {
      if (amounts[a] === 0) continue
      for (let b = 0; b < states; b++) this.#products[a * states + b]! += amounts[a]! * amounts[b]!
    }
  }

  result(): Omit<OpenBook, 'group'> {
    return {
      amounts: Array.from(this.#amounts),
      invoices: Array.from(this.#invoices),
      squares: Array.from(this.#squares),
      customerProducts: Array.from(this.#products),
    }
  }
}

/** What will probably be lost of a book, and how far that may be off by chance alone. Minor units, not rounded. */
export interface ExpectedLoss {
  readonly byBucket: readonly number[]
  readonly total: number
  /** The standard deviation of the loss if each invoice is lost or not for itself. */
  readonly deviation: number
  /** The same if a customer that fails fails with all its invoices, the likeliest to be lost first: the upper end. */
  readonly deviationByCustomer: number
}

/**
 * Σ amount × probability of loss, by bucket and in all, for probabilities from current to over 120 days. The variance is
 * Σ amount² × p × (1 − p) for independent invoices; for customers that fail as a whole two buckets a and b of one customer
 * vary together by min(p_a, p_b) − p_a p_b. Uncertainty of the probabilities themselves is not in it.
 */
export function expectedLoss(book: OpenBook, probabilities: readonly number[]): ExpectedLoss {
  const byBucket = book.amounts.map((amount, bucket) => amount * probabilities[bucket]!)
  const variance = book.squares.reduce(
    (sum, square, bucket) => sum + square * probabilities[bucket]! * (1 - probabilities[bucket]!),
    0,
  )
  let together = 0
  for (let a = 0; a < states; a++) {
    for (let b = 0; b < states; b++) {
      const [pa, pb] = [probabilities[a]!, probabilities[b]!]
      together += book.customerProducts[a * states + b]! * (Math.min(pa, pb) - pa * pb)
    }
  }
  return {
    byBucket,
    total: byBucket.reduce((sum, loss) => sum + loss, 0),
    // Rounding may take what is 0 below it.
    deviation: Math.sqrt(Math.max(0, variance)),
    deviationByCustomer: Math.sqrt(Math.max(0, together)),
  }
}
