import { isoFromDay } from '../calendar/day.js'
import type { CompanyTruth, CustomerTruth } from './demo-truth.js'

// Indented JSON, but with one line for a list of numbers and for a customer: readable, and short.

/** The text of truth.json up to the list of its customers. */
export function truthHead(truth: CompanyTruth): string {
  const head = JSON.stringify({ ...truth, start: isoFromDay(truth.start), end: isoFromDay(truth.end) }, null, 2)
  // A line break stands only between items, never inside a text, so that no text of the truth is touched.
  const compact = head.replace(/\[\n\s+([^[\]{}]+?)\n\s+\]/g, (_, items: string) => `[${items.replace(/\s+/g, ' ')}]`)
  return `${compact.slice(0, -2)},\n  "customers": [`
}

/** The line of the n-th customer (from 0), with the line break before it. */
export function truthLine(truth: CustomerTruth, index: number): string {
  const defaultDay = truth.defaultDay === null ? null : isoFromDay(truth.defaultDay)
  return `${index === 0 ? '' : ','}\n    ${JSON.stringify({ ...truth, defaultDay })}`
}

/** The text of truth.json after its customers. */
export const truthTail = '\n  ]\n}\n'
