import { firstLine } from '../../document/first-line.js'
import type { Output } from '../notebook-file.js'
import { appendText } from '../run/cell-events.js'
import { withoutPixels } from '../run/without-pixels.js'
import { firstJsonDifference, firstLineDifference } from './first-difference.js'

/** What differs in one output of a cell: in words, with the first place where it differs. */
export interface OutputDifference {
  /** Counts the outputs of the cell from 1. */
  readonly output: number
  /** Such as `line 2 of the text differs`. */
  readonly what: string
  /** What is saved there, and what came now, as one line of text; null if there is nothing. */
  readonly saved: string | null
  readonly now: string | null
}

/**
 * How the outputs of a cell differ from those saved, one difference for each output at most. Counts of executions, PNGs
 * beside another form, and how a front end cuts a stream into pieces are no difference. Numbers compare exactly.
 */
export function compareOutputs(saved: readonly Output[], now: readonly Output[]): OutputDifference[] {
  const [savedParts, nowParts] = [comparable(saved), comparable(now)]
  const differences: OutputDifference[] = []
  for (let index = 0; index < Math.max(savedParts.length, nowParts.length); index++) {
    const difference = compareOutput(savedParts[index], nowParts[index])
    if (difference) differences.push({ output: index + 1, ...difference })
  }
  return differences
}

type Difference = Omit<OutputDifference, 'output'>

function comparable(outputs: readonly Output[]): Output[] {
  const parts: Output[] = []
  for (const output of outputs) {
    if (output.output_type === 'stream') appendText(parts, output.name, output.text)
    else parts.push(withoutPixels(output))
  }
  return parts
}

function compareOutput(saved: Output | undefined, now: Output | undefined): Difference | undefined {
  if (saved === undefined || now === undefined) {
    const what = saved === undefined ? 'it is new' : 'it is gone'
    return { what, saved: saved ? inShort(saved) : null, now: now ? inShort(now) : null }
  }
  if (kindOf(saved) !== kindOf(now)) return { what: 'it is of another kind', saved: inShort(saved), now: inShort(now) }
  if (saved.output_type === 'stream' && now.output_type === 'stream')
    return compareText('the text', saved.text, now.text)
  if (saved.output_type === 'error' && now.output_type === 'error') {
    return compareText('the error', errorText(saved), errorText(now))
  }
  return 'data' in saved && 'data' in now ? compareData(saved.data, now.data) : undefined
}

/** Forms of an output in the order in which a difference says most to a reader, each with its name. */
const forms: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^application\/vnd\.vegalite\./, "the chart's data"],
  [/^text\/plain$/, 'the text'],
  [/^text\/html$/, 'the HTML'],
  [/^image\/svg\+xml$/, 'the picture'],
  [/./, ''],
]

function compareData(
  saved: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): Difference | undefined {
  const rank = (type: string) => forms.findIndex(([pattern]) => pattern.test(type))
  const types = [...new Set([...Object.keys(saved), ...Object.keys(now)])].sort()
  for (const type of types.sort((one, other) => rank(one) - rank(other))) {
    const name = forms[rank(type)]![1] || type
    const [one, other] = [saved[type], now[type]]
    if (one === undefined || other === undefined) {
      const what = one === undefined ? `the form ${type} is new` : `the form ${type} is gone`
      return {
        what,
        saved: one === undefined ? null : jsonText(one),
        now: other === undefined ? null : jsonText(other),
      }
    }
    const difference =
      typeof one === 'string' && typeof other === 'string'
        ? compareText(name, one, other)
        : compareJson(name, one, other)
    if (difference) return difference
  }
  return undefined
}

function compareText(name: string, saved: string, now: string): Difference | undefined {
  const difference = firstLineDifference(saved, now)
  return (
    difference && { what: `line ${difference.line} of ${name} differs`, saved: difference.saved, now: difference.now }
  )
}

function compareJson(name: string, saved: unknown, now: unknown): Difference | undefined {
  const difference = firstJsonDifference(saved, now)
  if (!difference) return undefined
  const at = difference.path === '' ? '' : ` at ${difference.path}`
  const text = (value: unknown) => (value === undefined ? null : jsonText(value))
  const verb = /data$/.test(name) ? 'differ' : 'differs'
  return { what: `${name} ${verb}${at}`, saved: text(difference.saved), now: text(difference.now) }
}

function kindOf(output: Output): string {
  // A value that a cell ends with and one that it shows look the same.
  if ('data' in output) return 'data'
  return output.output_type === 'stream' ? `stream ${output.name}` : output.output_type
}

function inShort(output: Output): string {
  if (output.output_type === 'stream') return firstLine(output.text)
  if (output.output_type === 'error') return firstLine(errorText(output))
  const text = output.data['text/plain']
  return typeof text === 'string' ? firstLine(text) : Object.keys(output.data).sort().join(', ')
}

function errorText({ ename, evalue }: { readonly ename: string; readonly evalue: string }): string {
  return evalue === '' ? ename : `${ename}: ${evalue}`
}

function jsonText(value: unknown): string {
  return JSON.stringify(value)
}
