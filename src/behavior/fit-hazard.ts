import type { HazardPieces } from './behavior.js'
import type { PaymentCounts } from './payment-counts.js'

/** Where a hazard may change, in days relative to due: fine around the due date, where customers decide. */
const defaultPieces: readonly number[] = [-60, -45, -30, -20, -10, -3, 0, 1, 4, 8, 15, 31, 61, 91, 121, 181]

/** Invoice-days of the piece before that a thin piece borrows; of no weight where a segment has any history. */
const borrowedExposure = 20

/**
 * The daily hazard of paying, constant within pieces: payments ÷ invoice-days at risk. A piece with little exposure
 * leans on the one before it, as if that had been seen for 20 more invoice-days. Nothing is paid earlier before the
 * due date than the ledger's terms make possible: the first piece begins on the first day at risk.
 */
export function fitHazard(counts: PaymentCounts, pieces: readonly number[] = defaultPieces): HazardPieces {
  const from = [counts.firstDay, ...pieces.filter((day) => day > counts.firstDay)]
  const payments = new Array<number>(from.length).fill(0)
  const exposure = new Array<number>(from.length).fill(0)
  let piece = 0
  for (let index = 0; index < counts.payments.length; index++) {
    while (piece + 1 < from.length && from[piece + 1]! <= counts.firstDay + index) piece++
    payments[piece]! += counts.payments[index]!
    exposure[piece]! += counts.exposure[index]!
  }
  const daily: number[] = []
  for (let index = 0; index < from.length; index++) {
    const before = daily[index - 1]
    const borrowed = before === undefined ? 0 : borrowedExposure
    const atRisk = exposure[index]! + borrowed
    daily.push(atRisk > 0 ? Math.min(1, (payments[index]! + borrowed * (before ?? 0)) / atRisk) : 0)
  }
  return { from, daily, payments, exposure, provenance: 'fitted' }
}
