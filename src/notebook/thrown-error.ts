import { firstLine } from '../document/first-line.js'

/** What the text of a trace says was thrown: a name and a value as in nbformat's error output, and the first line of both in one. */
export interface ThrownError {
  readonly name: string
  readonly value: string
  readonly sentence: string
  /** The text without what Node puts before it. */
  readonly trace: string
}

/** Reads a trace, and nothing but a trace, as it stands on stderr. */
export function thrownError(text: string): ThrownError {
  // Node shows the line of a synchronous throw first; it is tslab's line, not the author's.
  const trace = text.replace(/^evalmachine\.<anonymous>:\d+\n[\s\S]*?\n *\^+\n\n?/, '')
  const head = trace.split(/\n {4}at /, 1)[0]!.trimEnd()
  const match = /^(?:Uncaught )?([A-Z][\w$]*)(?: \[\w+\])?(?:: ([\s\S]*))?$/.exec(head)
  const named = match !== null && head.length < trace.trimEnd().length
  const name = named ? match[1]! : 'ThrownValue'
  const value = named ? (match[2] ?? '') : head
  return { name, value, sentence: firstLine(value === '' ? name : `${name}: ${value}`), trace }
}
