import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll } from 'vitest'
import type { Reject } from '../../../../src/ledger/ledger-problem.js'
import type { RawSource } from '../../../../src/ledger/read/raw-source.js'
import { openSources } from '../../../../src/ledger/read/source/open-sources.js'
import { readSource } from '../../../../src/ledger/read/source/read-source.js'
import type { SourceOptions } from '../../../../src/ledger/read/source/source-options.js'

const root = mkdtempSync(join(tmpdir(), 'arlab-source-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let instance: DuckDBInstance
/** The one connection of a test file, as a ledger has one. */
export let connection: DuckDBConnection
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:')
  connection = await instance.connect()
})
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

let folders = 0

/** The path of a file, not yet written, in a new folder. */
export function newPath(name: string): string {
  const path = join(root, String(++folders), name)
  mkdirSync(dirname(path), { recursive: true })
  return path
}

/** Writes a file into a new folder and returns its path. */
export function written(name: string, content: string | Uint8Array): string {
  const path = newPath(name)
  writeFileSync(path, content)
  return path
}

/** All that a source gives. */
export interface ReadTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
  readonly lines: readonly number[]
  readonly rejects: readonly Reject[]
  readonly estimatedRows: number
  readonly spreadsheetDates: boolean
}

/** Streams a source to its end and closes it. */
export async function readToEnd(given: RawSource): Promise<ReadTable> {
  const { source, result, malformed } = await readSource(given, async ({ relation }) => {
    const reader = await connection.runAndReadAll(`SELECT * FROM ${relation}`)
    const rows = reader.getRows() as (string | null)[][]
    return { result: rows, rows: rows.length }
  })
  const lines = await source.linesOf(result.map((_, row) => row))
  source.close()
  const { columns, estimatedRows, spreadsheetDates } = source
  return { columns, rows: result, lines, rejects: malformed, estimatedRows, spreadsheetDates }
}

/** Opens a path that is one file and reads it to its end. */
export async function readPath(path: string, options: SourceOptions = {}): Promise<ReadTable> {
  const sources = await openSources(path, options, connection)
  if (sources.length !== 1) throw new Error(`${sources.length} sources instead of one`)
  return await readToEnd(sources[0]!)
}

/** Writes a file and reads it to its end. */
export async function read(
  name: string,
  content: string | Uint8Array,
  options: SourceOptions = {},
): Promise<ReadTable> {
  return await readPath(written(name, content), options)
}
