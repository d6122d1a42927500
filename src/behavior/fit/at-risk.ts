import { monthsThrough, type Period } from '../../calendar/period.js'
import { periodByDay } from '../../facts/period-by-day.js'
import { firstInvoiceDay } from '../../ledger/first-invoice-day.js'
import type { LedgerData } from '../../ledger/ledger-data.js'
import { pieceCount, pieceEnd, pieceOf } from './hazard-pieces.js'
import type { PaymentSpells } from './payment-spells.js'

/** Calendar months from the first invoice's to the as-of day's, which ends on that day. */
export function ledgerMonths(ledger: LedgerData): Period[] {
  return monthsThrough(firstInvoiceDay(ledger), ledger.asOf)
}

/** Payments and invoice-days at risk by customer and piece: row customer × pieceCount + piece. */
export interface AtRisk {
  readonly payments: Float64Array
  readonly exposure: Float64Array
}

/** All payments of a customer. */
export function paymentsOf({ payments }: AtRisk, customer: number): number {
  let sum = 0
  for (let piece = 0; piece < pieceCount; piece++) sum += payments[customer * pieceCount + piece]!
  return sum
}

/** Counts payments and weighted invoice-days at risk; a day of month t counts `weight[t]` days. */
export function countAtRisk(
  ledger: LedgerData,
  spells: PaymentSpells,
  months: readonly Period[],
  weight: Float64Array,
): AtRisk {
  const { invoices, customers } = ledger
  const payments = new Float64Array(customers.count * pieceCount)
  const exposure = new Float64Array(customers.count * pieceCount)
  walkSpells(ledger, spells, months, (customer, piece, month, days) => {
    exposure[customer * pieceCount + piece]! += days * weight[month]!
  })
  for (let spell = 0; spell < spells.count; spell++) {
    if (spells.paid[spell] === 0) continue
    const row = spells.invoice[spell]!
    const piece = pieceOf(spells.through[spell]! - invoices.due[row]!)
    payments[invoices.customer[row]! * pieceCount + piece]! += 1
  }
  return { payments, exposure }
}

/** Visits the days at risk of every spell, cut where the piece or the month changes. */
export function walkSpells(
  { invoices }: LedgerData,
  spells: PaymentSpells,
  months: readonly Period[],
  visit: (customer: number, piece: number, month: number, days: number) => void,
): void {
  const monthOfDay = periodByDay(months)
  for (let spell = 0; spell < spells.count; spell++) {
    const row = spells.invoice[spell]!
    const customer = invoices.customer[row]!
    const due = invoices.due[row]!
    const through = spells.through[spell]!
    let day = spells.from[spell]!
    let month = monthOfDay(day)
    let piece = pieceOf(day - due)
    while (day <= through) {
      while (day > months[month]!.end) month++
      while (day - due > pieceEnd(piece)) piece++
      const end = Math.min(through, months[month]!.end, due + pieceEnd(piece))
      visit(customer, piece, month, end - day + 1)
      day = end + 1
    }
  }
}
