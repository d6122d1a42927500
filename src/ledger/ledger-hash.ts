import { createHash } from 'node:crypto'
import { canonicalTables } from './canonical-tables.js'
import type { LedgerData, OptionalColumns, TextColumn, TextList } from './ledger-data.js'

const known = new WeakMap<LedgerData, string>()

/** Texts are hashed some thousand at a time, so that a large ledger never becomes one text. */
const textsAtOnce = 4096

/**
 * SHA-256 of what a ledger says: the same content gives the same hash, whether it was read from CSV, Parquet or a
 * mapping. Computed when it is first asked for.
 */
export function ledgerHash(ledger: LedgerData): string {
  const before = known.get(ledger)
  if (before !== undefined) return before
  const hash = createHash('sha256')
  const add = (name: string, column: Int32Array | Float64Array | Uint8Array) => {
    hash.update(`\n${name} ${column.length}\n`)
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
  }
  const addTexts = (name: string, list: TextList) => {
    hash.update(`\n${name} ${list.length}\n`)
    for (let first = 0; first < list.length; first += textsAtOnce) {
      const count = Math.min(textsAtOnce, list.length - first)
      hash.update(JSON.stringify(Array.from({ length: count }, (_, index) => list.at(first + index))))
    }
  }
  /** By first appearance in the rows, so that the numbers of a dictionary do not matter. */
  const addTextColumn = (name: string, { codes, values }: TextColumn) => {
    const renumbered = new Int32Array(values.length).fill(-1)
    const used: string[] = []
    add(
      name,
      codes.map((code) => {
        if (code < 0) return -1
        if (renumbered[code]! < 0) renumbered[code] = used.push(values.at(code)!) - 1
        return renumbered[code]!
      }),
    )
    addTexts(name, used)
  }
  const addOptional = (table: keyof typeof canonicalTables, columns: OptionalColumns) => {
    for (const name of Object.keys(canonicalTables[table])) {
      const text = columns.attributes.get(name)
      if (text) addTextColumn(`${table}.${name}`, text)
      const numbers = columns.days.get(name) ?? columns.amounts.get(name) ?? columns.numbers.get(name)
      if (numbers) add(`${table}.${name}`, numbers)
    }
  }
  const { customers, invoices, postings, payments, applications, adjustments, disputes, activities, surveys } = ledger
  hash.update(`${ledger.currency.code} ${ledger.asOf}`)
  addTexts('customers', customers.ids)
  addOptional('customers', customers)
  addTexts('invoices', invoices.ids)
  add('customer', invoices.customer)
  add('issued', invoices.issued)
  add('due', invoices.due)
  add('amount', invoices.amount)
  add('disputed', invoices.disputed)
  addOptional('invoices', invoices)
  add('start', postings.start)
  add('day', postings.day)
  add('kind', postings.kind)
  add('amount', postings.amount)
  add('source', postings.source)
  addTexts('payments', payments.ids)
  add('customer', payments.customer)
  add('day', payments.day)
  add('amount', payments.amount)
  addOptional('payments', payments)
  add('applications', applications.payment)
  addTexts('adjustments', adjustments.ids)
  addOptional('adjustments', adjustments)
  addTexts('disputes', disputes.ids)
  add('invoice', disputes.invoice)
  add('opened', disputes.opened)
  add('resolved', disputes.resolved)
  add('amount', disputes.amount)
  addOptional('disputes', disputes)
  addTexts('activities', activities.ids)
  add('customer', activities.customer)
  add('invoice', activities.invoice)
  add('day', activities.day)
  addOptional('activities', activities)
  add('surveys', surveys.customer)
  add('day', surveys.day)
  add('score', surveys.score)
  const text = hash.digest('hex')
  known.set(ledger, text)
  return text
}
