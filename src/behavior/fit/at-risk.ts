import type { Day } from '../../calendar/day.js'
import { addMonths, type Month, monthEnd, monthOf } from '../../calendar/month.js'
import type { LedgerData } from '../../ledger/ledger-data.js'
import { pieceCount, pieceEnd, pieceOf } from './hazard-pieces.js'
import type { PaymentSpells } from './payment-spells.js'

/** Calendar months from the first invoice's to the as-of day's. */
export interface Months {
  readonly first: Month
  readonly count: number
  /** The last day of each, the as-of day for the last one. */
  readonly ends: Int32Array
}

/** The months of a ledger. */
export function monthsOf(first: Day, asOf: Day): Months {
  const start = monthOf(first)
  const count = monthOf(asOf) - start + 1
  const ends = Int32Array.from({ length: count }, (_, index) => Math.min(asOf, monthEnd(addMonths(start, index))))
  return { first: start, count, ends }
}

/** Payments and invoice-days at risk by customer and piece: row customer × pieceCount + piece. */
export interface AtRisk {
  readonly payments: Float64Array
  readonly exposure: Float64Array
}

/** Counts payments and weighted invoice-days at risk; a day of month t counts `weight[t]` days. */
export function countAtRisk(ledger: LedgerData, spells: PaymentSpells, months: Months, weight: Float64Array): AtRisk {
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
  { ends, count }: Months,
  visit: (customer: number, piece: number, month: number, days: number) => void,
): void {
  // A table and not a search: it is asked for every spell.
  const firstDay = spells.from.reduce((least, day) => Math.min(least, day), ends[0]!)
  const monthOfDay = new Int32Array(ends[count - 1]! - firstDay + 1)
  let last = 0
  for (let day = firstDay; day <= ends[count - 1]!; day++) {
    while (day > ends[last]!) last++
    monthOfDay[day - firstDay] = last
  }
  for (let spell = 0; spell < spells.count; spell++) {
    const row = spells.invoice[spell]!
    const customer = invoices.customer[row]!
    const due = invoices.due[row]!
    const through = spells.through[spell]!
    let day = spells.from[spell]!
    let month = monthOfDay[day - firstDay]!
    let piece = pieceOf(day - due)
    while (day <= through) {
      while (day > ends[month]!) month++
      while (day - due > pieceEnd(piece)) piece++
      const end = Math.min(through, ends[month]!, due + pieceEnd(piece))
      visit(customer, piece, month, end - day + 1)
      day = end + 1
    }
  }
}
