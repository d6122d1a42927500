import type { CustomerBehavior } from '../../behavior/behavior.js'
import { quantileOfResponse } from '../file/response.js'
import { pulledLevers, type Scenario } from '../file/scenario.js'
import { expectedDailySales } from './expected-sales.js'
import { meanNetDays } from './policy.js'
import type { PolicyPhase } from './policy-phases.js'

/** Days by which customers' payment habits move, weighted by their expected sales; 0 unless due days alone change. */
export function expectedClockShift(
  customers: readonly CustomerBehavior[],
  phases: readonly (readonly PolicyPhase[])[],
  scenario: Scenario | null,
): number {
  return movesDueDaysAlone(scenario) ? salesWeightedMean(customers, phases.map(clockShiftOf)) : 0
}

function movesDueDaysAlone(scenario: Scenario | null): boolean {
  if (scenario === null) return false
  const { terms, ...others } = pulledLevers(scenario)
  return (
    terms.length > 0 &&
    // Who takes a discount pays by it and not by the due day.
    terms.every(({ discount }) => discount === undefined) &&
    Object.values(others).every((lever) => lever === undefined || (Array.isArray(lever) && lever.length === 0))
  )
}

/** By how many days the last policy moves a customer's own habit. */
function clockShiftOf(phases: readonly PolicyPhase[]): number {
  const [today, last] = [phases[0]!.policy, phases.at(-1)!.policy]
  return Math.round(
    (meanNetDays(last.terms) - meanNetDays(today.terms)) * quantileOfResponse(last.passThrough.response, 0.5),
  )
}

function salesWeightedMean(customers: readonly CustomerBehavior[], values: readonly number[]): number {
  let weights = 0
  let sum = 0
  customers.forEach((customer, row) => {
    const sales = expectedDailySales(customer)
    weights += sales
    sum += sales * values[row]!
  })
  return weights > 0 ? sum / weights : 0
}
