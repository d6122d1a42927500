import type { Span } from '../calendar/frequency.js'
import type { FactTable } from '../facts/fact-table.js'
import { FactWindow } from '../facts/fact-window.js'
import { kpiById } from './catalogue.js'
import { noteOf, numberOf } from './kpi.js'
import type { KpiSettings } from './kpi-settings.js'
import { kpiValue } from './kpi-window.js'

/** A step from one method to another: what changes, and by how many days. */
interface MethodStep {
  readonly what: string
  /** Days; null where either end is not defined. */
  readonly days: number | null
}

/** A way to measure how long money is outstanding, and the steps that lead to it from the period-end method. */
export interface DsoMethod {
  readonly id: string
  readonly name: string
  readonly value: number | null
  readonly note: string | null
  /** What it looks at that the period-end method does not. */
  readonly difference: string
  /** DSO of the period + Σ steps = this value, exactly. */
  readonly steps: readonly MethodStep[]
}

/**
 * Every DSO variant of a period beside each other, each reconciled with the period-end method: the steps between them add
 * up to the difference.
 */
export function dsoMethods(table: FactTable, group: number, span: Span, settings: KpiSettings): DsoMethod[] {
  const own = new FactWindow(table, group, span.first, span.last)
  const kpiOfPeriod = (id: string, length?: number) => kpiValue(table, group, span, kpiById(id), settings, length)
  const dso = numberOf(kpiOfPeriod('dso'))
  const between = (to: number | null, from: number | null = dso) => (to === null || from === null ? null : to - from)
  const method = (
    id: string,
    name: string,
    difference: string,
    steps: (value: number | null) => MethodStep[],
    length?: number,
  ): DsoMethod => {
    const result = kpiOfPeriod(id, length)
    const value = numberOf(result)
    return {
      id: length === undefined ? id : `${id}_${length}m`,
      name,
      value,
      note: noteOf(result),
      difference,
      steps: steps(value),
    }
  }
  const kpiName = (id: string) => kpiById(id).name
  const longer = [3, 12].filter((length) => length > span.last - span.first + 1 && length <= span.last + 1)
  return [
    method('dso', 'DSO, period end', 'closing receivables against the period’s own sales', () => []),
    ...longer.map((length) =>
      method(
        'dso',
        `DSO over ${length} months`,
        `the same balance against the sales of ${length} months`,
        (value) => [{ what: `sales of ${length} months in place of the period’s`, days: between(value) }],
        length,
      ),
    ),
    method('dso_countback', kpiName('dso_countback'), 'takes the newest months’ own sales off the balance', (value) => [
      { what: 'each month’s own sales in place of the mean of the period', days: between(value) },
    ]),
    method('dso_best_possible', kpiName('dso_best_possible'), 'current receivables only', () => bestPossibleSteps(own)),
    method('dso_true', kpiName('dso_true'), 'the age of each open invoice, by its own month’s sales', (value) => [
      { what: 'ages of open invoices in place of balance ÷ sales', days: between(value) },
    ]),
    method('turnover_days', kpiName('turnover_days'), 'mean balance and net sales of a year', (value) =>
      turnoverSteps(table, group, span, dso, value),
    ),
    method('days_to_pay', kpiName('days_to_pay'), 'invoices that were settled, not those that are open', (value) => [
      { what: 'what was settled in place of what is open', days: between(value) },
    ]),
  ]
}

/** The past-due buckets come off, the credit balances that were netted are added. */
function bestPossibleSteps(window: FactWindow): MethodStep[] {
  const sales = window.flow('credit_sales')
  const days = (amount: number) => (sales > 0 ? (amount / sales) * window.days : null)
  const pastDue =
    window.closing('receivables') + window.closing('credit_balances') - window.closing('current_receivables')
  return [
    { what: 'past-due receivables left out', days: days(-pastDue) },
    { what: 'credit balances not netted', days: days(window.closing('credit_balances')) },
  ]
}

/** From DSO of the period to turnover days: the window, then the mean balance, then net sales, then the year of 365 days. */
function turnoverSteps(
  table: FactTable,
  group: number,
  span: Span,
  dso: number | null,
  end: number | null,
): MethodStep[] {
  const length = span.last + 1 >= 12 ? Math.max(12, span.last - span.first + 1) : span.last - span.first + 1
  const window = FactWindow.of(table, group, span.last, length)
  const [sales, days] = [window.flow('credit_sales'), window.days]
  const net = sales - window.flow('credit_memos')
  const closing = window.closing('receivables')
  const mean = (window.opening('receivables') + closing) / 2
  const overSales = (balance: number, divisor: number) => (divisor > 0 ? (balance / divisor) * days : null)
  const stations = [dso, overSales(closing, sales), overSales(mean, sales), overSales(mean, net), end]
  const words = [
    `sales of ${length} periods in place of the period’s`,
    'mean of opening and closing balance in place of the closing one',
    'sales less credit memos in place of all sales',
    'a year of 365 days',
  ]
  return words.map((what, step) => {
    const [from, to] = [stations[step]!, stations[step + 1]!]
    return { what, days: from === null || to === null ? null : to - from }
  })
}
