import { type LedgerData, postingCode } from '../../ledger/ledger-data.js'
import { noDay } from '../../ledger/no-day.js'
import type { Behavior } from '../behavior.js'
import { type Estimate, fitted, statedRange } from '../estimate.js'
import { writeOffsThatClose } from './fit-write-off-age.js'
import { proportion, rate } from './proportions.js'

/** Fewer customer-years than this cannot show how often customers default. */
const fewestYears = 30

/** A customer that has paid nothing for so long before a write-off, and nothing since, has stopped paying. */
const silentDays = 60

/** What the ledger shows of customers that stopped paying for good. */
export interface FittedDefaults {
  /** By customer: the first day on which it paid nothing any more; `noDay` where it goes on. */
  readonly defaultDay: Int32Array
  /** By customer: the day of its last payment; a day before all if there is none. */
  readonly lastPaid: Int32Array
  /** By segment: defaults a customer and year. */
  readonly perYear: readonly Estimate[]
  readonly recovery: NonNullable<Behavior['recovery']> | undefined
}

/**
 * A customer has defaulted if a write-off closed one of its invoices after at least 60 days in which it paid nothing, and it has
 * paid nothing since; the day after its last payment is when it stopped. A default shows only when its invoices are written
 * off, so a customer is counted as at risk only up to that long before the as-of day.
 */
export function fitDefaults(
  ledger: LedgerData,
  segmentOfCustomer: Int32Array,
  segments: number,
  writeOffAge: number,
): FittedDefaults {
  const { invoices, customers, postings, asOf } = ledger
  const lastPaid = new Int32Array(customers.count).fill(-noDay)
  const firstInvoice = new Int32Array(customers.count).fill(noDay)
  let recovered = 0
  let recoveries = 0
  let recoveryDays = 0
  let writtenOff = 0
  let writeOffs = 0
  for (let row = 0; row < invoices.count; row++) {
    const customer = invoices.customer[row]!
    if (invoices.amount[row]! <= 0) continue
    firstInvoice[customer] = Math.min(firstInvoice[customer]!, invoices.issued[row]!)
    let writtenOffOn: number = noDay
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      const kind = postings.kind[posting]!
      const day = postings.day[posting]!
      if (kind === postingCode.cash && postings.amount[posting]! > 0)
        lastPaid[customer] = Math.max(lastPaid[customer]!, day)
      else if (kind === postingCode.write_off) writtenOffOn = day
      else if (kind === postingCode.recovery && writtenOffOn !== noDay) {
        recoveries += 1
        recovered += postings.amount[posting]!
        recoveryDays += day - writtenOffOn
      }
    }
  }
  const defaultDay = new Int32Array(customers.count).fill(noDay)
  for (const { row, day, amount } of writeOffsThatClose(ledger)) {
    const customer = invoices.customer[row]!
    writtenOff += amount
    writeOffs += 1
    const last = lastPaid[customer]!
    if (last > day - silentDays) continue
    defaultDay[customer] = Math.max(last + 1, firstInvoice[customer]!)
  }
  const events = new Float64Array(segments)
  const years = new Float64Array(segments)
  for (let customer = 0; customer < customers.count; customer++) {
    if (firstInvoice[customer] === noDay) continue
    const segment = segmentOfCustomer[customer]!
    const seenThrough = asOf - writeOffAge - 30
    const end = Math.min(defaultDay[customer]!, seenThrough)
    years[segment]! += Math.max(0, end - firstInvoice[customer]!) / 365
    if (defaultDay[customer]! <= seenThrough) events[segment]! += 1
  }
  return {
    defaultDay,
    lastPaid,
    perYear: Array.from(events, (count, segment) =>
      years[segment]! >= fewestYears
        ? rate(count, years[segment]!)
        : statedRange(0.01, 0.001, 0.03, 'Assumed: the ledger is too short to show how often customers stop paying.'),
    ),
    recovery:
      writeOffs === 0
        ? undefined
        : {
            share: proportionOfMoney(recovered, writtenOff, writeOffs),
            meanDays:
              recoveries > 0
                ? fitted(recoveryDays / recoveries, recoveryDays / recoveries ** 1.5, recoveries)
                : statedRange(90, 20, 250, 'Assumed: no recovery yet.'),
          },
  }
}

function proportionOfMoney(part: number, whole: number, cases: number): Estimate {
  const share = whole > 0 ? Math.min(1, part / whole) : 0
  return proportion(share * cases, cases)
}
