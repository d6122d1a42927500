import type { OptionalColumns } from '../ledger-data.js'

/** No optional columns. */
export const emptyColumns: OptionalColumns = {
  attributes: new Map(),
  days: new Map(),
  amounts: new Map(),
  numbers: new Map(),
}
