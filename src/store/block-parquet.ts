import { DOUBLE, type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, INTEGER } from '@duckdb/node-api'
import { sqlText } from '../document/sql-text.js'
import type { SimulatedFacts } from '../engine/run-plan.js'
import { type FactName, factColumn, factCount } from '../facts/columns.js'
import type { ReplicateBlock } from '../runtime/replicate-block.js'
import type { StoredPlan } from './fact-store.js'

/**
 * A DuckDB in memory for blocks. One thread: the same rows make the same bytes. Without its cache of files: a block is read a
 * few times, and memory must not grow with their number.
 */
export async function blockDatabase(): Promise<DuckDBInstance> {
  const settings = { threads: '1', memory_limit: '256MB', enable_external_file_cache: 'false' }
  return await DuckDBInstance.create(':memory:', settings)
}

/** Rows that DuckDB takes at once. */
const chunkRows = 2048

/** The columns that say what a row of facts is of: a replicate, a group and a month, each by its number. */
const placeColumns = ['replicate', 'group_number', 'month_number'] as const

/**
 * Writes a block of replicates as a Parquet file of one row for each replicate, group and month: their numbers and the
 * plan's facts. How many invoices and events it took stands in the file's metadata.
 */
export async function writeBlock(
  connection: DuckDBConnection,
  file: string,
  plan: StoredPlan,
  block: ReplicateBlock,
  { values, invoices, events }: SimulatedFacts,
): Promise<void> {
  const columns = [...placeColumns.map((name) => `${name} INTEGER`), ...plan.facts.map((fact) => `${fact} DOUBLE`)]
  await connection.run(`CREATE OR REPLACE TEMP TABLE block (${columns.join(', ')})`)
  const appender = await connection.createAppender('block')
  const types = [...placeColumns.map(() => INTEGER), ...plan.facts.map(() => DOUBLE)]
  const cells = plan.groups.length * plan.months.length
  const rows = block.count * cells
  for (let first = 0; first < rows; first += chunkRows) {
    const size = Math.min(chunkRows, rows - first)
    const chunk = DuckDBDataChunk.create(types, size)
    const fill = (column: number, at: (row: number) => number) => {
      const vector = chunk.getColumnVector(column)
      for (let row = 0; row < size; row++) vector.setItem(row, at(first + row))
      vector.flush()
    }
    fill(0, (row) => block.first + Math.floor(row / cells))
    fill(1, (row) => Math.floor((row % cells) / plan.months.length))
    fill(2, (row) => row % plan.months.length)
    plan.facts.forEach((fact, index) => {
      const column = factColumn[fact]
      fill(placeColumns.length + index, (row) => values[row * factCount + column]!)
    })
    appender.appendDataChunk(chunk)
  }
  appender.flushSync()
  appender.closeSync()
  await connection.run(
    `COPY block TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false,
       KV_METADATA {invoices: '${invoices}', events: '${events}'})`,
  )
}

/** Reads what `writeBlock` wrote. Throws if the file is not that block, as one that a full disk has cut. */
export async function readBlock(
  connection: DuckDBConnection,
  file: string,
  plan: StoredPlan,
  block: ReplicateBlock,
): Promise<SimulatedFacts> {
  const cells = plan.groups.length * plan.months.length
  const rows = block.count * cells
  const values = new Float64Array(rows * factCount)
  const facts: readonly FactName[] = plan.facts
  const result = await connection.stream(
    `SELECT ${[...facts, 'replicate'].join(', ')} FROM ${sqlText(file)} ORDER BY ${placeColumns.join(', ')}`,
  )
  let row = 0
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let index = 0; index < facts.length; index++) {
      const vector = chunk.getColumnVector(index)
      const column = factColumn[facts[index]!]
      for (let at = 0; at < chunk.rowCount; at++) values[(row + at) * factCount + column] = vector.getItem(at) as number
    }
    const replicate = chunk.getColumnVector(facts.length)
    for (let at = 0; at < chunk.rowCount; at++) {
      if (replicate.getItem(at) !== block.first + Math.floor((row + at) / cells)) {
        throw new Error('it holds other replicates than its name says')
      }
    }
    row += chunk.rowCount
  }
  if (row !== rows) throw new Error(`it holds ${row} rows in place of ${rows}`)
  const metadata = await connection.runAndReadAll(
    `SELECT key::VARCHAR, value::VARCHAR FROM parquet_kv_metadata(${sqlText(file)})`,
  )
  const counts = new Map(metadata.getRows() as [string, string][])
  const countOf = (name: string) => {
    const text = counts.get(name)
    if (text === undefined) throw new Error(`it does not say how many ${name} it took`)
    return Number(text)
  }
  return { values, invoices: countOf('invoices'), events: countOf('events') }
}
