import type { DuckDBConnection } from '@duckdb/node-api'
import type { RawSource } from '../../raw-source.js'
import { connectDuckDb } from '../../shared-duckdb.js'
import { openSources } from '../../source/open-sources.js'
import type { GuessSample } from './guess-sample.js'

/** Rows of a file that a guess looks at. Enough to prove an order of dates; few enough to hold. */
export const guessRows = 20_000

/** A sample of a file, and whether there are more rows than it holds. */
export interface ReadSample {
  readonly sample: GuessSample
  readonly isCut: boolean
}

/** Reads the beginning of each file for a guess. An InputError says which file cannot be read, and why. */
export async function readSamples(files: readonly string[]): Promise<ReadSample[]> {
  const connection = await connectDuckDb()
  try {
    const samples: ReadSample[] = []
    for (const file of files) samples.push(await readFirst(file, connection))
    return samples
  } finally {
    connection.closeSync()
  }
}

/** Of a folder or a pattern the first file stands for all: they are of one shape. */
async function readFirst(file: string, connection: DuckDBConnection): Promise<ReadSample> {
  const opened = [...(await openSources(file, {}, connection))]
  try {
    const [first] = opened
    const rows = await firstRows(first!, connection).catch(async (error: unknown) => {
      const mended = await first!.recover(error)
      opened.push(mended)
      return await firstRows(mended, connection)
    })
    return {
      sample: { file, columns: first!.columns, rows: rows.slice(0, guessRows) },
      isCut: rows.length > guessRows,
    }
  } finally {
    for (const source of opened) source.close()
  }
}

async function firstRows(source: RawSource, connection: DuckDBConnection): Promise<(string | null)[][]> {
  const columns = source.columns.map((_, index) => `c${index}`).join(', ')
  const reader = await connection.runAndReadAll(`SELECT ${columns} FROM ${source.relation} LIMIT ${guessRows + 1}`)
  return reader.getRows() as (string | null)[][]
}
