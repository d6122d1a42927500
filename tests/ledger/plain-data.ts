import type { LedgerData, TextColumn, TextList } from '../../src/ledger/ledger-data.js'
import { tableView, type ViewTable } from '../../src/ledger/table-view.js'

/** The texts of a list, which may be packed, as an array. */
export function texts(list: TextList): string[] {
  return Array.from({ length: list.length }, (_, row) => list.at(row)!)
}

/** The texts of a column by row; null where empty. */
export function columnTexts({ codes, values }: TextColumn): (string | null)[] {
  return Array.from(codes, (code) => (code < 0 ? null : values.at(code)!))
}

/**
 * All that a ledger, or one of its tables, holds as plain arrays and objects, which can be compared: however its texts
 * are packed and numbered.
 */
export function plainData(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Int32Array)
  if (Array.isArray(value)) return value.map(plainData)
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plainData(item)]))
  if (typeof value !== 'object' || value === null) return value
  if ('codes' in value && 'values' in value) return columnTexts(value as TextColumn)
  if ('at' in value && 'length' in value) return texts(value as TextList)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainData(item)]))
}

/** What a ledger says, without where its files lie. */
export function plainContent({ rejects, warnings, ...content }: LedgerData): unknown {
  return plainData(content)
}

/** The rows of a ledger's table as objects, without empty values. */
export function viewRows(ledger: LedgerData, table: ViewTable): Record<string, string | number>[] {
  const { rows, columns } = tableView(ledger, table)
  return Array.from({ length: rows }, (_, row) => {
    const values = columns.map(({ name, at }) => [name, at(row)] as const)
    return Object.fromEntries(values.filter((entry): entry is [string, string | number] => entry[1] !== null))
  })
}
