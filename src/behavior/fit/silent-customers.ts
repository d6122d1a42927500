import type { LedgerData } from '../../ledger/ledger-data.js'
import { noDay } from '../../ledger/no-day.js'
import { type Estimate, fitted, stated } from '../estimate.js'
import { customerHazards } from './customer-hazards.js'
import type { FittedDefaults } from './fit-defaults.js'
import type { FittedPayments } from './fit-payments.js'
import { pieceCount, pieceEnd, pieceOf } from './hazard-pieces.js'
import type { PaymentSpells } from './payment-spells.js'

/** Below this the probability is not worth a line in a file. */
const leastProbability = 0.005

/**
 * The probability of each customer to have stopped paying for good by the as-of day, from its silence: it owes, and by its
 * own habit should have paid something since its last payment. With H the hazard that its open invoices accumulated since then, T
 * the days, and λ the daily rate of default, its silence has probability λ·T·(1 − e^−H) ÷ H if it stopped on some day since, and
 * e^−H if it did not (Bayes' rule). A customer that the ledger shows in default has 1.
 */
export function silentCustomers(
  ledger: LedgerData,
  spells: PaymentSpells,
  payments: FittedPayments,
  { defaultDay, perYear, lastPaid }: FittedDefaults,
): Estimate[] {
  const { invoices, customers, asOf } = ledger
  const accumulations = customerHazards(payments, customers.count).map((hazard) => -Math.log1p(-hazard))
  const daily = new Float64Array(customers.count)
  payments.members.forEach((own, segment) => {
    for (const customer of own) daily[customer] = perYear[segment]!.value / 365
  })
  const accumulated = new Float64Array(customers.count)
  const silentFrom = new Int32Array(customers.count).fill(noDay)
  for (let spell = 0; spell < spells.count; spell++) {
    const row = spells.invoice[spell]!
    const customer = invoices.customer[row]!
    const due = invoices.due[row]!
    const through = spells.through[spell]!
    let day = Math.max(spells.from[spell]!, lastPaid[customer]! + 1)
    if (day > through) continue
    silentFrom[customer] = Math.min(silentFrom[customer]!, day)
    for (let piece = pieceOf(day - due); day <= through; piece++) {
      const end = Math.min(through, due + pieceEnd(piece))
      accumulated[customer]! += accumulations[customer * pieceCount + piece]! * (end - day + 1)
      day = end + 1
    }
  }
  return Array.from(accumulated, (hazard, customer): Estimate => {
    if (defaultDay[customer] !== noDay) return fitted(1, 0, 1)
    if (hazard <= 0) return stated(0)
    const days = asOf - silentFrom[customer]! + 1
    const stopped = (daily[customer]! * days * -Math.expm1(-hazard)) / hazard
    const value = stopped / (stopped + Math.exp(-hazard))
    return value < leastProbability ? stated(0) : fitted(value, 0, 1)
  })
}
