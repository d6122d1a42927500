import { parseTerms, type Terms } from '../../calendar/terms.js'
import type { CustomerTable } from '../ledger-data.js'
import type { ParsedTable } from '../read/parsed-table.js'
import { KeptRows } from './kept-rows.js'
import type { ParsedTables } from './parsed-tables.js'
import { RowIndex } from './row-index.js'

/** The customers of a ledger and where to find each. */
export interface LinkedCustomers {
  readonly table: CustomerTable
  readonly index: RowIndex
  /** What an orphan is told: the customers come from a table of their own or from the invoices. */
  readonly orphanReason: string
}

const optionalColumns = [
  'name',
  'segment',
  'division',
  'region',
  'salesperson',
  'collector',
  'terms',
  'currency',
  'credit_limit',
  'risk_score',
  'onboarded_on',
]

/** The customers of the customer table; without such a table, those that invoices name. */
export function linkCustomers(tables: ParsedTables): LinkedCustomers {
  return tables.customers ? ownCustomers(tables.customers) : customersOfInvoices(tables.invoices)
}

function ownCustomers(table: ParsedTable): LinkedCustomers {
  const index = RowIndex.byIdentifier(table, 'customer_id', 'the customer is there twice; identifiers must be unique')
  const kept = KeptRows.of(table)
  return {
    table: {
      count: kept.count,
      ids: kept.identifiers(table.texts('customer_id')!),
      ...kept.optional(table, optionalColumns),
    },
    index,
    orphanReason: 'this customer is not in the customer table, or was rejected there',
  }
}

function customersOfInvoices(invoices: ParsedTable): LinkedCustomers {
  const column = invoices.texts('customer_id')!
  const rows = new Int32Array(column.dictionary.length)
  const first: number[] = []
  for (let row = 0; row < invoices.rows; row++) {
    const code = column.codes[row]!
    if (!invoices.isAccepted(row) || rows[code]! > 0) continue
    rows[code] = first.push(row)
  }
  const kept = KeptRows.these(Int32Array.from(first))
  return {
    table: {
      count: kept.count,
      ids: kept.identifiers(column),
      attributes: new Map(),
      days: new Map(),
      amounts: new Map(),
      numbers: new Map(),
    },
    index: RowIndex.from(rows),
    orphanReason: 'this customer is not in the ledger: no invoice names it',
  }
}

/** The terms of each customer by row; null where it has none. */
export function customerTerms({ attributes, count }: CustomerTable): (row: number) => Terms | null {
  const column = attributes.get('terms')
  if (column === undefined || count === 0) return () => null
  const byCode = Array.from({ length: column.values.length }, (_, code) => parseTerms(column.values.at(code)!))
  return (row) => byCode[column.codes[row]!] ?? null
}
