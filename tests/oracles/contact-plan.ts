import { CompanyDays } from '../../src/engine/days/company-days.js'
import { MonthTable } from '../../src/engine/month-table.js'
import { horizonOf, type Plan, responseSteps } from '../../src/engine/plan.js'
import { firstPhases } from '../../src/engine/policies/policy-phase.js'
import { ReplicateParameters } from '../../src/engine/replicate-parameters.js'
import { Tally } from '../../src/engine/tally/tally.js'
import type { PlainCompany } from '../engine/plain-company.js'
import { planOf } from '../engine/plan-of.js'

/** Minutes of a call. */
export const callMinutes = 10

/**
 * The plan of a company whose collectors call about every invoice on the first day past due, and every so many days after it
 * (0 for never again), as many minutes a day as they have. A call changes nothing, so that only time decides.
 */
export function withCalls(company: PlainCompany, minutesADay: number, every = 0): Plan {
  const plan = planOf(company)
  // A response of 1: that of terms which everybody follows.
  const one = plan.policies.passThrough[0]!
  const zero = plan.responses.key.length
  return {
    ...plan,
    responses: {
      key: Uint32Array.of(...plan.responses.key, 0),
      quantiles: Float64Array.of(...plan.responses.quantiles, ...new Float64Array(responseSteps + 1)),
    },
    policies: { ...plan.policies, contactPlan: plan.policies.contactPlan.map(() => 0) },
    contacts: {
      ...plan.contacts,
      planStart: Int32Array.of(0, 1),
      stepDay: Int32Array.of(1),
      stepKind: Int32Array.of(0),
      stepEvery: Int32Array.of(every),
      kindFact: Uint8Array.of(2),
      kindDoer: Uint8Array.of(1),
      kindMinutes: Float64Array.of(callMinutes),
      kindCost: Float64Array.of(0),
      kindMultiplier: Int32Array.of(one),
      kindEffectDays: Int32Array.of(1),
      kindRightParty: Int32Array.of(-1),
      kindPromise: Int32Array.of(zero),
      kindPromiseDays: Int32Array.of(1),
      kindKept: Int32Array.of(zero),
      minutes: new Float64Array(horizonOf(plan) + 1).fill(minutesADay),
    },
  }
}

/** What became of the contacts of a replicate by the horizon. */
export function contactsOf(plan: Plan, replicate = 0) {
  const table = new MonthTable(plan)
  const parameters = new ReplicateParameters(plan)
  const everybody = new Uint8Array(plan.customers.key.length).fill(1)
  const days = new CompanyDays(
    plan,
    parameters,
    table,
    firstPhases(plan, table.horizon),
    new Tally(plan, table),
    everybody,
  )
  parameters.draw(replicate)
  days.run(replicate)
  return { ...days.desk.counts, waiting: days.desk.waiting }
}
