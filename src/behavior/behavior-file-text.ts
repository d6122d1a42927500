import type { Behavior } from './behavior.js'

/** What fits on a line of its own stays on it. */
const lineWidth = 120

/**
 * A behaviour as the text of its file: a line for each number with its error and source, each piece of a hazard and each
 * customer, so that two files can be compared line by line and a number is changed where it stands.
 */
export function behaviorFileText(behavior: Behavior): string {
  return `${textOf(behavior, '', false)}\n`
}

function textOf(value: unknown, indent: string, isEntry: boolean): string {
  const line = inLine(value)
  if (value === null || typeof value !== 'object') return line
  // A customer is one line, however long: its numbers belong together.
  if (isEntry || indent.length + line.length <= lineWidth) return line
  const inner = `${indent} `
  if (Array.isArray(value)) {
    return `[\n${value.map((each) => `${inner}${textOf(each, inner, isCustomer(each))}`).join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(value)
    .filter(([, own]) => own !== undefined)
    .map(([key, own]) => `${inner}${JSON.stringify(key)}: ${textOf(own, inner, false)}`)
  return `{\n${entries.join(',\n')}\n${indent}}`
}

function isCustomer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'id' in value
}

/** JSON on one line, with a space after commas and colons. */
function inLine(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(inLine).join(', ')}]`
  const entries = Object.entries(value).filter(([, own]) => own !== undefined)
  if (entries.length === 0) return '{}'
  return `{ ${entries.map(([key, own]) => `${JSON.stringify(key)}: ${inLine(own)}`).join(', ')} }`
}
