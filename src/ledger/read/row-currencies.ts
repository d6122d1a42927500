import { type Currency, currencyOf } from '../../money/currency.js'
import type { TableName } from '../canonical-tables.js'
import type { ParsedTable, ParsedTexts } from './parsed-table.js'

/** The codes of a table's text columns, as far as they are there. */
export type TextsOf = (column: string) => ParsedTexts | undefined

/**
 * Which currency each row's money is in: the row's own `currency`, else its invoice's, else its customer's, else the
 * ledger's. Tables are learnt in the order of reading, so that later ones can ask.
 */
export class RowCurrencies {
  readonly #byText = new Map<string, Currency>()
  #hasForeign = false
  /** By the number of the identifier; undefined where it is the ledger's own. */
  readonly #ofCustomer: (Currency | undefined)[] = []
  readonly #ofInvoice: (Currency | undefined)[] = []

  constructor(readonly reporting: Currency) {}

  /** Whether any table that was learnt names another currency than the ledger's. */
  get hasForeign(): boolean {
    return this.#hasForeign
  }

  /** The currency of a row of a table that may still be in reading. */
  of(table: TableName, texts: TextsOf, row: number): Currency {
    return (
      (table === 'adjustments' && this.#isRevaluation(texts('kind'), row) ? this.reporting : undefined) ??
      this.#stated(texts('currency'), row) ??
      (table === 'invoices' ? undefined : this.#known(this.#ofInvoice, texts('invoice_id'), row)) ??
      (table === 'customers' ? undefined : this.#known(this.#ofCustomer, texts('customer_id'), row)) ??
      this.reporting
    )
  }

  ofRow(table: ParsedTable, row: number): Currency {
    return this.of(table.name, (column) => table.texts(column), row)
  }

  /** Takes in what a table that was read says of its customers, its invoices, or itself. */
  learn(table: ParsedTable): void {
    const stated = table.texts('currency')
    if (stated === undefined && !this.#hasForeign) return
    const isForeign = (code: number) => stated!.dictionary.at(code)!.toUpperCase() !== this.reporting.code
    if (stated && Array.from({ length: stated.dictionary.length }, (_, code) => code).some(isForeign)) {
      this.#hasForeign = true
    }
    if (!this.#hasForeign) return
    const column = table.name === 'customers' ? 'customer_id' : table.name === 'invoices' ? 'invoice_id' : undefined
    if (column === undefined) return
    const known = table.name === 'customers' ? this.#ofCustomer : this.#ofInvoice
    const { codes } = table.texts(column)!
    for (let row = 0; row < table.rows; row++) {
      const currency = this.ofRow(table, row)
      if (currency.code !== this.reporting.code && codes[row]! >= 0) known[codes[row]!] = currency
    }
  }

  /** A revaluation is what the ledger's own currency makes of a balance. */
  #isRevaluation(column: ParsedTexts | undefined, row: number): boolean {
    return (
      column !== undefined && column.codes[row]! >= 0 && column.dictionary.at(column.codes[row]!) === 'fx_revaluation'
    )
  }

  #known(known: readonly (Currency | undefined)[], column: ParsedTexts | undefined, row: number): Currency | undefined {
    return column === undefined ? undefined : known[column.codes[row]!]
  }

  #stated(column: ParsedTexts | undefined, row: number): Currency | undefined {
    if (column === undefined || column.codes[row]! < 0) return undefined
    const text = column.dictionary.at(column.codes[row]!)!
    const before = this.#byText.get(text)
    if (before !== undefined) return before
    const currency = currencyOf(text.toUpperCase())
    if (currency !== null) this.#byText.set(text, currency)
    return currency ?? undefined
  }
}
