import { InputError } from '../document/input-error.js'
import type { FactTable, Group } from '../facts/fact-table.js'
import { digitsApart } from './digits-apart.js'
import { type PastDueStanding, pastDueStanding } from './past-due-standing.js'

/** How often a division's late accounts are called. */
type Cadence = 'weekly' | 'biweekly' | 'monthly'

/** From which share of receivables more than 30 days past due on, in per cent, calls are weekly and biweekly. */
export interface CadenceThresholds {
  readonly weekly: number
  readonly biweekly: number
}

/**
 * 5 % is the aging benchmark of collection practice, which the catalogue states too: over 30 days should be under 5 %. 10 %,
 * twice that, is our choice: no source draws a line there.
 */
export const usualCadence: CadenceThresholds = { weekly: 10, biweekly: 5 }

/** The cadence of a group, what it stands on, and why in one clause. */
export interface CadenceRow extends Omit<PastDueStanding, 'reason'> {
  readonly group: Group
  readonly cadence: Cadence
  readonly reason: string
}

/**
 * How often each group of a fact table is to be called, by the share of its receivables that is more than 30 days past due
 * at the end of a period; monthly where that is not defined. In the table's order and without its total, unless that is the
 * only group. Throws an InputError unless the thresholds are above 0 and the one of weekly calls is the higher.
 */
export function callCadence(
  table: FactTable,
  period: number,
  thresholds: CadenceThresholds = usualCadence,
): CadenceRow[] {
  const { weekly, biweekly } = thresholds
  if (!(biweekly > 0 && weekly > biweekly && Number.isFinite(weekly))) {
    throw new InputError(
      `The shares from which calls are weekly and biweekly must be per cent above 0, the weekly one the higher, such as 10 and 5; got ${weekly} and ${biweekly}.`,
    )
  }
  const rows = table.groups.map((group, index): CadenceRow => {
    const standing = pastDueStanding(table, index, period)
    return { ...standing, group, ...cadenceOf(standing, thresholds) }
  })
  return rows.length === 1 ? rows : rows.slice(1)
}

function cadenceOf(
  { pastDueOver30Share: share, reason }: PastDueStanding,
  { weekly, biweekly }: CadenceThresholds,
): Pick<CadenceRow, 'cadence' | 'reason'> {
  if (share === null) return { cadence: 'monthly', reason: `${reason}; calls are monthly` }
  const digits = Math.max(digitsApart(share, weekly, 1), digitsApart(share, biweekly, 1))
  const late = `${share.toFixed(digits)} % is more than 30 days past due`
  if (share < biweekly) return { cadence: 'monthly', reason: `${late}; under ${biweekly} % calls are monthly` }
  if (share < weekly) return { cadence: 'biweekly', reason: `${late}; from ${biweekly} % on calls are biweekly` }
  return { cadence: 'weekly', reason: `${late}; from ${weekly} % on calls are weekly` }
}
