import type { Day } from '../calendar/day.js'
import { calendarYear, type FiscalCalendar } from '../calendar/fiscal-calendar.js'
import { InputError } from '../document/input-error.js'
import type { FactTable, Group } from '../facts/fact-table.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import { isWhole, lastWholePeriod } from '../facts/whole-periods.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { viewAsOf } from '../ledger/view-as-of.js'
import type { Currency } from '../money/currency.js'
import { type AgingRow, agingByGroup } from './aging-by-group.js'
import { type CadenceRow, type CadenceThresholds, callCadence, usualCadence } from './call-cadence.js'
import { type DelinquencyAlert, delinquencyAlerts } from './delinquency-alerts.js'
import { hasAttribute } from './ledger-attributes.js'
import { type PastDueStanding, pastDueStanding } from './past-due-standing.js'
import { type WorklistOwner, worklist, worklistByOwner } from './worklist.js'

/** One part of the pack, by an attribute. */
export interface PackPart<Row> {
  readonly by: string
  /** Why there are no rows by the attribute: the ledger lacks it. Null if it has it. */
  readonly reason: string | null
  readonly rows: readonly Row[]
}

/** Past due at the end of one period. */
interface PastDuePoint extends PastDueStanding {
  /** The label of the period, and its last day that the ledger knows. */
  readonly period: string
  readonly end: Day
  /** Whether the period has all its days. */
  readonly whole: boolean
}

/** Past due of a group from period to period, oldest first. */
export interface PastDueTrend {
  readonly group: Group
  readonly points: readonly PastDuePoint[]
}

/** The accounts of an owner that matter most; the totals are those of all of them. */
export interface TopAccounts extends WorklistOwner {
  /** How many accounts of the owner are on the worklist and not among these. */
  readonly more: number
}

/** What leaders of Sales look at when a month has ended. Money in minor units of the currency. */
export interface MonthEndPack {
  readonly day: Day
  readonly currency: Currency
  /** The portfolio first, then each division. */
  readonly trend: PackPart<PastDueTrend>
  /** The portfolio first, then each salesperson, at the end of the day. */
  readonly aging: PackPart<AgingRow>
  readonly cadence: PackPart<CadenceRow>
  readonly worklist: PackPart<TopAccounts>
  /** The portfolio first, then each division, by the last period that has all its days. */
  readonly alerts: PackPart<DelinquencyAlert>
}

export interface MonthEndOptions {
  /** How many periods of the calendar the trend has, or fewer if the ledger is younger. 12 if not given. */
  readonly months?: number
  /** What trend, cadence and alerts go by. `division` if not given. */
  readonly trendBy?: string
  /** What aging and worklist go by. `salesperson` if not given. */
  readonly agingBy?: string
  /** How many accounts of each owner are listed. 5 if not given. */
  readonly top?: number
  readonly moreThanDays?: number
  readonly thresholds?: CadenceThresholds
  readonly calendar?: FiscalCalendar
}

/**
 * The month-end pack of a ledger as it was known at the end of a day: the trend of past due and the call cadence by division,
 * aging and the largest late accounts by salesperson, and the alerts on delinquency. Where the ledger lacks such an
 * attribute, its parts say so and have the portfolio alone, or no rows where the portfolio would mean nothing. Throws an
 * InputError for a number of months or accounts that is not a whole one from 1, and for what `callCadence` and `worklist`
 * refuse.
 */
export function monthEndPack(ledger: LedgerData, day: Day, options: MonthEndOptions = {}): MonthEndPack {
  const { months = 12, trendBy = 'division', agingBy = 'salesperson', top = 5 } = options
  const { moreThanDays = 30, thresholds = usualCadence, calendar = calendarYear } = options
  const wrong = [months, top].find((count) => !(Number.isInteger(count) && count >= 1))
  if (wrong !== undefined) {
    throw new InputError(`A month-end pack needs whole numbers of months and accounts from 1 on; got ${wrong}.`)
  }
  const known = viewAsOf(ledger, day)
  const [noTrend, noAging] = [whyLacking(known, trendBy), whyLacking(known, agingBy)]
  const byTrend = ledgerFacts(known, noTrend === null ? [trendBy] : [], calendar)
  const byAging = agingBy === trendBy ? byTrend : ledgerFacts(known, noAging === null ? [agingBy] : [], calendar)
  const last = byTrend.periods.length - 1
  const cadence = callCadence(byTrend, last, thresholds)
  return {
    day,
    currency: known.currency,
    trend: { by: trendBy, reason: noTrend, rows: pastDueTrend(byTrend, months) },
    aging: { by: agingBy, reason: noAging, rows: agingByGroup(byAging, last) },
    cadence: { by: trendBy, reason: noTrend, rows: noTrend === null ? cadence : [] },
    worklist: {
      by: agingBy,
      reason: noAging,
      rows: noAging === null ? topAccounts(worklist(known, day, { by: agingBy, moreThanDays }), top) : [],
    },
    alerts: {
      by: trendBy,
      reason: noTrend,
      rows: delinquencyAlerts(byTrend, { lastWhole: lastWholePeriod(byTrend) }),
    },
  }
}

function whyLacking(ledger: LedgerData, attribute: string): string | null {
  if (hasAttribute(ledger, attribute)) return null
  return `the ledger names no ${attribute}: neither its customers nor its invoices have that column`
}

function pastDueTrend(table: FactTable, months: number): PastDueTrend[] {
  const first = Math.max(0, table.periods.length - months)
  return table.groups.map((group, index) => ({
    group,
    points: table.periods.slice(first).map(({ label, end }, offset) => ({
      period: label,
      end,
      whole: isWhole(table, first + offset),
      ...pastDueStanding(table, index, first + offset),
    })),
  }))
}

function topAccounts(accounts: Parameters<typeof worklistByOwner>[0], top: number): TopAccounts[] {
  return worklistByOwner(accounts).map((owner) => ({
    ...owner,
    accounts: owner.accounts.slice(0, top),
    more: Math.max(0, owner.accounts.length - top),
  }))
}
