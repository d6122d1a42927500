import { type CanonicalTable, canonicalTables, type TableName } from '../ledger/canonical-tables.js'
import type { LedgerData, OptionalColumns, TextColumn, TextList } from '../ledger/ledger-data.js'
import { textAt } from '../ledger/text-at.js'
import { NameFinder } from './name-finder.js'
import { pseudonymsOf } from './pseudonyms.js'

export interface RedactOptions {
  /** The secret that pseudonyms are made with; the same key gives the same pseudonyms in every run and file. */
  readonly key: string
  /** Also replaces customers' identifiers. */
  readonly ids?: boolean
}

/** Customer identifiers shorter than this are no names to look for in other texts: `12` would be everywhere. */
const shortestIdInText = 4

/**
 * The ledger with every customer's name replaced by a pseudonym made from the customer's identifier, `Customer 7F3A-2C9K`; with
 * `ids` also the identifier itself, `C-7F3A-2C9K`. Where a name stands as whole words in another text (a reason, an outcome), it
 * is replaced there too. Nothing else changes: salespeople, collectors, identifiers of invoices and payments stay.
 */
export function redactLedger(ledger: LedgerData, options: RedactOptions): LedgerData {
  const { customers } = ledger
  const ids = Array.from({ length: customers.count }, (_, row) => customers.ids.at(row)!)
  const codes = pseudonymsOf(ids, options.key)
  const nameOf = (id: string) => `Customer ${codes.get(id)!}`
  const names = customers.attributes.get('name')

  const finder = new NameFinder()
  // Of customers with the same name the one with the least identifier stands for it in texts, whatever their order.
  const rows = Array.from(ids.keys()).sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1))
  for (const row of rows) {
    const name = names ? textAt(names, row) : null
    if (name !== null) finder.add(name, nameOf(ids[row]!))
  }
  if (options.ids) for (const id of ids) if (id.length >= shortestIdInText) finder.add(id, `C-${codes.get(id)!}`)

  const texts = <Table extends OptionalColumns>(name: TableName, table: Table): Table => ({
    ...table,
    attributes: redactTexts(canonicalTables[name], table.attributes, finder),
  })
  const redacted = texts('customers', customers)
  const attributes = new Map(redacted.attributes)
  if (names) attributes.set('name', columnOf(ids.map((id, row) => (textAt(names, row) === null ? null : nameOf(id)))))
  return {
    ...ledger,
    customers: {
      ...redacted,
      attributes,
      ids: options.ids ? ids.map((id) => `C-${codes.get(id)!}`) : customers.ids,
    },
    invoices: texts('invoices', ledger.invoices),
    payments: texts('payments', ledger.payments),
    adjustments: texts('adjustments', ledger.adjustments),
    disputes: texts('disputes', ledger.disputes),
    activities: texts('activities', ledger.activities),
    // What is wrong with rows of the files is told in their own words, names included.
    rejects: [],
  }
}

/** Free texts only: where values are from a list, or are identifiers, a word that is also a name means something else. */
function redactTexts(
  schema: CanonicalTable,
  attributes: ReadonlyMap<string, TextColumn>,
  finder: NameFinder,
): Map<string, TextColumn> {
  return new Map(
    [...attributes].map(([name, column]) => {
      const known = schema[name]
      const isFree = known === undefined || (known.kind === 'text' && known.oneOf === undefined)
      return [name, isFree ? { codes: column.codes, values: redactList(column.values, finder) } : column] as const
    }),
  )
}

/** Each distinct text is looked through once, when it is first asked for. */
function redactList(values: TextList, finder: NameFinder): TextList {
  const known = new Map<number, string>()
  return {
    length: values.length,
    at: (code) => {
      const found = known.get(code)
      if (found !== undefined) return found
      const text = values.at(code)
      if (text === undefined) return undefined
      const redacted = finder.replaceIn(text)
      known.set(code, redacted)
      return redacted
    },
  }
}

function columnOf(texts: readonly (string | null)[]): TextColumn {
  const codeOf = new Map<string, number>()
  const codes = Int32Array.from(texts, (text) => {
    if (text === null) return -1
    const code = codeOf.get(text) ?? codeOf.size
    codeOf.set(text, code)
    return code
  })
  return { codes, values: [...codeOf.keys()] }
}
