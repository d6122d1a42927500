import { firstLine } from '../document/first-line.js'
import type { Cell } from './notebook-file.js'
import { thrownError } from './thrown-error.js'
import { isDiagnostic, uncaughtPrefix } from './tslab.js'

/**
 * The first line of the error with which a cell was saved; null if it was saved without one. `wasRun` says that a run of
 * AR Lab saved it, which writes an error down as such: whatever else is on stderr, the cell printed itself.
 */
export function savedError({ outputs = [] }: Cell, wasRun = false): string | null {
  for (const output of outputs) {
    if (output.output_type === 'error') return firstLine(`${output.ename}: ${output.evalue}`.trim())
  }
  const last = outputs.at(-1)
  if (wasRun || last?.output_type !== 'stream' || last.name !== 'stderr') return null
  // tslab sends no error, so a front end saves text. Of a cell of which TypeScript complains nothing runs, so there is no other
  // output; and a throw ends a cell, so what follows a trace shows that the error was caught and printed. An error that a cell
  // prints last of all cannot be told from one that was thrown.
  if (outputs.length === 1 && isDiagnostic(last.text)) return firstLine(last.text.trim())
  const trace = traceAtEnd(last.text)
  return trace === null ? null : thrownError(trace).sentence
}

/** The trace with which a text ends; null if it does not end with one. */
function traceAtEnd(text: string): string | null {
  const lines = text.trimEnd().split('\n')
  const frames = lines.map((line) => line.startsWith('    at '))
  // The properties of an error stand in braces below its frames.
  const last =
    lines.at(-1) === '}'
      ? lines.map((line, own) => frames[own]! && line.endsWith(' {')).lastIndexOf(true)
      : lines.length - 1
  if (last < 0 || !frames[last]) return null
  const firstFrame = frames.lastIndexOf(false, last) + 1
  if (firstFrame === 0) return null
  // Front ends join what a cell prints with the trace after it: the message begins at its name, below any earlier trace.
  const message = lines
    .slice(frames.lastIndexOf(true, firstFrame - 1) + 1, firstFrame)
    .map((line) => line.replace(uncaughtPrefix, ''))
  const head = heads.map((pattern) => message.findIndex((line) => pattern.test(line))).find((index) => index >= 0)
  return [...message.slice(head ?? -1), ...lines.slice(firstFrame, last + 1)].join('\n')
}

/** How the first line of an error looks, what is more certain first. */
const heads = [/^(?:Uncaught )?[A-Z][\w$]*(?:Error|Exception)(?: \[\w+\])?(?:: |$)/, /^[A-Z][\w$]*(?:: |$)/]
