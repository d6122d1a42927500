import type { Behavior } from '../../behavior/behavior.js'
import { InputError } from '../../document/input-error.js'
import type { Plan } from '../../engine/plan.js'
import { listByCell } from '../../facts/cell-lists.js'
import { type LedgerData, postingCode } from '../../ledger/ledger-data.js'
import { noDay } from '../../ledger/no-day.js'
import { openAmounts } from '../../ledger/open-amounts.js'
import { pickDoubles, pickIntegers, rowsWhere } from '../../ledger/pick-rows.js'
import type { CustomerGroups } from './customer-groups.js'

/**
 * The ledger's open invoices and unapplied cash as the engine begins with them. Throws an InputError that names
 * customers who owe money but are missing from the behaviour.
 */
export function openingInvoices(
  ledger: LedgerData | null,
  behavior: Behavior,
  grouped: CustomerGroups,
  keysOf: (ids: readonly string[]) => Uint32Array,
): Pick<Plan, 'opening' | 'unappliedCash'> {
  const unappliedCash = new Float64Array(grouped.groups.length)
  if (!ledger) return { opening: emptyOpening(behavior.customers.length), unappliedCash }
  const { invoices, customers, asOf } = ledger
  const open = openAmounts(ledger, asOf)
  const rows = rowsWhere(invoices.count, (row) => open[row] !== 0)

  const behaviorRow = new Map(behavior.customers.map((customer, row) => [customer.id, row]))
  const ofLedgerCustomer = Int32Array.from(
    { length: customers.count },
    (_, row) => behaviorRow.get(customers.ids.at(row)!) ?? -1,
  )
  const ofMissing = rows.filter((row) => ofLedgerCustomer[invoices.customer[row]!]! < 0)
  const missing = [...new Set(Array.from(ofMissing, (row) => customers.ids.at(invoices.customer[row]!)!))]
  if (missing.length > 0) {
    throw new InputError(
      `The behaviour lacks ${missing.length} of the customers who owe money (${missing.slice(0, 3).join(', ')}); ` +
        'fit it to this ledger, or add them to the behaviour file.',
    )
  }
  const disputedSince = new Map<number, number>()
  for (let row = 0; row < ledger.disputes.invoice.length; row++) {
    if (ledger.disputes.resolved[row] === noDay) {
      disputedSince.set(ledger.disputes.invoice[row]!, ledger.disputes.opened[row]!)
    }
  }
  for (let row = 0; row < ledger.unapplied.amount.length; row++) {
    const group = grouped.ofLedgerCustomer[ledger.unapplied.customer[row]!]!
    unappliedCash[0]! += ledger.unapplied.amount[row]!
    if (group > 0) unappliedCash[group]! += ledger.unapplied.amount[row]!
  }
  // Keys go by the ledger's order, so that an invoice's luck does not hang on how the behaviour lists its customers.
  const ids: string[] = []
  for (let index = 0; index < rows.length; index++) ids.push(invoices.ids.at(rows[index]!)!)
  const keys = keysOf(ids)
  const byCustomer = listByCell(
    rows.length,
    behavior.customers.length,
    (index) => ofLedgerCustomer[invoices.customer[rows[index]!]!]!,
  )
  const ordered = pickIntegers(rows, byCustomer.rows)
  const flags = (holds: (row: number) => boolean) => {
    const column = new Uint8Array(ordered.length)
    for (let index = 0; index < ordered.length; index++) if (holds(ordered[index]!)) column[index] = 1
    return column
  }
  return {
    opening: {
      start: byCustomer.start,
      key: Uint32Array.from(byCustomer.rows, (index) => keys[index]!),
      group: ordered.map((row) => grouped.ofInvoice[row]!),
      issued: ordered.map((row) => invoices.issued[row]! - asOf),
      due: ordered.map((row) => invoices.due[row]! - asOf),
      amount: pickDoubles(invoices.amount, ordered),
      open: pickDoubles(open, ordered),
      disputed: flags((row) => disputedSince.has(row)),
      disputeAge: ordered.map((row) => asOf - (disputedSince.get(row) ?? asOf)),
      partlyPaid: flags((row) => hasPayment(ledger, row)),
    },
    unappliedCash,
  }
}

function hasPayment({ postings }: LedgerData, row: number): boolean {
  for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
    if (postings.kind[posting] === postingCode.cash) return true
  }
  return false
}

function emptyOpening(customers: number): Plan['opening'] {
  return {
    start: new Int32Array(customers + 1),
    key: new Uint32Array(0),
    group: new Int32Array(0),
    issued: new Int32Array(0),
    due: new Int32Array(0),
    amount: new Float64Array(0),
    open: new Float64Array(0),
    disputed: new Uint8Array(0),
    disputeAge: new Int32Array(0),
    partlyPaid: new Uint8Array(0),
  }
}
