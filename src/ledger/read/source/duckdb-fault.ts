import { InputError } from '../../../document/input-error.js'
import { shortText } from '../../../document/visible-text.js'
import { forgetDuckDb } from '../shared-duckdb.js'

/** What DuckDB made of a file that it could not read. A mended copy may go better; see `openLedger`. */
export class DuckDbFault extends InputError {}

/**
 * What DuckDB says when it cannot read a file, as a sentence about the file. Other errors stay what they are. Where an
 * assertion of its own failed, DuckDB refuses all work from then on, so the one that is shared is let go.
 */
export function duckdbFault(file: string, error: unknown): unknown {
  if (error instanceof InputError || !isOfDuckDb(error)) return error
  if (/^(?:INTERNAL|FATAL) Error: /.test(error.message)) forgetDuckDb()
  const firstLine = error.message.split('\n')[0]!.replace(/\.$/, '')
  return new DuckDbFault(`${file}: the file cannot be read as a table: ${shortText(firstLine, 250)}.`)
}

function isOfDuckDb(error: unknown): error is Error {
  return (
    error instanceof Error && /^(?:[A-Z][\w-]* )+Error: /.test(error.message) && !error.message.startsWith('INTERRUPT')
  )
}
