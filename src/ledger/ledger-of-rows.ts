import { assumedCurrency, currencyOf } from '../money/currency.js'
import { type TableName, tableNames } from './canonical-tables.js'
import { Ledger } from './ledger.js'
import { linkTables } from './link/build-ledger.js'
import type { ParsedTables } from './link/parsed-tables.js'
import { RowCurrencies } from './read/row-currencies.js'
import { type LedgerRow, tableOfRows } from './read/table-of-rows.js'
import { sharedIdentifiers } from './text/shared-identifiers.js'
import { TextDictionary } from './text/text-dictionary.js'

/** Tables as rows in memory; of them only invoices must be there. An empty table is none. */
export type LedgerRows = Readonly<Partial<Record<TableName, readonly LedgerRow[]>>> & {
  readonly invoices: readonly LedgerRow[]
}

/**
 * A small ledger of rows that a program has made, at once and without a file; the rules are those of `openLedger`. Money is in
 * US dollars. Throws a RangeError if any row cannot be used, for such rows are a mistake of the program.
 */
export function ledgerOfRows(rows: LedgerRows): Ledger {
  const currency = currencyOf(assumedCurrency)!
  const shared = new Map<string, TextDictionary>()
  const dictionaryOf = (column: string) => {
    const kind = sharedIdentifiers[column]
    const dictionary = (kind === undefined ? undefined : shared.get(kind)) ?? new TextDictionary()
    if (kind !== undefined) shared.set(kind, dictionary)
    return dictionary
  }
  const parsed: Partial<Record<TableName, ReturnType<typeof tableOfRows>>> = {}
  for (const name of tableNames) {
    const own = rows[name] ?? []
    if (own.length > 0) parsed[name] = tableOfRows(name, own, currency, dictionaryOf)
  }
  if (parsed.invoices === undefined) throw new RangeError('a ledger needs invoices')
  const tables = { ...parsed, invoices: parsed.invoices } satisfies ParsedTables
  const finish = linkTables(tables, { currencies: new RowCurrencies(currency), warnings: [] })
  const refused = Object.values(tables).find((table) => table.rejectedCount > 0)
  if (refused !== undefined) throw new RangeError(`${refused.rejectedCount} rows of ${refused.name} cannot be used`)
  return new Ledger(finish([]))
}
