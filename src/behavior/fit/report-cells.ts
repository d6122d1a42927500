import type { EvidenceRow } from '../evidence.js'
import type { CustomerThatStandsOut, SilentCustomer } from './fit-report.js'

/** A number of the behaviour as plain text: part, number, value, ±, where from, evidence. */
export function evidenceCells({ part, what, value, spread, provenance, evidence }: EvidenceRow): string[] {
  return [part, what, value, spread, provenance, evidence]
}

/** Customer, segment, payments, speed, its range. */
export function standOutCells({ id, segment, payments, multiplier, low, high }: CustomerThatStandsOut): string[] {
  return [id, segment, String(payments), `× ${multiplier.toFixed(2)}`, `${low.toFixed(2)} to ${high.toFixed(2)}`]
}

/** Customer, segment, probability. */
export function silentCells({ id, segment, probability }: SilentCustomer): string[] {
  return [id, segment, `${(100 * probability).toFixed(0)} %`]
}
