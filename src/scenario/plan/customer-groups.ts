import type { Behavior } from '../../behavior/behavior.js'
import { didYouMean } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import type { Group } from '../../facts/fact-table.js'
import { groupLedger } from '../../facts/ledger-groups.js'
import type { LedgerData } from '../../ledger/ledger-data.js'

/** The result groups and the group of each of the behaviour's customers and of the ledger's invoices. */
export interface CustomerGroups {
  readonly groups: readonly Group[]
  readonly ofCustomer: Int32Array
  readonly ofInvoice: Int32Array
  /** The group of each of the ledger's own customers, in the behaviour or not. */
  readonly ofLedgerCustomer: Int32Array
}

/** Groups as the ledger groups them, so that past and future share their rows; by behaviour's attributes without one. */
export function groupCustomers(behavior: Behavior, ledger: LedgerData | null, by: readonly string[]): CustomerGroups {
  if (ledger) {
    const grouping = groupLedger(ledger, by)
    const rowOf = new Map(
      Array.from({ length: ledger.customers.count }, (_, row) => [ledger.customers.ids.at(row)!, row]),
    )
    const ofCustomer = Int32Array.from(behavior.customers, (customer) => {
      const row = rowOf.get(customer.id)
      if (by.length > 0 && row === undefined) {
        throw new InputError(`The behaviour's customer ${customer.id} is not in the ledger, so it has no group.`)
      }
      return row === undefined ? 0 : grouping.ofCustomer[row]!
    })
    const { groups, ofInvoice, ofCustomer: ofLedgerCustomer } = grouping
    return { groups, ofCustomer, ofInvoice, ofLedgerCustomer }
  }
  const known = [...new Set(behavior.customers.flatMap((customer) => Object.keys(customer.attributes)))]
  const unknown = by.find((attribute) => !known.includes(attribute))
  if (unknown !== undefined) {
    throw new InputError(`"${unknown}" is no attribute of the behaviour's customers.${didYouMean(unknown, known)}`)
  }
  const keyOf = (customer: Behavior['customers'][number]) =>
    JSON.stringify(by.map((attribute) => customer.attributes[attribute] ?? '(none)'))
  const keys = by.length === 0 ? [] : [...new Set(behavior.customers.map(keyOf))].sort()
  const groups = keys.map((key) => {
    const values = JSON.parse(key) as string[]
    return Object.fromEntries(by.map((attribute, index) => [attribute, values[index]!]))
  })
  return {
    groups: [{}, ...groups],
    ofCustomer: Int32Array.from(behavior.customers, (customer) => keys.indexOf(keyOf(customer)) + 1),
    ofInvoice: new Int32Array(0),
    ofLedgerCustomer: new Int32Array(0),
  }
}
