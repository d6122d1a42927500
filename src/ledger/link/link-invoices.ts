import type { Day } from '../../calendar/day.js'
import { dueDay, parseTerms } from '../../calendar/terms.js'
import type { TextColumn } from '../ledger-data.js'
import { noDay } from '../no-day.js'
import type { LinkedCustomers } from './link-customers.js'
import type { ParsedTables } from './parsed-tables.js'
import { textColumn } from './text-column.js'

const invoiceAttributes = ['salesperson', 'division']

/** The invoices of a ledger and where to find each. */
export interface LinkedInvoices {
  readonly ids: string[]
  readonly rowOf: Map<string, number>
  /** The row of the parsed table that each invoice came from. */
  readonly sourceRow: readonly number[]
  readonly customer: Int32Array
  readonly issued: Int32Array
  readonly due: Int32Array
  readonly amount: Float64Array
  readonly disputed: Uint8Array
  readonly attributes: ReadonlyMap<string, TextColumn>
}

/** The invoices with their due days. One without a customer, a due day or an identifier of its own is rejected. */
export function linkInvoices(tables: ParsedTables, customers: LinkedCustomers): LinkedInvoices {
  const table = tables.invoices
  const [names, owners, ownTerms] = [table.text('invoice_id'), table.text('customer_id'), table.text('terms')]
  const [issued, due, settled] = [table.days('invoice_date'), table.days('due_date'), table.days('settled_date')]
  const rowOf = new Map<string, number>()
  const sourceRow: number[] = []
  const dues: number[] = []
  for (let row = 0; row < table.rows; row++) {
    if (!table.accepted[row]) continue
    const customer = customers.rowOf.get(owners[row]!)
    if (customer === undefined) {
      table.reject(row, 'customer_id', 'this customer is not in the customer table, or was rejected there')
      continue
    }
    if (rowOf.has(names[row]!)) {
      table.reject(row, 'invoice_id', 'the invoice is there twice; identifiers must be unique')
      continue
    }
    const terms = ownTerms[row] ?? customers.terms[customer]
    const dueOn = due[row] !== noDay ? due[row]! : terms ? dueDay(issued[row] as Day, parseTerms(terms)!) : noDay
    if (dueOn === noDay) {
      table.reject(row, 'due_date', 'the invoice has neither due_date nor terms, and its customer has no terms')
      continue
    }
    if (dueOn < issued[row]!) {
      table.reject(row, 'due_date', 'the invoice would be due before its own date')
      continue
    }
    if (settled[row]! < issued[row]!) {
      table.reject(row, 'settled_date', 'the invoice would be settled before its own date')
      continue
    }
    rowOf.set(names[row]!, sourceRow.length)
    sourceRow.push(row)
    dues.push(dueOn)
  }
  const disputed = table.text('disputed')
  const amounts = table.amounts('amount')
  return {
    ids: sourceRow.map((row) => names[row]!),
    rowOf,
    sourceRow,
    customer: Int32Array.from(sourceRow, (row) => customers.rowOf.get(owners[row]!)!),
    issued: Int32Array.from(sourceRow, (row) => issued[row]!),
    due: Int32Array.from(dues),
    amount: Float64Array.from(sourceRow, (row) => amounts[row]!),
    disputed: Uint8Array.from(sourceRow, (row) => (disputed[row] === 'yes' ? 1 : 0)),
    attributes: new Map(
      invoiceAttributes
        .filter((name) => table.present.has(name))
        .map((name) => [name, textColumn(sourceRow.map((row) => table.text(name)[row] ?? null))] as const),
    ),
  }
}
