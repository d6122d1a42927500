import type { Behavior } from '../behavior/behavior.js'
import { InputError } from '../document/input-error.js'
import type { Plan } from '../engine/plan.js'
import { type LedgerData, postingCode } from '../ledger/ledger-data.js'
import { noDay } from '../ledger/no-day.js'
import { openAmounts } from '../ledger/open-amounts.js'
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
  const rows: number[] = []
  for (let row = 0; row < invoices.count; row++) if (open[row] !== 0) rows.push(row)

  const behaviorRow = new Map(behavior.customers.map((customer, row) => [customer.id, row]))
  const missing = [...new Set(rows.map((row) => customers.ids.at(invoices.customer[row]!)!))].filter(
    (id) => !behaviorRow.has(id),
  )
  if (missing.length > 0) {
    throw new InputError(
      `The behaviour lacks ${missing.length} of the customers who owe money (${missing.slice(0, 3).join(', ')}); ` +
        'fit it to this ledger, or add them to the behaviour file.',
    )
  }
  const underDispute = new Set<number>()
  for (let row = 0; row < ledger.disputes.invoice.length; row++) {
    if (ledger.disputes.resolved[row] === noDay) underDispute.add(ledger.disputes.invoice[row]!)
  }
  for (let row = 0; row < ledger.unapplied.amount.length; row++) {
    const group = grouped.ofLedgerCustomer[ledger.unapplied.customer[row]!]!
    unappliedCash[0]! += ledger.unapplied.amount[row]!
    if (group > 0) unappliedCash[group]! += ledger.unapplied.amount[row]!
  }
  const ofLedgerCustomer = Int32Array.from(
    { length: customers.count },
    (_, row) => behaviorRow.get(customers.ids.at(row)!) ?? -1,
  )
  const customerOf = (row: number) => ofLedgerCustomer[invoices.customer[row]!]!
  // Keys go by the ledger's order, so that an invoice's luck does not hang on how the behaviour lists its customers.
  const keys = keysOf(rows.map((row) => invoices.ids.at(row)!))
  const keyOf = new Map(rows.map((row, index) => [row, keys[index]!]))
  rows.sort((a, b) => customerOf(a) - customerOf(b) || a - b)
  const start = new Int32Array(behavior.customers.length + 1)
  for (const row of rows) start[customerOf(row) + 1]! += 1
  for (let customer = 0; customer < behavior.customers.length; customer++) start[customer + 1]! += start[customer]!
  return {
    opening: {
      start,
      key: Uint32Array.from(rows, (row) => keyOf.get(row)!),
      customer: Int32Array.from(rows, customerOf),
      group: Int32Array.from(rows, (row) => grouped.ofInvoice[row]!),
      issued: Int32Array.from(rows, (row) => invoices.issued[row]! - asOf),
      due: Int32Array.from(rows, (row) => invoices.due[row]! - asOf),
      amount: Float64Array.from(rows, (row) => invoices.amount[row]!),
      open: Float64Array.from(rows, (row) => open[row]!),
      disputed: Uint8Array.from(rows, (row) => (underDispute.has(row) ? 1 : 0)),
      partlyPaid: Uint8Array.from(rows, (row) => (hasPayment(ledger, row) ? 1 : 0)),
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
    customer: new Int32Array(0),
    group: new Int32Array(0),
    issued: new Int32Array(0),
    due: new Int32Array(0),
    amount: new Float64Array(0),
    open: new Float64Array(0),
    disputed: new Uint8Array(0),
    partlyPaid: new Uint8Array(0),
  }
}
