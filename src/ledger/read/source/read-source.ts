import type { Reject } from '../../ledger-problem.js'
import type { RawSource } from '../raw-source.js'

/** What came of streaming a source to its end. */
export interface SourceRead<T> {
  /** The source that was read to its end: the one given, or the one that took its place. To be closed. */
  readonly source: RawSource
  readonly result: T
  /** The records that are no rows. */
  readonly malformed: readonly Reject[]
}

/**
 * Streams a source with `stream`, which must read the whole relation and say how many rows came. Where DuckDB lost its
 * way in the file (mixed line ends, quotes that are not closed), `stream` is called once more, for a mended copy, and
 * must begin anew. An InputError says why a file cannot be read at all; the source is closed then.
 */
export async function readSource<T>(
  given: RawSource,
  stream: (source: RawSource) => Promise<{ readonly result: T; readonly rows: number }>,
): Promise<SourceRead<T>> {
  let source = given
  for (;;) {
    try {
      const { result, rows } = await stream(source)
      return { source, result, malformed: await source.malformed(rows) }
    } catch (error) {
      source = await source.recover(error)
    }
  }
}
