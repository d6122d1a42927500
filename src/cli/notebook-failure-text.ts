import type { NotebookRun } from '../notebook/run/run-notebook.js'

/** A failed run in words: which cell, why, its source with line numbers, and its trace. */
export function failureText(run: Pick<NotebookRun, 'cells' | 'failure'>): string {
  const { failure } = run
  if (!failure) return 'The notebook did not run to its end.'
  return [
    `Cell ${failure.cell} of ${run.cells} failed: ${failure.reason}`,
    numberedSource(failure.source, failure.line),
    ...(failure.trace.trim() === '' ? [] : ['', indented(failure.trace)]),
  ].join('\n')
}

/** Source with its line numbers, and a mark at the line that failed, if that is known. */
function numberedSource(source: string, failing: number | undefined): string {
  const lines = source.trimEnd().split('\n')
  const width = String(lines.length).length
  return lines
    .map((line, index) => {
      const number = String(index + 1).padStart(width)
      return `  ${index + 1 === failing ? '>' : ' '} ${number}  ${line}`.trimEnd()
    })
    .join('\n')
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`.trimEnd())
    .join('\n')
}
