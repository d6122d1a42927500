import type { LedgerData } from '../../ledger/ledger-data.js'

/** The net days that most of each customer's invoices have; the shorter of two equally frequent ones, 30 without invoices. */
export function usualNetDays({ invoices, customers }: LedgerData): Int32Array {
  const counts = Array.from({ length: customers.count }, () => new Map<number, number>())
  for (let row = 0; row < invoices.count; row++) {
    if (invoices.amount[row]! <= 0) continue
    const net = Math.min(365, Math.max(0, invoices.due[row]! - invoices.issued[row]!))
    const count = counts[invoices.customer[row]!]!
    count.set(net, (count.get(net) ?? 0) + 1)
  }
  return Int32Array.from(counts, (count) => {
    let [best, most] = [30, 0]
    for (const [net, times] of count) {
      if (times > most || (times === most && net < best)) [best, most] = [net, times]
    }
    return best
  })
}
