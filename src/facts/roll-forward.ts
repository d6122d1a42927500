import { type FlowFact, factColumn, rollForwardSigns } from './columns.js'
import { type FactTable, factAt, factRow, type Group } from './fact-table.js'

/** A period and group in which opening receivables and flows do not give the closing receivables. */
export interface RollForwardBreak {
  readonly period: string
  readonly group: Group
  /** Closing receivables minus what opening and flows give, in minor units. */
  readonly difference: number
}

const signs = Object.entries(rollForwardSigns) as [FlowFact, 1 | -1][]

/**
 * Checks that opening + sales − cash − discounts − credit memos − write-offs + reversals ± revaluations = closing, to
 * the minor unit, for every period and group. Closing receivables come from open amounts, not from the flows, so the
 * two sides are independent. Empty if it holds.
 */
export function rollForwardBreaks(table: FactTable): RollForwardBreak[] {
  const breaks: RollForwardBreak[] = []
  for (let group = 0; group < table.groups.length; group++) {
    for (let period = 0; period < table.periods.length; period++) {
      const row = factRow(table, group, period)
      let expected = factAt(table, group, period - 1, 'receivables')
      for (const [flow, sign] of signs) expected += sign * table.values[row + factColumn[flow]]!
      const difference = table.values[row + factColumn.receivables]! - expected
      if (difference !== 0) {
        breaks.push({ period: table.periods[period]!.label, group: table.groups[group]!, difference })
      }
    }
  }
  return breaks
}
