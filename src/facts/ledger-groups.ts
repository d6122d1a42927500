import { didYouMean } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import type { LedgerData, TextColumn } from '../ledger/ledger-data.js'
import { textAt as ledgerTextAt } from '../ledger/table-view.js'
import type { Group } from './fact-table.js'

/** The groups of a ledger and the group of each of its rows. Group 0 is the total. */
export interface Grouping {
  readonly groups: readonly Group[]
  readonly ofInvoice: Int32Array
  readonly ofCustomer: Int32Array
}

/** What a group is called where the attribute is empty. */
const noValue = '(none)'

/**
 * Groups invoices and customers by attributes. An invoice's own attribute (its salesperson on the day) goes before
 * its customer's. Groups come in the order of their names. Throws an InputError for an attribute the ledger lacks.
 */
export function groupLedger(ledger: LedgerData, by: readonly string[]): Grouping {
  const { customers, invoices } = ledger
  const known = [...new Set(['customer_id', ...customers.attributes.keys(), ...invoices.attributes.keys()])]
  const unknown = by.find((attribute) => !known.includes(attribute))
  if (unknown !== undefined) {
    throw new InputError(
      `"${unknown}" is no attribute of this ledger's customers or invoices.${didYouMean(unknown, known)}`,
    )
  }
  if (by.length === 0) {
    return {
      groups: [{}],
      ofInvoice: new Int32Array(invoices.count),
      ofCustomer: new Int32Array(customers.count),
    }
  }
  const customerText = (attribute: string, row: number) =>
    attribute === 'customer_id' ? customers.ids.at(row)! : textAt(customers.attributes.get(attribute), row)
  const customerKeys = Array.from({ length: customers.count }, (_, row) =>
    JSON.stringify(by.map((attribute) => customerText(attribute, row) ?? noValue)),
  )
  const invoiceKeys = Array.from({ length: invoices.count }, (_, row) => {
    const customer = invoices.customer[row]!
    if (!by.some((attribute) => invoices.attributes.has(attribute))) return customerKeys[customer]!
    const texts = by.map(
      (attribute) => textAt(invoices.attributes.get(attribute), row) ?? customerText(attribute, customer),
    )
    return JSON.stringify(texts.map((text) => text ?? noValue))
  })
  const keys = [...new Set([...customerKeys, ...invoiceKeys])].sort()
  const groupOf = new Map(keys.map((key, index) => [key, index + 1]))
  const groups = keys.map((key) => {
    const texts = JSON.parse(key) as string[]
    return Object.fromEntries(by.map((attribute, index) => [attribute, texts[index]!]))
  })
  return {
    groups: [{}, ...groups],
    ofInvoice: Int32Array.from(invoiceKeys, (key) => groupOf.get(key)!),
    ofCustomer: Int32Array.from(customerKeys, (key) => groupOf.get(key)!),
  }
}

function textAt(column: TextColumn | undefined, row: number): string | null {
  return column ? ledgerTextAt(column, row) : null
}
