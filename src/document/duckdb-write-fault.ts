/** What the system said when DuckDB could not write, as Node would have put it; any other error as it is. */
export function duckdbWriteFault(error: unknown): unknown {
  const said = /^IO Error: Could not write .*: ([^:]+)$/s.exec((error as Error).message)
  return said ? Object.assign(new Error(said[1]!.toLowerCase(), { cause: error }), { syscall: 'write' }) : error
}
