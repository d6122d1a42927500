import type { TableName } from '../canonical-tables.js'
import type { ParsedTable } from '../read/parsed-table.js'

/** The tables that were read; only invoices must be there. */
export type ParsedTables = Partial<Record<TableName, ParsedTable>> & { readonly invoices: ParsedTable }
