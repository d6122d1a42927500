import { didYouMean } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import type { LedgerData, TextColumn, TextList } from '../ledger/ledger-data.js'
import type { Group } from './fact-table.js'

/** The groups of a ledger and the group of each of its rows. Group 0 is the total. */
export interface Grouping {
  readonly groups: readonly Group[]
  readonly ofInvoice: Int32Array
  readonly ofCustomer: Int32Array
  /** Whether every invoice is in the group of its customer. */
  readonly isByCustomer: boolean
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
  const ofCustomer = new Int32Array(customers.count)
  const ofInvoice = new Int32Array(invoices.count)
  if (by.length === 0) return { groups: [{}], ofInvoice, ofCustomer, isByCustomer: true }

  const attributes = by.map((attribute) => new GroupAttribute(ledger, attribute))
  const crossings = new Crossings(attributes)
  for (let row = 0; row < customers.count; row++) {
    ofCustomer[row] = crossings.number((attribute) => attribute.ofCustomer[row]!)
  }
  const isOfCustomer = attributes.every(({ ofInvoice: own }) => own === undefined)
  for (let row = 0; row < invoices.count; row++) {
    const customer = invoices.customer[row]!
    ofInvoice[row] = isOfCustomer
      ? ofCustomer[customer]!
      : crossings.number((attribute) => attribute.valueOf(row, customer))
  }
  const { groups, groupOf } = crossings.sorted(by)
  for (let row = 0; row < ofCustomer.length; row++) ofCustomer[row] = groupOf[ofCustomer[row]!]!
  for (let row = 0; row < ofInvoice.length; row++) ofInvoice[row] = groupOf[ofInvoice[row]!]!
  return { groups: [{}, ...groups], ofInvoice, ofCustomer, isByCustomer: isOfCustomer }
}

/** An attribute's values as numbers, so that rows are compared by numbers and not by texts. */
class GroupAttribute {
  readonly values: string[] = [noValue]
  readonly #numberOf = new Map<string, number>([[noValue, 0]])
  /** The value of each customer. */
  readonly ofCustomer: Int32Array
  /** The value that each invoice states for itself, −1 where it states none; undefined if no invoice does. */
  readonly ofInvoice: Int32Array | undefined

  constructor({ customers, invoices }: LedgerData, attribute: string) {
    const ids = attribute === 'customer_id' ? identityColumn(customers.ids) : customers.attributes.get(attribute)
    const numbers = ids ? this.#numbers(ids) : new Int32Array(customers.count).fill(-1)
    this.ofCustomer = numbers.map((number) => Math.max(0, number))
    const own = invoices.attributes.get(attribute)
    this.ofInvoice = own && this.#numbers(own)
  }

  valueOf(invoice: number, customer: number): number {
    const own = this.ofInvoice === undefined ? -1 : this.ofInvoice[invoice]!
    return own >= 0 ? own : this.ofCustomer[customer]!
  }

  #numbers({ codes, values }: TextColumn): Int32Array {
    const byCode = new Int32Array(values.length).fill(-1)
    return codes.map((code) => {
      if (code < 0) return -1
      if (byCode[code]! < 0) byCode[code] = this.#number(values.at(code)!)
      return byCode[code]!
    })
  }

  #number(text: string): number {
    const before = this.#numberOf.get(text)
    if (before !== undefined) return before
    this.#numberOf.set(text, this.values.length)
    return this.values.push(text) - 1
  }
}

function identityColumn(values: TextList): TextColumn {
  return { values, codes: Int32Array.from({ length: values.length }, (_, row) => row) }
}

/** The crossings of attributes that occur, numbered in the order of their first appearance. */
class Crossings {
  readonly #numberOf = new Map<number, number>()

  constructor(readonly attributes: readonly GroupAttribute[]) {}

  number(valueIn: (attribute: GroupAttribute) => number): number {
    let key = 0
    for (const attribute of this.attributes) key = key * attribute.values.length + valueIn(attribute)
    const before = this.#numberOf.get(key)
    if (before !== undefined) return before
    this.#numberOf.set(key, this.#numberOf.size)
    return this.#numberOf.size - 1
  }

  /** The groups in the order of their names, and the group (from 1) of each crossing. */
  sorted(by: readonly string[]): { groups: Group[]; groupOf: Int32Array } {
    const crossings = [...this.#numberOf].map(([key, number]) => {
      const texts = this.#texts(key)
      return { number, texts, name: JSON.stringify(texts) }
    })
    crossings.sort((a, b) => (a.name < b.name ? -1 : 1))
    const groupOf = new Int32Array(crossings.length)
    crossings.forEach(({ number }, index) => {
      groupOf[number] = index + 1
    })
    return {
      groups: crossings.map(({ texts }) =>
        Object.fromEntries(by.map((attribute, index) => [attribute, texts[index]!])),
      ),
      groupOf,
    }
  }

  #texts(key: number): string[] {
    const texts: string[] = []
    let rest = key
    for (const { values } of [...this.attributes].reverse()) {
      texts.unshift(values[rest % values.length]!)
      rest = Math.floor(rest / values.length)
    }
    return texts
  }
}
