import { agingBuckets, type FlowFact, factColumn, factCount, rollForwardSigns } from '../../facts/columns.js'
import type { Plan } from '../plan.js'

const signs = Object.entries(rollForwardSigns).map(([flow, sign]) => [factColumn[flow as FlowFact], sign] as const)
const bucketColumns = agingBuckets.map(({ fact }) => factColumn[fact])

/**
 * The check that no money is lost or made. Stays on in production: a broken result must never reach a report.
 */
export class Conservation {
  /** Receivables on the as-of day by group; all of them for group 0. */
  readonly #opening: Float64Array

  constructor(readonly plan: Plan) {
    this.#opening = new Float64Array(plan.groups)
    plan.opening.open.forEach((open, row) => {
      this.#opening[0]! += open
      const group = plan.opening.group[row]!
      if (group > 0) this.#opening[group]! += open
    })
  }

  /**
   * Asserts that in one replicate opening receivables and flows give the closing receivables of every month and group, to
   * the minor unit, and that no aging bucket is below zero.
   */
  assert(facts: Float64Array, replicate: number): void {
    const months = this.plan.monthEnds.length
    const { groups, books } = this.plan
    for (let group = 0; group < groups * books; group++) {
      let expected = this.#opening[group % groups]!
      for (let month = 0; month < months; month++) {
        const row = (group * months + month) * factCount
        for (const [column, sign] of signs) expected += sign * facts[row + column]!
        const closing = facts[row + factColumn.receivables]!
        const where = `in replicate ${replicate}, group ${group}, month ${month + 1}`
        if (closing !== expected) {
          throw new Error(
            `Money is not conserved ${where}: flows give ${expected}, open amounts ${closing}, ` +
              `difference ${closing - expected}. This is a defect of the engine.`,
          )
        }
        for (const column of bucketColumns) {
          if (facts[row + column]! >= 0) continue
          throw new Error(
            `An aging bucket is below zero ${where}: ${facts[row + column]}. This is a defect of the engine.`,
          )
        }
      }
    }
  }
}
