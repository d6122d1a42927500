import { InputError } from '../../../document/input-error.js'

/** What DuckDB says when it cannot read a file, as a sentence about the file. Other errors stay what they are. */
export function duckdbFault(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !/^(?:[A-Z][\w-]* )+Error: /.test(error.message)) return error
  if (error.message.startsWith('INTERRUPT')) return error
  const firstLine = error.message.split('\n')[0]!.replace(/\.$/, '')
  return new InputError(`${file}: the file cannot be read as a table: ${firstLine}.`)
}
