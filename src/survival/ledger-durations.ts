import { type Day, isoFromDay } from '../calendar/day.js'
import { didYouMean } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import { type Group, groupLabel, sameGroup } from '../facts/fact-table.js'
import { groupLedger } from '../facts/ledger-groups.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { rowsWhere } from '../ledger/pick-rows.js'
import { invoiceClosings } from '../ledger/settlement.js'
import { type Durations, outcomeCode } from './durations.js'

/** What day 0 is: the invoice date, for days to pay, or the due day, for days late. */
export type PaymentClock = 'invoice' | 'due'

/** Which invoices are looked at; all with a positive amount if nothing is said. */
export interface InvoiceChoice {
  /** Those of customers, or invoices, with these attributes: `{ segment: 'small' }`. */
  readonly where?: Group
  /** Those dated on this day or later. */
  readonly from?: Day
  /** Those dated on this day or before. */
  readonly to?: Day
}

/**
 * Days from the invoice date to the day on which cash or a discount settled each invoice; credit notes are left out. What a
 * credit memo or write-off closed is censored on that day, what is open on the ledger's as-of day. Costs O(invoices +
 * postings). Throws an InputError for an attribute or value that the ledger lacks, and if no invoice is chosen.
 */
export function daysToPay(ledger: LedgerData, choice: InvoiceChoice = {}): Durations {
  return durationsSince(ledger, 'invoice', choice)
}

/**
 * As `daysToPay`, counted from the due day: early payment is negative. Entry is delayed: an invoice on net 15 is at risk from
 * day −15 on, as it could not be paid 40 days before it was due; `withoutDelayedEntry` counts it as unpaid then.
 */
export function daysLate(ledger: LedgerData, choice: InvoiceChoice = {}): Durations {
  return durationsSince(ledger, 'due', choice)
}

function durationsSince(ledger: LedgerData, clock: PaymentClock, choice: InvoiceChoice): Durations {
  const { invoices, asOf } = ledger
  const rows = chosenRows(ledger, choice)
  const { closed, settled } = invoiceClosings(ledger)
  const start = clock === 'due' ? invoices.due : invoices.issued
  const entered = new Int32Array(rows.length)
  const time = new Int32Array(rows.length)
  const outcome = new Uint8Array(rows.length)
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!
    entered[index] = invoices.issued[row]! - start[row]!
    time[index] = Math.min(closed[row]!, asOf) - start[row]!
    if (settled[row]! <= asOf) outcome[index] = outcomeCode.paid
    else if (closed[row]! <= asOf) outcome[index] = outcomeCode.credited
  }
  return { invoice: rows, customer: rows.map((row) => invoices.customer[row]!), entered, time, outcome }
}

function chosenRows(ledger: LedgerData, { where = {}, from, to }: InvoiceChoice): Int32Array {
  const { issued, amount, count } = ledger.invoices
  if (from !== undefined && to !== undefined && from > to) {
    throw new InputError(`Invoices from ${isoFromDay(from)} to ${isoFromDay(to)}: the first day is the later one.`)
  }
  const attributes = Object.keys(where)
  const { groups, ofInvoice } = groupLedger(ledger, attributes)
  const group = groups.findIndex((one) => sameGroup(one, where))
  if (group < 0) {
    const label = groupLabel(where)
    const labels = groups.slice(1).map(groupLabel)
    throw new InputError(`The ledger has no invoices of ${label}.${didYouMean(label, labels)}`)
  }
  const rows = rowsWhere(
    count,
    (row) =>
      amount[row]! > 0 &&
      (attributes.length === 0 || ofInvoice[row] === group) &&
      (from === undefined || issued[row]! >= from) &&
      (to === undefined || issued[row]! <= to),
  )
  if (rows.length === 0) {
    throw new InputError('No invoice with a positive amount is chosen; choose other attributes or days, or fewer.')
  }
  return rows
}
