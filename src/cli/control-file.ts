import type { Ledger } from '../ledger/ledger.js'
import { readSmallTable } from '../ledger/read/read-small-table.js'
import { type ControlBalances, controlBalances } from '../quality/control/control-balances.js'

/** Reads the general ledger's balances of --control. An InputError says where the file is not sound. */
export async function readControl(file: string, { data }: Ledger): Promise<ControlBalances> {
  const attributes = [
    ...new Set(['customer_id', ...data.customers.attributes.keys(), ...data.invoices.attributes.keys()]),
  ]
  return controlBalances(await readSmallTable(file), { currency: data.currency, attributes })
}
