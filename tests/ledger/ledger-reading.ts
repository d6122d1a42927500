import { type Day, dayFromIso } from '../../src/calendar/day.js'
import { type FactName, factNames } from '../../src/facts/columns.js'
import { factAt } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { openAmounts } from '../../src/ledger/open-amounts.js'
import { texts } from './plain-data.js'

/** A day by its ISO text; a test that misspells one fails at once. */
export function iso(text: string): Day {
  const day = dayFromIso(text)
  if (day === null) throw new Error(`${text} is not a day`)
  return day
}

/** The facts of all groups together in the month that ends on a day (a part month if the day is no month end). */
export function factsOn(ledger: Ledger, day: string): Record<FactName, number> {
  const table = ledgerFacts(ledger.asOf(iso(day)).data)
  return Object.fromEntries(
    factNames.map((name) => [name, factAt(table, 0, table.periods.length - 1, name)]),
  ) as Record<FactName, number>
}

/** One fact summed over all months up to a day. */
export function totalThrough(ledger: Ledger, day: string, fact: FactName): number {
  const table = ledgerFacts(ledger.asOf(iso(day)).data)
  return table.periods.reduce((sum, _, period) => sum + factAt(table, 0, period, fact), 0)
}

/** The open amount of an invoice at the end of a day. */
export function openOn(ledger: Ledger, invoice: string, day: string): number {
  const row = texts(ledger.data.invoices.ids).indexOf(invoice)
  if (row < 0) throw new Error(`there is no invoice ${invoice}`)
  return openAmounts(ledger.data, iso(day))[row]!
}
