import type { TextColumn } from '../ledger-data.js'
import type { ParsedTables } from './parsed-tables.js'
import { textColumn } from './text-column.js'

/** The customers of a ledger and where to find each. */
export interface LinkedCustomers {
  readonly ids: string[]
  readonly rowOf: Map<string, number>
  readonly attributes: ReadonlyMap<string, TextColumn>
  /** Payment terms as text, where the customer has them. */
  readonly terms: readonly (string | null)[]
}

const customerAttributes = ['name', 'segment', 'division', 'region', 'salesperson', 'collector', 'terms']

/** The customers of the customer table; without such a table, those that invoices name. */
export function linkCustomers(tables: ParsedTables): LinkedCustomers {
  const table = tables.customers ?? tables.invoices
  const names = table.text('customer_id')
  const rowOf = new Map<string, number>()
  const ids: string[] = []
  const sourceRows: number[] = []
  for (let row = 0; row < table.rows; row++) {
    const id = names[row]
    if (!table.accepted[row] || !id) continue
    if (!rowOf.has(id)) {
      rowOf.set(id, ids.length)
      ids.push(id)
      sourceRows.push(row)
    } else if (tables.customers) {
      table.reject(row, 'customer_id', 'the customer is there twice; identifiers must be unique')
    }
  }
  const own = tables.customers
  const pick = (column: string) => sourceRows.map((row) => own?.text(column)[row] ?? null)
  const attributes = new Map(
    customerAttributes.filter((name) => own?.present.has(name)).map((name) => [name, textColumn(pick(name))] as const),
  )
  return { ids, rowOf, attributes, terms: pick('terms') }
}
