import { type FlowFact, factColumn, factCount, rollForwardSigns } from '../facts/columns.js'
import type { Plan } from './plan.js'

const signs = Object.entries(rollForwardSigns).map(([flow, sign]) => [factColumn[flow as FlowFact], sign] as const)

/**
 * Asserts that in one replicate opening receivables and flows give the closing receivables of every month and group,
 * to the minor unit. Stays on in production: a broken result must never reach a report.
 */
export function assertConserved(plan: Plan, facts: Float64Array, replicate: number): void {
  const months = plan.monthEnds.length
  const opening = new Float64Array(plan.groups)
  for (let row = 0; row < plan.opening.open.length; row++) {
    opening[0]! += plan.opening.open[row]!
    const group = plan.opening.group[row]!
    if (group > 0) opening[group]! += plan.opening.open[row]!
  }
  for (let group = 0; group < plan.groups; group++) {
    let expected = opening[group]!
    for (let month = 0; month < months; month++) {
      const row = (group * months + month) * factCount
      for (const [column, sign] of signs) expected += sign * facts[row + column]!
      const closing = facts[row + factColumn.receivables]!
      if (closing !== expected) {
        throw new Error(
          `Money is not conserved in replicate ${replicate}, group ${group}, month ${month + 1}: ` +
            `flows give ${expected}, open amounts ${closing}, difference ${closing - expected}. This is a defect of the engine.`,
        )
      }
    }
  }
}
