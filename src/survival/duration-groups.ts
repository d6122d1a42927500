import type { Day } from '../calendar/day.js'
import { calendarYear, type FiscalCalendar, periodsThrough } from '../calendar/fiscal-calendar.js'
import { type Frequency, frequencies, spansOf } from '../calendar/frequency.js'
import { didYouMean } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import { listByCell } from '../facts/cell-lists.js'
import { groupLedger } from '../facts/ledger-groups.js'
import { firstInvoiceDay } from '../ledger/first-invoice-day.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { pickBytes, pickIntegers } from '../ledger/pick-rows.js'
import type { Durations } from './durations.js'

/** Durations that are set against others. */
export interface DurationGroup {
  /** As people call it: `small`, `EMEA, small`, `2023-Q2`. */
  readonly name: string
  readonly durations: Durations
}

/**
 * The durations of a ledger by the values of attributes, in the order of their names; an invoice's own attribute goes before
 * its customer's, and two attributes are crossed. Groups without an invoice are left out. Throws an InputError for an
 * attribute that the ledger lacks.
 */
export function durationsBy(ledger: LedgerData, durations: Durations, by: readonly string[]): DurationGroup[] {
  const { groups, ofInvoice } = groupLedger(ledger, by)
  return split(
    durations,
    groups.map((group) => (by.length === 0 ? 'all' : Object.values(group).join(', '))),
    (row) => ofInvoice[row]!,
  )
}

/**
 * The durations of a ledger by the months, quarters or years in which the invoices are dated, in the order of the labels:
 * `2023-06`, `2023-Q2`, `2023`, or those of another calendar. Throws an InputError for a label of no period of the ledger,
 * for periods that overlap, and for one without an invoice.
 */
export function durationsByPeriod(
  ledger: LedgerData,
  durations: Durations,
  labels: readonly string[],
  calendar: FiscalCalendar = calendarYear,
): DurationGroup[] {
  const days = labels.map((label) => daysOf(ledger, label, calendar))
  const inOrder = labels.map((label, index) => ({ label, ...days[index]! })).sort((a, b) => a.start - b.start)
  for (const [index, period] of inOrder.slice(1).entries()) {
    const before = inOrder[index]!
    if (period.start <= before.end) {
      throw new InputError(`${before.label} and ${period.label} overlap; compare periods that have no day in common.`)
    }
  }
  const { issued } = ledger.invoices
  const groups = split(durations, labels, (row) =>
    days.findIndex(({ start, end }) => start <= issued[row]! && issued[row]! <= end),
  )
  const without = labels.find((label) => groups.every(({ name }) => name !== label))
  if (without !== undefined) throw new InputError(`None of the invoices that are chosen is dated in ${without}.`)
  return groups
}

/** The first and the last day of the period with a label. */
function daysOf(ledger: LedgerData, label: string, calendar: FiscalCalendar): { start: Day; end: Day } {
  const periods = periodsThrough(calendar, firstInvoiceDay(ledger), ledger.asOf)
  const spans = (Object.keys(frequencies) as Frequency[]).flatMap((every) => spansOf(periods, every, calendar))
  const span = spans.find((one) => one.label === label)
  if (span) return { start: periods[span.first]!.start, end: periods[span.last]!.end }
  const labels = spans.map((one) => one.label)
  throw new InputError(
    `"${label}" is no month, quarter or year of the ledger, which has ${periods[0]!.label} to ${periods.at(-1)!.label}.${didYouMean(label, labels)}`,
  )
}

/** The rows by a group's number; those with a number below 0 are in none. */
function split(durations: Durations, names: readonly string[], groupOf: (invoice: number) => number): DurationGroup[] {
  const { invoice, customer, entered, time, outcome } = durations
  const { start, rows } = listByCell(invoice.length, names.length, (row) => groupOf(invoice[row]!))
  return names.flatMap((name, group) => {
    const own = rows.subarray(start[group]!, start[group + 1]!)
    if (own.length === 0) return []
    return [
      {
        name,
        durations: {
          invoice: pickIntegers(invoice, own),
          customer: pickIntegers(customer, own),
          entered: pickIntegers(entered, own),
          time: pickIntegers(time, own),
          outcome: pickBytes(outcome, own),
        },
      },
    ]
  })
}
