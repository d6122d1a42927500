import type { Ledger } from '../ledger/ledger.js'
import { readTextTable } from '../ledger/read/read-text-table.js'
import { type ControlBalances, controlBalances } from '../quality/control/control-balances.js'

/** Reads the general ledger's balances of --control. An InputError says where the file is not sound. */
export async function readControl(file: string, { data }: Ledger): Promise<ControlBalances> {
  const { columns, values, rows, lineOf } = await readTextTable(file)
  const table = {
    file,
    columns,
    rows: Array.from({ length: rows }, (_, row) => values.map((column) => column[row] ?? null)),
    lineOf,
  }
  const attributes = [
    ...new Set(['customer_id', ...data.customers.attributes.keys(), ...data.invoices.attributes.keys()]),
  ]
  return controlBalances(table, { currency: data.currency, attributes })
}
