import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let instance: Promise<DuckDBInstance> | undefined

/**
 * A connection to the one DuckDB of this process, which keeps nothing on disk. Whoever opens it closes it. Starting a
 * DuckDB takes longer than reading a small ledger, so all ledgers share one.
 */
export async function connectDuckDb(): Promise<DuckDBConnection> {
  instance ??= DuckDBInstance.create(':memory:', { memory_limit: '1GB' })
  return await (await instance).connect()
}

/** What DuckDB may read ahead, in all. With less its threads wait for each chunk to be fetched; more is only more memory. */
const readAheadMegabytes = 64

/** Gives a connection its share in what is read ahead, where so many large tables are streamed at the same time. */
export async function shareReadAhead(connection: DuckDBConnection, tables: number): Promise<void> {
  await connection.run(`SET streaming_buffer_size = '${Math.ceil(readAheadMegabytes / tables)}MB'`)
}

/** Lets the DuckDB of this process go, for it has given up; the next connection is to a new one. */
export function forgetDuckDb(): void {
  instance = undefined
}
