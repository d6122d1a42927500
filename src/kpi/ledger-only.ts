import { type NotDefined, notDefined } from './kpi.js'

/** A KPI that needs single invoices and customers, which a simulation does not keep. */
export function ledgerOnly(what: string): NotDefined {
  return notDefined(`it needs ${what} one by one, which only a ledger has; a simulation keeps sums`)
}
