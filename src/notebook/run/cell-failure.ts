import { firstLine } from '../../document/first-line.js'
import { cellLine } from '../cell-line.js'
import { thrownError } from '../thrown-error.js'
import { diagnostic, isDiagnostic, isInterruptTrace, isModuleCell } from '../tslab.js'
import type { CellEvent } from './cell-events.js'

/** How the run of a cell ended. `how` is a phrase such as `ended with exit code 3`. */
export type CellEnd =
  | { readonly kind: 'reply'; readonly status: string }
  | { readonly kind: 'timeout'; readonly seconds: number }
  | { readonly kind: 'death'; readonly how: string; readonly stderr: string }
  | { readonly kind: 'flood'; readonly pieces: number }
  | { readonly kind: 'interrupt' }

/** Why a cell failed: a name and a value as in nbformat's error output, one sentence, and the trace if there is one. */
export interface CellFailure {
  readonly name: string
  readonly value: string
  readonly reason: string
  readonly trace: string
  /** The line of the cell's source, from 1, where that is known. */
  readonly line?: number
}

/** A cell's verdict, and its events without the trace, which is part of the failure. */
export interface Verdict {
  readonly events: readonly CellEvent[]
  readonly failure?: CellFailure
}

/**
 * Decides whether a cell failed. It fails if the kernel says so, if TypeScript complains, if an error surfaces that
 * nobody caught, or if the cell doesn't end. What the cell itself prints on stderr is no failure. `count` is the cell's
 * place in the order of execution, from 1, by which traces name it.
 */
export function judgeCell(source: string, events: readonly CellEvent[], end: CellEnd, count: number): Verdict {
  switch (end.kind) {
    case 'reply':
      return judgeReply(source, events, end.status, count)
    case 'timeout':
      return stopped(events, 'Timeout', `the cell did not end within ${end.seconds} s`)
    case 'flood':
      return stopped(events, 'TooMuchOutput', `the cell sent more than ${end.pieces} pieces of output`)
    case 'interrupt':
      return stopped(events, 'Interrupted', 'the run was interrupted')
    case 'death':
      return stopped(events, 'KernelDied', `the kernel ${end.how}`, end.stderr)
    default:
      return end satisfies never
  }
}

function stopped(events: readonly CellEvent[], name: string, value: string, trace = ''): Verdict {
  const own = events.filter((event) => !(isErrorText(event) && isInterruptTrace(event.text)))
  return { events: own, failure: { name, value, reason: value, trace } }
}

function judgeReply(source: string, events: readonly CellEvent[], status: string, count: number): Verdict {
  const errors = events.filter(isErrorText)
  const complaints = errors.filter((event) => isDiagnostic(event.text))
  // Nothing of a cell with a type error runs, so all on its stderr is TypeScript's; a module cell never runs at all.
  if (complaints.length > 0 && (isModuleCell(source) || (status !== 'ok' && complaints.length === errors.length))) {
    const trace = complaints.map((event) => event.text).join('')
    const value = firstLine(trace)
    const reason = `TypeScript error at ${value}`
    // Where another file is named, the line is not one of the cell; a module cell is such a file itself.
    const place = isModuleCell(source) ? diagnostic : /^(\d+):\d+ - /
    const failure = { name: 'TypeScriptError', value, reason, trace, ...lineIn(place, trace) }
    return { events: events.filter((event) => !complaints.some((complaint) => complaint === event)), failure }
  }
  if (status !== 'ok') {
    // tslab prints the trace last, right before the reply.
    const last = errors.at(-1)
    if (last) return { events: events.filter((event) => event !== last), failure: thrown(last.text, '', count) }
    const value = `the kernel answered "${status}" and gave no reason`
    return { events, failure: { name: 'Error', value, reason: value, trace: '' } }
  }
  const uncaught = events.find((event) => event.kind === 'uncaught')
  if (!uncaught) return { events }
  return {
    events: events.filter((event) => event !== uncaught),
    failure: thrown(uncaught.trace, 'nobody caught ', count),
  }
}

function thrown(text: string, before: string, count: number): CellFailure {
  const { name, value, sentence, trace } = thrownError(text)
  return { name, value, reason: before + sentence, trace, ...lineIn(cellLine(count), trace) }
}

function lineIn(place: RegExp, trace: string): { readonly line?: number } {
  const line = place.exec(trace)?.[1]
  return line === undefined ? {} : { line: Number(line) }
}

function isErrorText(event: CellEvent): event is Extract<CellEvent, { kind: 'stream' }> {
  return event.kind === 'stream' && event.name === 'stderr'
}
