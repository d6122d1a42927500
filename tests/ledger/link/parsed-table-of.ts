import { ParsedTable, type ParsedTexts } from '../../../src/ledger/read/parsed-table.js'
import { TextDictionary } from '../../../src/ledger/text/text-dictionary.js'
import { currencyOf } from '../../../src/money/currency.js'

/** A parsed table of payments with the given texts by column; '' is empty. Rows can be rejected, but have no lines. */
export function parsedTableOf(
  columns: Readonly<Record<string, readonly string[]>>,
  dictionaryOf: (column: string) => TextDictionary = () => new TextDictionary(),
): ParsedTable {
  const texts = new Map<string, ParsedTexts>()
  for (const [name, values] of Object.entries(columns)) {
    const dictionary = dictionaryOf(name)
    const codes = Int32Array.from(values, (value) => (value === '' ? -1 : dictionary.addText(value)))
    texts.set(name, { codes, dictionary })
  }
  const rows = Object.values(columns)[0]?.length ?? 0
  return new ParsedTable('payments', rows, [], new Set(Object.keys(columns)), currencyOf('USD')!, {
    texts,
    days: new Map(),
    amounts: new Map(),
    numbers: new Map(),
  })
}
