import { isoFromDay } from '../calendar/day.js'
import { plural } from '../document/plural.js'
import type { ExportTable } from '../export/export-table.js'
import type { Currency } from '../money/currency.js'
import { comparisonText, findingText, pText, verdictOf } from '../survival/comparison-words.js'
import { type SurvivalAtDay, type SurvivalQuantile, survivalAt } from '../survival/curve-readings.js'
import type { LogRank } from '../survival/log-rank.js'
import { nelsonAalen } from '../survival/nelson-aalen.js'
import type { GroupSurvival, PaymentSurvival } from '../survival/payment-survival.js'
import { type RestrictedMean, restrictedMean } from '../survival/restricted-mean.js'
import { cutCell } from './cut-cell.js'
import type { PrintedTable } from './printed-table.js'

/** Ages at which the share still unpaid is shown where nobody asks for others. */
export const usualAges = { invoice: [15, 30, 45, 60, 90], due: [0, 7, 15, 30, 60] } as const

/** Customers of a group from which on an interval by customer is worth its name. */
const fewCustomers = 10

/** The tables of a report: how many invoices there are and when they are paid, and the share unpaid at some ages. */
export function survivalTables(report: PaymentSurvival, ages: readonly number[]): PrintedTable[] {
  const { groups, clock, compares, by, asOf } = report
  const head = compares === 'periods' ? 'invoices of' : by.join(', ')
  const horizon = horizonOf(ages)
  const since = clock === 'invoice' ? 'Days to pay, from the invoice date' : 'Days late, from the due day'
  const level = percentText(report.confidence, 2)
  return [
    {
      title: `${since}; as of ${isoFromDay(asOf)}`,
      header: [
        head,
        'invoices',
        'customers',
        'paid',
        'open',
        'credited',
        `half paid by (${level})`,
        `mean to day ${dayText(horizon)} (${level})`,
      ],
      rows: groups.map((group) => {
        const mean = meanOf(report, group, horizon)
        const counts = [group.invoices, group.customers, group.paid, group.open, group.credited]
        return [
          cutCell(group.name, 30),
          ...counts.map((count) => count.toLocaleString('en-US')),
          quantileText(group.median),
          mean === null ? '–' : `${dayText(mean.days, 1)} (${rangeText(dayText(mean.low, 1), dayText(mean.high, 1))})`,
        ]
      }),
      notes: [...findings(report), ...countNotes(report, horizon)],
    },
    {
      title: `Still unpaid, % of invoices (${level} interval)`,
      header: [head, ...ages.map((age) => columnText(age, clock))],
      rows: groups.map((group) => [
        cutCell(group.name, 30),
        ...ages.map((age) => shareText(survivalAt(group.curve, age))),
      ]),
      notes: intervalNotes(report, ages),
    },
  ]
}

function findings(report: PaymentSurvival): string[] {
  const { comparison } = report
  const comparisonNote = comparisonText(report)
  if (comparison === null || comparisonNote === null) return [`${findingText(report)}.`]
  const { byInvoice, byCustomer } = comparison
  const basis =
    byCustomer === null
      ? 'The comparison takes invoices as independent, which those of one customer are not: it sees differences too readily.'
      : `The comparison is by customer, as invoices of one customer move together; as if all were independent: ${pText(byInvoice.pValue)}.`
  return [`${findingText(report)}.`, comparisonNote, basis]
}

function countNotes({ clock, groups }: PaymentSurvival, horizon: number): string[] {
  const [credited, open] = (['credited', 'open'] as const).map((of) =>
    groups.reduce((sum, group) => sum + group[of], 0),
  )
  return [
    ...(open! > 0
      ? ['Open invoices count as unpaid up to their age today; without them customers would look faster.']
      : []),
    ...(credited! > 0 ? ['Credited: closed by a credit memo or a write-off, and counted as unpaid until then.'] : []),
    clock === 'invoice'
      ? `Mean to day ${dayText(horizon)}: days until payment on average, with whatever takes longer counted as ${dayText(horizon)}.`
      : `Mean to day ${dayText(horizon)}: days late on average, early ones negative, with whatever is later counted as ${dayText(horizon)}.`,
    ...(clock === 'due' ? ['An invoice counts as unpaid before its own date too.'] : []),
  ]
}

function intervalNotes(report: PaymentSurvival, ages: readonly number[]): string[] {
  const { groups, byCustomer, confidence } = report
  const unknown = groups.some(({ curve }) => ages.some((age) => survivalAt(curve, age) === null))
  const few = groups.filter(({ customers }) => customers < fewCustomers)
  const level = percentText(confidence, 2)
  const alone = groups.some(({ customers }) => customers < 2)
  return [
    byCustomer
      ? `In ${level} of such ledgers the interval holds the true share. It is by customer: how much customers differ decides how sure it is.`
      : `In ${level} of such ledgers the interval would hold the true share if invoices were independent; those of one customer are not, so it is too narrow.`,
    ...(!byCustomer && alone ? ['Intervals by customer need at least two customers in each group.'] : []),
    ...(byCustomer && few.length > 0
      ? [
          `Few customers: ${cutCell(few[0]!.name, 30)} has ${few[0]!.customers}${few.length > 1 ? ` (and ${plural(few.length - 1, 'more group')})` : ''}. ` +
            'Intervals of so few are rough, and a comparison by customer hardly ever finds a difference.',
        ]
      : []),
    ...(unknown ? ['–: nothing is known of that age yet.'] : []),
  ]
}

/** The horizon of the mean: the last of the ages. */
function horizonOf(ages: readonly number[]): number {
  return Math.max(...ages)
}

/** The mean to a horizon; null where the group is not known that long. */
function meanOf(
  { confidence, byCustomer }: PaymentSurvival,
  group: GroupSurvival,
  horizon: number,
): RestrictedMean | null {
  const { curve, durations } = group
  const isKnown = horizon >= curve.firstDay && survivalAt(curve, horizon - 1) !== null
  return isKnown ? restrictedMean(durations, horizon, { confidence, byCustomer }) : null
}

function columnText(age: number, clock: PaymentSurvival['clock']): string {
  if (clock === 'invoice') return `day ${age}`
  return age === 0 ? 'due day' : `${plural(Math.abs(age), 'day')} ${age < 0 ? 'early' : 'late'}`
}

function shareText(at: SurvivalAtDay | null): string {
  if (at === null) return '–'
  return `${percentDigits(at.survival)} (${rangeText(percentDigits(at.low), percentDigits(at.high))})`
}

function quantileText({ day, low, high }: SurvivalQuantile): string {
  const range =
    low === null ? '' : ` (${high === null ? `${dayText(low)} or later` : rangeText(dayText(low), dayText(high))})`
  return `${day === null ? 'not yet' : dayText(day)}${range}`
}

function rangeText(low: string, high: string): string {
  return /^−/.test(high) || /^−/.test(low) ? `${low} to ${high}` : `${low}–${high}`
}

function dayText(days: number, digits = 0): string {
  const text = Math.abs(days).toFixed(digits)
  return days < 0 && Number(text) !== 0 ? `−${text}` : text
}

function percentDigits(share: number): string {
  return (share * 100).toFixed(1)
}

function percentText(share: number, digits: number): string {
  return `${Number((share * 100).toFixed(digits))} %`
}

/** The report as plain data (arlab/survival/1), with the curves by day. */
export function survivalJson(report: PaymentSurvival, ages: readonly number[]): object {
  const { clock, compares, by, asOf, confidence, byCustomer, comparison } = report
  const verdict = verdictOf(report)
  return {
    schema: 'arlab/survival/1',
    clock,
    compares,
    by,
    asOf: isoFromDay(asOf),
    confidence,
    intervals: byCustomer ? 'by customer' : 'by invoice',
    finding: findingText(report),
    groups: report.groups.map((group) => groupJson(report, group, ages)),
    comparison: comparison && {
      isClear: verdict!.isClear,
      earliest: verdict!.earliest.name,
      latest: verdict!.latest.name,
      groups: comparison.byInvoice.groups,
      byCustomer: testJson(comparison.byCustomer),
      byInvoice: testJson(comparison.byInvoice),
    },
  }
}

function testJson(test: LogRank | null): object | null {
  if (test === null) return null
  const { statistic, degreesOfFreedom, pValue } = test
  return { statistic, degreesOfFreedom, pValue }
}

function groupJson(report: PaymentSurvival, group: GroupSurvival, ages: readonly number[]): object {
  const { curve, median, durations, ...counts } = group
  const { firstDay, atRisk, paid, censored, survival, standardError, low, high } = curve
  const { confidence, byCustomer } = report
  const hazard = nelsonAalen(durations, { confidence, byCustomer })
  return {
    ...counts,
    median: { day: median.day, low: median.low, high: median.high },
    mean: meanOf(report, group, horizonOf(ages)),
    at: ages.map((day) => survivalAt(curve, day) ?? { day, survival: null }),
    curve: {
      firstDay,
      ...lists({ atRisk, paid, censored, survival, standardError, low, high }),
      ...lists({ cumulativeHazard: hazard.cumulativeHazard, cumulativeHazardStandardError: hazard.standardError }),
    },
  }
}

function lists(columns: Readonly<Record<string, Float64Array>>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Array.from(values)]))
}

/** The curves as a table to export, a row for each group and day. */
export function survivalExport({ groups }: PaymentSurvival, currency: Currency): ExportTable {
  const places = groups.flatMap((group) => Array.from(group.curve.survival, (_, index) => ({ group, index })))
  const figure = (name: string, kind: 'integer' | 'number', of: (group: GroupSurvival) => Float64Array) => ({
    name,
    kind,
    at: (row: number) => {
      const { group, index } = places[row]!
      return of(group)[index]!
    },
  })
  return {
    name: 'survival',
    rows: places.length,
    currency,
    columns: [
      { name: 'group', kind: 'text', at: (row) => places[row]!.group.name },
      {
        name: 'day',
        kind: 'integer',
        at: (row) => {
          const { group, index } = places[row]!
          return group.curve.firstDay + index
        },
      },
      figure('at_risk', 'integer', ({ curve }) => curve.atRisk),
      figure('paid', 'integer', ({ curve }) => curve.paid),
      figure('censored', 'integer', ({ curve }) => curve.censored),
      figure('unpaid_share', 'number', ({ curve }) => curve.survival),
      figure('standard_error', 'number', ({ curve }) => curve.standardError),
      figure('low', 'number', ({ curve }) => curve.low),
      figure('high', 'number', ({ curve }) => curve.high),
    ],
  }
}
