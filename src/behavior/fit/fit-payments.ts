import type { Period } from '../../calendar/period.js'
import { periodByDay } from '../../facts/period-by-day.js'
import type { LedgerData } from '../../ledger/ledger-data.js'
import type { Estimate } from '../estimate.js'
import { type AtRisk, countAtRisk, ledgerMonths, walkSpells } from './at-risk.js'
import { customerHazards } from './customer-hazards.js'
import { clustering, dispersionBySegment } from './dispersion.js'
import { fitPaymentMonths, type PaymentMonths } from './fit-economy.js'
import { fitHazards, type SegmentHazards } from './fit-hazards.js'
import { pieceCount } from './hazard-pieces.js'
import { varianceOfMultipliers } from './multiplier-variance.js'
import type { PaymentSpells } from './payment-spells.js'

/** How all segments pay, and how months differ. */
export interface FittedPayments {
  readonly segments: readonly SegmentHazards[]
  /** By segment: the variance of its customers' multipliers. */
  readonly frailty: readonly Estimate[]
  /** The customers of each segment, in the order of its multipliers. */
  readonly members: readonly (readonly number[])[]
  readonly months: readonly Period[]
  readonly economy: PaymentMonths
  /** By month: payments seen, and expected of hazards and multipliers in a usual month. */
  readonly paid: Float64Array
  readonly expected: Float64Array
}

/** Hazards and months are fitted in turn so many times where nobody says otherwise: each moves the other a little. */
const usualTurns = 3

/** Fits hazards, multipliers and the common factor of months to the spells of a ledger. Costs O(invoices + postings). */
export function fitPayments(
  ledger: LedgerData,
  spells: PaymentSpells,
  segmentOfCustomer: Int32Array,
  segmentCount: number,
  turns = usualTurns,
): FittedPayments {
  const months = ledgerMonths(ledger)
  const members = Array.from({ length: segmentCount }, (): number[] => [])
  for (let customer = 0; customer < ledger.customers.count; customer++)
    members[segmentOfCustomer[customer]!]!.push(customer)
  const clusters = clustering(
    spells.count,
    ledger.customers.count,
    (spell) => (spells.paid[spell] === 1 ? ledger.invoices.customer[spells.invoice[spell]!]! : -1),
    (spell) => spells.through[spell]!,
  )
  const dispersion = dispersionBySegment(clusters, segmentOfCustomer, segmentCount)
  const paid = paidByMonth(spells, months)
  let weight = new Float64Array(months.length).fill(1)
  for (let turn = 0; ; turn++) {
    const atRisk = countAtRisk(ledger, spells, months, weight)
    const segments = members.map((own, segment) => fitHazards(atRisk, own, dispersion[segment]!))
    const expected = expectedByMonth(ledger, spells, months, { segments, members })
    const economy = fitPaymentMonths(paid, expected, meanDispersion(atRisk, dispersion, segmentOfCustomer))
    if (turn === turns - 1) {
      const frailty = segments.map((own, segment) =>
        varianceOfMultipliers(atRisk, members[segment]!, own, dispersion[segment]!),
      )
      return { segments, frailty, members, months, economy, paid, expected }
    }
    weight = economy.logFactor.map((log) => Math.exp(log))
  }
}

function paidByMonth(spells: PaymentSpells, months: readonly Period[]): Float64Array {
  const paid = new Float64Array(months.length)
  const monthOfDay = periodByDay(months)
  for (let spell = 0; spell < spells.count; spell++) {
    if (spells.paid[spell] === 1) paid[monthOfDay(spells.through[spell]!)]! += 1
  }
  return paid
}

function expectedByMonth(
  ledger: LedgerData,
  spells: PaymentSpells,
  months: readonly Period[],
  fitted: Pick<FittedPayments, 'segments' | 'members'>,
): Float64Array {
  const hazards = customerHazards(fitted, ledger.customers.count)
  const expected = new Float64Array(months.length)
  walkSpells(ledger, spells, months, (customer, piece, month, days) => {
    expected[month]! += hazards[customer * pieceCount + piece]! * days
  })
  return expected
}

function meanDispersion({ payments }: AtRisk, dispersion: Float64Array, segmentOfCustomer: Int32Array): number {
  let sum = 0
  let count = 0
  for (let row = 0; row < payments.length; row++) {
    sum += payments[row]! * dispersion[segmentOfCustomer[Math.floor(row / pieceCount)]!]!
    count += payments[row]!
  }
  return count > 0 ? sum / count : 1
}
