import { InputError } from '../document/input-error.js'

/** How the time of an invoice ended: `credited` is closed by a credit memo or a write-off, and not by payment. */
export const outcomeCode = { open: 0, paid: 1, credited: 2 } as const

/**
 * How long invoices were seen unpaid, a row for each, in whole days from a day 0 that is the same for all: the invoice date,
 * or the due day. An invoice is at risk of being paid from the day it `entered` through its `time`, both included. One that
 * is open or credited is right-censored: unpaid through its `time`, and nothing is known of it afterwards.
 */
export interface Durations {
  /** The row of the ledger's invoice table. */
  readonly invoice: Int32Array
  /** The customer's number; rows of one customer are taken as moving together where intervals are by customer. */
  readonly customer: Int32Array
  /** The first day on which it could be paid. */
  readonly entered: Int32Array
  /** The day on which it was paid or seen last. */
  readonly time: Int32Array
  /** An `outcomeCode`. */
  readonly outcome: Uint8Array
}

/** Durations as plain lists, of equal length. */
export interface DurationRows {
  /** Whole days until the payment, or until the row was seen last. */
  readonly time: ArrayLike<number>
  /** Whether it was paid then; a row that was not is censored. */
  readonly paid: ArrayLike<boolean | number>
  /** The first day at risk; 0 if not given. */
  readonly entered?: ArrayLike<number>
  /** Whole numbers from 0; every row is a customer of its own if not given. */
  readonly customer?: ArrayLike<number>
}

/**
 * Durations that come from elsewhere than a ledger. Throws an InputError for lists of different lengths, for times that are
 * no whole numbers, and for a row that enters after its time.
 */
export function durationsOf({ time, paid, entered, customer }: DurationRows): Durations {
  const count = time.length
  if ([paid, entered, customer].some((list) => list !== undefined && list.length !== count)) {
    throw new InputError(`Durations need lists of equal length; the times are ${count}.`)
  }
  for (let row = 0; row < count; row++) {
    const [from, to, of] = [entered?.[row] ?? 0, time[row]!, customer?.[row] ?? row]
    if (!Number.isInteger(from) || !Number.isInteger(to) || to < from) {
      throw new InputError(`Durations need whole days and an entry by the end; row ${row} is from ${from} to ${to}.`)
    }
    if (!Number.isInteger(of) || of < 0) {
      throw new InputError(`Durations need whole customer numbers from 0; row ${row} has ${of}.`)
    }
  }
  return {
    invoice: Int32Array.from({ length: count }, (_, row) => row),
    customer: Int32Array.from({ length: count }, (_, row) => customer?.[row] ?? row),
    entered: Int32Array.from({ length: count }, (_, row) => entered?.[row] ?? 0),
    time: Int32Array.from(time),
    outcome: Uint8Array.from({ length: count }, (_, row) => (paid[row] ? outcomeCode.paid : outcomeCode.open)),
  }
}

/**
 * The same durations with every row at risk from the first day of any. With it, a curve of days late is the share of all
 * invoices that is unpaid on a day, where an invoice that is yet to be issued counts as unpaid. With delayed entry it is what
 * an invoice on the longest terms would do if, day by day, it were paid like those that were open.
 */
export function withoutDelayedEntry(durations: Durations): Durations {
  let first = 0
  for (let row = 0; row < durations.entered.length; row++) {
    if (row === 0 || durations.entered[row]! < first) first = durations.entered[row]!
  }
  return { ...durations, entered: new Int32Array(durations.entered.length).fill(first) }
}

/** How many customers the rows are of. */
export function customerCount({ customer }: Durations): number {
  return new Set(customer).size
}
