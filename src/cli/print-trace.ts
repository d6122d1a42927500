import { isoFromDay } from '../calendar/day.js'
import type { ExportTable } from '../export/export-table.js'
import { currencyOf } from '../money/currency.js'
import type { TracedEvent } from '../scenario/trace-future.js'
import { printCsv, printJson } from './print.js'

/** Prints one future event by event: a row of CSV for each, or one JSON document (arlab/trace/1, money in minor units). */
export function printTrace(events: readonly TracedEvent[], replicate: number, currency: string, asJson: boolean): void {
  if (!asJson) {
    printCsv(traceTable(events, currency))
    return
  }
  printJson({
    schema: 'arlab/trace/1',
    replicate,
    currency,
    events: events.map(({ day, issued, due, ...event }) => ({
      date: isoFromDay(day),
      ...event,
      issued: isoFromDay(issued),
      due: isoFromDay(due),
    })),
  })
}

function traceTable(events: readonly TracedEvent[], currency: string): ExportTable {
  return {
    name: 'trace',
    rows: events.length,
    currency: currencyOf(currency)!,
    columns: [
      { name: 'date', kind: 'date', at: (row) => events[row]!.day },
      { name: 'scenario', kind: 'text', at: (row) => events[row]!.scenario },
      { name: 'customer_id', kind: 'identifier', at: (row) => events[row]!.customer },
      { name: 'invoice', kind: 'integer', at: (row) => events[row]!.invoice },
      { name: 'in_ledger', kind: 'text', at: (row) => (events[row]!.isOpening ? 'yes' : 'no') },
      { name: 'issued', kind: 'date', at: (row) => events[row]!.issued },
      { name: 'due', kind: 'date', at: (row) => events[row]!.due },
      { name: 'invoice_amount', kind: 'amount', at: (row) => events[row]!.invoiceAmount },
      { name: 'event', kind: 'text', at: (row) => events[row]!.event },
      { name: 'amount', kind: 'amount', at: (row) => events[row]!.amount },
    ],
  }
}
