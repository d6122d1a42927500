import { daysIn } from '../calendar/period.js'
import { dsoCountback } from '../kpi/dso-countback.js'
import { numberOf } from '../kpi/kpi.js'
import { refuseOtherSum } from './adds-up.js'
import type { AuditWindow } from './audit-window.js'
import { salesByPeriod } from './sales-by-period.js'

/** One month of the count-back; money in minor units. */
export interface CountbackStep {
  /** The label of the month, or of the period that stands for one. */
  readonly period: string
  readonly sales: number
  /** What the month takes off the receivables: its sales, or what is left if that is less. */
  readonly taken: number
  /** How many days the month has, and how many of them count: taken ÷ sales of them. */
  readonly daysInPeriod: number
  readonly days: number
  /** Receivables that older months must make up. */
  readonly left: number
}

/**
 * How the count-back goes from the window's last month to the one that uses the receivables up: their days are the
 * figure. It ends early where the figure is not defined, at a month without sales or where the ledger begins.
 */
export function countbackSteps(window: AuditWindow): CountbackStep[] {
  const { facts, settings } = window
  const sales = salesByPeriod(window)
  const steps: CountbackStep[] = []
  let left = facts.closing('receivables')
  for (let period = facts.last; period >= 0 && left > 0 && sales[period]! > 0; period--) {
    const taken = Math.min(left, sales[period]!)
    const daysInPeriod = daysIn(facts.periods[period]!)
    left -= taken
    const days = (taken / sales[period]!) * daysInPeriod
    steps.push({ period: facts.periods[period]!.label, sales: sales[period]!, taken, daysInPeriod, days, left })
  }
  const value = numberOf(dsoCountback.compute(facts, settings))
  const days = steps.map((step) => step.days)
  if (value !== null) refuseOtherSum(dsoCountback.id, days, value)
  return steps
}
