import { rmSync, statSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { duckdbWriteFault } from '../document/duckdb-write-fault.js'
import { sqlName, sqlText } from '../document/sql-text.js'
import { csvChunks } from './csv-chunks.js'
import type { ExportColumn, ExportTable, RowProgress } from './export-table.js'
import { writeChunks } from './write-chunks.js'

/**
 * Writes a table as Parquet and gives its size in bytes: identifiers and texts VARCHAR, days DATE, money DECIMAL(18, the
 * currency's decimals), counts BIGINT, other numbers DOUBLE. The rows go through a CSV file of DuckDB's own beside it,
 * `staging`, which is removed again: so neither memory nor exactness depends on how many there are.
 */
export async function writeParquet(
  file: string,
  staging: string,
  table: ExportTable,
  onRows?: RowProgress,
): Promise<number> {
  try {
    // A line break in a quoted text is what readers of CSV in parallel trip over.
    let breaks = false
    const chunks = csvChunks(
      staged(table, () => (breaks = true)),
      { raw: true, ...(onRows ? { onRows } : {}) },
    )
    await writeChunks(staging, chunks)
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    try {
      const types = [...table.columns, null].map((_, index) => `'c${index}': 'VARCHAR'`).join(', ')
      const columns = table.columns.map(
        (column, index) => `CAST(c${index} AS ${sqlType(column, table.currency.decimals)}) AS ${sqlName(column.name)}`,
      )
      await connection.run(
        `COPY (SELECT ${columns.join(', ')} FROM read_csv(${sqlText(staging)}, auto_detect = false, header = true, delim = ',',
           quote = '"', escape = '"', new_line = '\\n', nullstr = '', allow_quoted_nulls = false, parallel = ${!breaks},
           max_line_size = 33554432, columns = {${types}}))
         TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`,
      )
    } catch (error) {
      throw duckdbWriteFault(error)
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
  } finally {
    rmSync(staging, { force: true })
  }
  return statSync(file).size
}

/** The same table with a last column more, so that no line is blank; `onBreak` is told of every text with a line break. */
function staged(table: ExportTable, onBreak: () => void): ExportTable {
  const columns = table.columns.map((column): ExportColumn => {
    if (column.kind !== 'text' && column.kind !== 'identifier') return column
    return {
      ...column,
      at: (row) => {
        const text = column.at(row)
        if (text !== null && /[\r\n]/.test(text)) onBreak()
        return text
      },
    }
  })
  return { ...table, columns: [...columns, { name: 'end', kind: 'integer', at: () => 0 }] }
}

function sqlType({ kind }: ExportColumn, decimals: number): string {
  switch (kind) {
    case 'identifier':
    case 'text':
      return 'VARCHAR'
    case 'date':
      return 'DATE'
    case 'amount':
      return `DECIMAL(18, ${decimals})`
    case 'integer':
      return 'BIGINT'
    case 'number':
      return 'DOUBLE'
    default:
      return kind satisfies never
  }
}
