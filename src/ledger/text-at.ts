import type { TextColumn } from './ledger-data.js'

/** The text of a row; null where it is empty. */
export function textAt({ codes, values }: TextColumn, row: number): string | null {
  return codes[row]! < 0 ? null : (values.at(codes[row]!) ?? null)
}
