import { InputError } from '../document/input-error.js'
import type { Ledger } from '../ledger/ledger.js'
import { readPlainRows } from '../ledger/read/read-plain-rows.js'
import { type ControlBalances, controlBalances } from '../quality/control/control-balances.js'

/** Reads the general ledger's balances of --control. An InputError says where the file is not sound. */
export async function readControl(file: string, { data }: Ledger): Promise<ControlBalances> {
  const table = await readPlainRows(file, (line, reason) => {
    throw new InputError(`${file}, line ${line}: ${reason}.`)
  })
  const attributes = [
    ...new Set(['customer_id', ...data.customers.attributes.keys(), ...data.invoices.attributes.keys()]),
  ]
  return controlBalances(table, { currency: data.currency, attributes })
}
