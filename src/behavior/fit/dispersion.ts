import type { LedgerData } from '../../ledger/ledger-data.js'
import type { PaymentSpells } from './payment-spells.js'

/**
 * How many times the variance of independent coins the payments of each segment have, 1 or more: customers pay several
 * invoices in one go. With c payments of one customer on one day being one decision, it is Σc² ÷ Σc. (The design effect of
 * cluster sampling: L. Kish, Survey Sampling, 1965.)
 */
export function paymentDispersion(
  { invoices }: LedgerData,
  spells: PaymentSpells,
  segmentOfCustomer: Int32Array,
  segments: number,
): Float64Array {
  const squares = new Float64Array(segments)
  const counts = new Float64Array(segments)
  const byCustomerDay = new Map<number, number>()
  const days = 2 ** 24
  for (let spell = 0; spell < spells.count; spell++) {
    if (spells.paid[spell] === 0) continue
    const key = invoices.customer[spells.invoice[spell]!]! * days + spells.through[spell]! + days / 2
    const before = byCustomerDay.get(key) ?? 0
    byCustomerDay.set(key, before + 1)
    const segment = segmentOfCustomer[invoices.customer[spells.invoice[spell]!]!]!
    counts[segment]! += 1
    // (c + 1)² − c²
    squares[segment]! += 2 * before + 1
  }
  return counts.map((count, segment) => (count > 0 ? squares[segment]! / count : 1))
}
