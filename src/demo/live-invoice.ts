import { addDays, type Day } from '../calendar/day.js'
import { type Cents, cents } from '../money/cents.js'
import { demoParameters } from './demo-parameters.js'
import type { DemoInvoice } from './demo-rows.js'
import type { SegmentTruth } from './demo-truth.js'

/** What chance has in store for one invoice. It is all drawn at its birth, whether or not it comes to pass. */
export interface InvoiceFate {
  /** Unit-exponential thresholds of accumulated hazard: of the first payment, and of the rest after a partial one. */
  readonly thresholds: readonly [first: number, rest: number]
  /** The fraction of the open amount that the first payment brings; 1 if it pays all. */
  readonly firstFraction: number
  /** The unapplied excess of the last payment, as a share of the invoice's amount; mostly 0. */
  readonly excessShare: number
  readonly dispute: {
    readonly openedOn: Day
    readonly resolvedOn: Day
    readonly fraction: number
    readonly conceded: boolean
  } | null
  readonly recovery: { readonly daysAfterWriteOff: number; readonly share: number } | null
}

/** What happened to an invoice up to the ledger's end. */
export interface InvoiceLife {
  readonly payments: { readonly day: Day; readonly amount: Cents; readonly excess: Cents }[]
  readonly dispute?: { readonly openedOn: Day; readonly amount: Cents; readonly resolvedOn: Day | null }
  readonly creditMemo?: { readonly day: Day; readonly amount: Cents }
  readonly writeOff?: { readonly day: Day; readonly amount: Cents; readonly byDefault: boolean }
  readonly recovery?: { readonly day: Day; readonly amount: Cents }
}

/**
 * Walks an invoice day by day from the day after its date. On each day that it is open, undisputed and its customer
 * has not defaulted, its hazard accumulates; it is paid on the first day on which that reaches its threshold.
 */
export function liveInvoice(
  invoice: DemoInvoice,
  fate: InvoiceFate,
  accumulations: readonly number[],
  defaultDay: Day | null,
  end: Day,
): InvoiceLife {
  const { dispute, recovery } = fate
  const writeOffDay = invoice.dueDate + demoParameters.writeOffDaysPastDue
  const life: { -readonly [K in keyof InvoiceLife]: InvoiceLife[K] } = { payments: [] }
  let open: number = invoice.amount
  let disputed = 0
  let accumulated = 0
  let band = 0

  for (let day = addDays(invoice.invoiceDate, 1); day <= end && open > 0; day = addDays(day, 1)) {
    if (dispute && day === dispute.openedOn) {
      disputed = Math.max(1, Math.round(open * dispute.fraction))
      life.dispute = { openedOn: day, amount: cents(disputed), resolvedOn: null }
    }
    if (dispute && life.dispute && day === dispute.resolvedOn) {
      life.dispute = { ...life.dispute, resolvedOn: day }
      if (dispute.conceded) {
        life.creditMemo = { day, amount: cents(disputed) }
        open -= disputed
      }
      disputed = 0
    }
    if (disputed > 0 || open === 0) continue

    const daysPastDue = day - invoice.dueDate
    while (band < demoParameters.hazardEdges.length && daysPastDue >= demoParameters.hazardEdges[band]!) band++
    if (defaultDay === null || day < defaultDay) {
      accumulated += accumulations[band] ?? 0
      const isFirst = life.payments.length === 0
      if (accumulated >= fate.thresholds[isFirst ? 0 : 1]) {
        const part = isFirst && fate.firstFraction < 1 && open > 1
        const amount = part ? Math.min(open - 1, Math.max(1, Math.round(open * fate.firstFraction))) : open
        open -= amount
        const excess = cents(open > 0 ? 0 : Math.round(invoice.amount * fate.excessShare))
        life.payments.push({ day, amount: cents(amount), excess })
        accumulated = 0
      }
    }
    if (open > 0 && day >= writeOffDay) {
      life.writeOff = { day, amount: cents(open), byDefault: defaultDay !== null && defaultDay <= day }
      if (recovery && day + recovery.daysAfterWriteOff <= end) {
        const amount = cents(Math.max(1, Math.round(open * recovery.share)))
        life.recovery = { day: addDays(day, recovery.daysAfterWriteOff), amount }
      }
      open = 0
    }
  }
  return life
}

/** −ln(1 − probability of payment) for each band of days of a customer, as liveInvoice accumulates it. */
export function hazardAccumulations(segment: SegmentTruth, multiplier: number): number[] {
  return segment.dailyHazards.map((hazard) => -Math.log(1 - Math.min(demoParameters.hazardCap, hazard * multiplier)))
}
