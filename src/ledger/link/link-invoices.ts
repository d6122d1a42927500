import type { Day } from '../../calendar/day.js'
import { dueDay, parseTerms, type Terms } from '../../calendar/terms.js'
import type { InvoiceTable } from '../ledger-data.js'
import { noDay } from '../no-day.js'
import type { ParsedTable } from '../read/parsed-table.js'
import type { Conversions } from './convert-ledger.js'
import { KeptRows } from './kept-rows.js'
import { customerTerms, type LinkedCustomers } from './link-customers.js'
import type { MoneyConverter } from './money-converter.js'
import { RowIndex } from './row-index.js'
import { flagOf } from './understand-texts.js'

const optionalColumns = [
  'terms',
  'currency',
  'salesperson',
  'division',
  'delivered_on',
  'sent_on',
  'contract_id',
  'service_from',
  'service_to',
  'margin',
]

/** The invoices of a ledger and where to find each. */
export interface LinkedInvoices {
  readonly table: InvoiceTable
  readonly index: RowIndex
  /** Which rows of the parsed table they are. */
  readonly kept: KeptRows
  readonly conversions: Conversions
}

/** The invoices with their due days. One without a customer, a due day or an identifier of its own is rejected. */
export function linkInvoices(table: ParsedTable, customers: LinkedCustomers, money: MoneyConverter): LinkedInvoices {
  const owners = table.texts('customer_id')!.codes
  const issued = table.days('invoice_date')!
  const settled = table.days('settled_date')
  const customer = new Int32Array(table.rows)
  // What terms say is filled in where it stands: a ledger needs no second copy of ten million days.
  const due = table.days('due_date') ?? new Int32Array(table.rows).fill(noDay)
  const ofTerms = dueByTerms(table, customers)
  for (let row = 0; row < table.rows; row++) {
    if (!table.isAccepted(row)) continue
    const owner = customers.index.of(owners[row]!)
    customer[row] = owner
    if (owner < 0) {
      table.reject(row, 'customer_id', 'orphan-customer', customers.orphanReason)
      continue
    }
    if (due[row] === noDay) due[row] = ofTerms(row, owner)
    if (due[row] === noDay) {
      const reason = 'the invoice has neither due_date nor terms, and its customer has no terms'
      table.reject(row, 'due_date', 'empty-required', reason)
    } else if (due[row]! < issued[row]!) {
      table.reject(row, 'due_date', 'due-before-issue', 'the invoice would be due before its own date')
    } else if (settled !== undefined && settled[row]! < issued[row]!) {
      table.reject(row, 'settled_date', 'settled-before-issue', 'the invoice would be settled before its own date')
    }
  }
  const index = RowIndex.byIdentifier(table, 'invoice_id', 'the invoice is there twice; identifiers must be unique')
  const kept = KeptRows.of(table)
  const optional = kept.optional(table, optionalColumns)
  const rebills = table.texts('rebills')
  return {
    table: {
      ...optional,
      // A rebilled invoice is named by the same numbers as the invoices themselves, but read as a text.
      attributes: rebills ? new Map([...optional.attributes, ['rebills', kept.texts(rebills)]]) : optional.attributes,
      count: kept.count,
      ids: kept.identifiers(table.texts('invoice_id')!),
      customer: kept.integers(customer),
      issued: kept.integers(issued),
      due: kept.integers(due),
      amount: kept.doubles(table.amounts('amount')!),
      disputed: disputedFlags(table, kept),
    },
    index,
    kept,
    conversions: money.conversions(table, kept, kept.integers(issued)),
  }
}

/** The due day by the invoice's terms, else its customer's; `noDay` if neither has any. */
function dueByTerms(table: ParsedTable, customers: LinkedCustomers): (row: number, customer: number) => Day {
  const issued = table.days('invoice_date')!
  const from = table.days('terms_from')
  const own = table.texts('terms')
  const ownByCode = own
    ? Array.from({ length: own.dictionary.length }, (_, code) => parseTerms(own.dictionary.at(code)!))
    : []
  const ofCustomer = customerTerms(customers.table)
  return (row, customer) => {
    const terms: Terms | null = ownByCode[own?.codes[row] ?? -1] ?? ofCustomer(customer)
    const start = from === undefined || from[row] === noDay ? issued[row]! : from[row]!
    return terms === null ? noDay : dueDay(start as Day, terms)
  }
}

function disputedFlags(table: ParsedTable, kept: KeptRows): Uint8Array {
  const flags = new Uint8Array(kept.count)
  const column = table.texts('disputed')
  if (column === undefined) return flags
  const byCode = Array.from({ length: column.dictionary.length }, (_, code) => flagOf(column.dictionary.at(code)!))
  for (let index = 0; index < kept.count; index++) {
    if (byCode[column.codes[kept.row(index)]!] === 'yes') flags[index] = 1
  }
  return flags
}
