import type { Cell } from './notebook-file.js'
import { isDiagnostic } from './tslab.js'

/** The first line of the error with which a cell was saved, by a run or by a front end; null if it was saved without one. */
export function savedError({ outputs = [] }: Cell): string | null {
  for (const output of outputs) {
    if (output.output_type === 'error') return firstLine(`${output.ename}: ${output.evalue}`)
  }
  // tslab sends no error, so a front end saves text: a complaint of TypeScript, or a line above the first of a trace.
  const text = outputs
    .map((output) => (output.output_type === 'stream' && output.name === 'stderr' ? output.text : ''))
    .join('')
  return isDiagnostic(text) ? firstLine(text) : (/^(.+)\n {4}at /m.exec(text)?.[1] ?? null)
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0]!
}
