import type { Day } from '../calendar/day.js'
import type { FiscalCalendar } from '../calendar/fiscal-calendar.js'
import { InputError } from '../document/input-error.js'
import { plural } from '../document/plural.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { type SurvivalQuantile, survivalQuantile } from './curve-readings.js'
import { durationsBy, durationsByPeriod } from './duration-groups.js'
import { customerCount, type Durations, outcomeCode, withoutDelayedEntry } from './durations.js'
import { kaplanMeier, type SurvivalCurve, type VarianceOptions } from './kaplan-meier.js'
import { daysLate, daysToPay, type InvoiceChoice, type PaymentClock } from './ledger-durations.js'
import { type LogRankBothWays, logRankBothWays } from './log-rank.js'

export interface PaymentSurvivalOptions extends InvoiceChoice, VarianceOptions {
  /** Whether days are counted from the invoice date or from the due day; `invoice` if not given. */
  readonly clock?: PaymentClock
  /** The attributes of the groups that are compared; two are crossed. */
  readonly by?: readonly string[]
  /** The periods of invoice dates that are compared, in place of groups: `['2023', '2024']`. */
  readonly periods?: readonly string[]
  /** What the periods are cut by; calendar years if not given. */
  readonly calendar?: FiscalCalendar
  /** Whether invoices of a customer are taken as moving together; true if not given. */
  readonly byCustomer?: boolean
}

/** How the invoices of one group are paid. */
export interface GroupSurvival {
  /** `all` where nothing is compared. */
  readonly name: string
  readonly invoices: number
  readonly customers: number
  readonly paid: number
  readonly open: number
  /** Closed by a credit memo or a write-off. */
  readonly credited: number
  readonly curve: SurvivalCurve
  readonly median: SurvivalQuantile
  readonly durations: Durations
}

/** How invoices are paid, by group, and whether the groups differ. */
export interface PaymentSurvival {
  readonly clock: PaymentClock
  /** What the groups are. */
  readonly compares: 'nothing' | 'groups' | 'periods'
  /** The attributes that make the groups; empty where there are none. */
  readonly by: readonly string[]
  readonly asOf: Day
  readonly confidence: number
  /** What intervals count as independent: customers, or invoices. */
  readonly byCustomer: boolean
  readonly groups: readonly GroupSurvival[]
  /**
   * Null where nothing is compared, or nothing was paid while invoices of two groups were open. By customer null where that was
   * not asked for or there are too few of them.
   */
  readonly comparison: LogRankBothWays | null
}

/**
 * The share of invoices still unpaid by age, with intervals, for all invoices or by group, and the log-rank comparison of the
 * groups. Days late count an invoice as unpaid before its own date, so that the share is one of all invoices. Intervals are by
 * customer where every group has at least two; else invoices are taken as independent.
 *
 * Throws an InputError if no invoice is chosen or paid, for attributes and periods that the ledger lacks, and for a comparison
 * of fewer than two groups.
 */
export function paymentSurvival(ledger: LedgerData, options: PaymentSurvivalOptions = {}): PaymentSurvival {
  const { clock = 'invoice', by = [], periods = [], calendar, confidence = 0.95 } = options
  if (by.length > 0 && periods.length > 0) {
    throw new InputError('Groups and periods are two comparisons; choose the group by where, or leave one of them out.')
  }
  const durations = clock === 'due' ? withoutDelayedEntry(daysLate(ledger, options)) : daysToPay(ledger, options)
  const groups =
    periods.length > 0 ? durationsByPeriod(ledger, durations, periods, calendar) : durationsBy(ledger, durations, by)
  const counted = groups.map(({ name, durations: own }) => ({ name, durations: own, ...countsOf(own) }))
  if (counted.every(({ paid }) => paid === 0)) {
    const invoices = counted.reduce((sum, group) => sum + group.invoices, 0)
    throw new InputError(
      `Nothing was paid yet of the ${plural(invoices, 'invoice')} chosen, so that there is no time to payment to show.`,
    )
  }
  const byCustomer = (options.byCustomer ?? true) && counted.every(({ customers }) => customers > 1)
  const isCompared = by.length > 0 || periods.length > 0
  return {
    clock,
    compares: periods.length > 0 ? 'periods' : isCompared ? 'groups' : 'nothing',
    by,
    asOf: ledger.asOf,
    confidence,
    byCustomer,
    groups: counted.map((group) => {
      const curve = kaplanMeier(group.durations, { confidence, byCustomer })
      return { ...group, curve, median: survivalQuantile(curve, 0.5) }
    }),
    comparison: isCompared ? logRankBothWays(groups, byCustomer) : null,
  }
}

function countsOf(durations: Durations) {
  const count = (code: number) => durations.outcome.reduce((sum, outcome) => sum + (outcome === code ? 1 : 0), 0)
  return {
    invoices: durations.time.length,
    customers: customerCount(durations),
    paid: count(outcomeCode.paid),
    open: count(outcomeCode.open),
    credited: count(outcomeCode.credited),
  }
}
