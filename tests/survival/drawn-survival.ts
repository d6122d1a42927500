import seedrandom from 'seedrandom'
import type { Day } from '../../src/calendar/day.js'
import { survivalQuantile } from '../../src/survival/curve-readings.js'
import { customerCount, type Durations, durationsOf, outcomeCode } from '../../src/survival/durations.js'
import { kaplanMeier } from '../../src/survival/kaplan-meier.js'
import { logRankBothWays } from '../../src/survival/log-rank.js'
import type { PaymentSurvival } from '../../src/survival/payment-survival.js'

/** A group of drawn invoices: each customer has eight, which are paid around a day of its own, and are seen for some time. */
export function drawnDurations(seed: string, customers: number, around: number, seen = 120): Durations {
  const random = seedrandom(seed)
  const rows = Array.from({ length: customers * 8 }, (_, row) => ({
    customer: Math.floor(row / 8),
    last: random() * seen,
  }))
  const middles = Array.from({ length: customers }, () => around * (0.6 + 0.8 * random()))
  const paidOn = rows.map(({ customer }) => Math.round(middles[customer]! * (0.7 + 0.6 * random())))
  return durationsOf({
    time: rows.map(({ last }, row) => Math.min(paidOn[row]!, Math.floor(last))),
    paid: rows.map(({ last }, row) => paidOn[row]! <= Math.floor(last)),
    customer: rows.map(({ customer }) => customer),
  })
}

/** A report of durations by name, as `paymentSurvival` makes it of a ledger. */
export function reportOf(
  groups: Readonly<Record<string, Durations>>,
  options: Partial<Pick<PaymentSurvival, 'clock' | 'compares' | 'byCustomer' | 'confidence'>> = {},
): PaymentSurvival {
  const named = Object.entries(groups).map(([name, durations]) => ({ name, durations }))
  const { clock = 'invoice', byCustomer = true, confidence = 0.95 } = options
  const tests = named.length > 1 ? logRankBothWays(named) : null
  return {
    clock,
    compares: options.compares ?? (tests ? 'groups' : 'nothing'),
    by: tests ? ['segment'] : [],
    asOf: 20_000 as Day,
    confidence,
    byCustomer,
    groups: named.map(({ name, durations }) => {
      const curve = kaplanMeier(durations, { byCustomer, confidence })
      const count = (code: number) => durations.outcome.filter((outcome) => outcome === code).length
      return {
        name,
        durations,
        curve,
        median: survivalQuantile(curve, 0.5),
        invoices: durations.time.length,
        customers: customerCount(durations),
        paid: count(outcomeCode.paid),
        open: count(outcomeCode.open),
        credited: count(outcomeCode.credited),
      }
    }),
    comparison: tests && { byInvoice: tests.byInvoice, byCustomer: byCustomer ? tests.byCustomer : null },
  }
}
