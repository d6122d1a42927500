import type { LedgerData } from '../../ledger/ledger-data.js'
import type { PaymentSpells } from './payment-spells.js'

/** Payments and invoices at risk by day relative to due; index k is day `firstDay` + k. */
export interface PaymentCounts {
  readonly firstDay: number
  readonly payments: Float64Array
  readonly atRisk: Float64Array
}

/**
 * How many open, undisputed invoices of each segment stood at risk of being paid on each day relative to their due date, and
 * how many were. Costs O(spells + days).
 */
export function paymentCounts(
  { invoices }: LedgerData,
  spells: PaymentSpells,
  segmentOfCustomer: Int32Array,
  segments: number,
): PaymentCounts[] {
  const segmentOf = (spell: number) => segmentOfCustomer[invoices.customer[spells.invoice[spell]!]!]!
  const dueOf = (spell: number) => invoices.due[spells.invoice[spell]!]!
  const first = new Array<number>(segments).fill(0)
  const last = new Array<number>(segments).fill(0)
  for (let spell = 0; spell < spells.count; spell++) {
    const segment = segmentOf(spell)
    first[segment] = Math.min(first[segment]!, spells.from[spell]! - dueOf(spell))
    last[segment] = Math.max(last[segment]!, spells.through[spell]! - dueOf(spell))
  }
  const counts = first.map((firstDay, segment) => ({
    firstDay,
    payments: new Float64Array(last[segment]! - firstDay + 2),
    atRisk: new Float64Array(last[segment]! - firstDay + 2),
  }))
  for (let spell = 0; spell < spells.count; spell++) {
    const { firstDay, payments, atRisk } = counts[segmentOf(spell)]!
    const due = dueOf(spell)
    const end = spells.through[spell]! - due - firstDay
    // Kept as differences (up on the first day at risk, down after the last) and summed at the end.
    atRisk[spells.from[spell]! - due - firstDay]! += 1
    atRisk[end + 1]! -= 1
    if (spells.paid[spell] === 1) payments[end]! += 1
  }
  for (const { atRisk } of counts) {
    for (let index = 1; index < atRisk.length; index++) atRisk[index]! += atRisk[index - 1]!
  }
  return counts
}
