import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let instance: Promise<DuckDBInstance> | undefined

/**
 * A connection to the one DuckDB of this process, which keeps nothing on disk. Whoever opens it closes it. Starting a
 * DuckDB takes longer than reading a small ledger, so all ledgers share one.
 */
export async function connectDuckDb(): Promise<DuckDBConnection> {
  instance ??= DuckDBInstance.create(':memory:', { memory_limit: '1GB' })
  const connection = await (await instance).connect()
  // Without a buffer of some size the readers wait for each chunk to be fetched, and use one core.
  await connection.run("SET streaming_buffer_size = '64MB'")
  return connection
}

/** Lets the DuckDB of this process go, for it has given up; the next connection is to a new one. */
export function forgetDuckDb(): void {
  instance = undefined
}
