import { HazardCurve } from '../../../src/engine/payment/hazard-curve.js'
import { horizonOf, type Plan } from '../../../src/engine/plan.js'

/** The row of the policy under which a customer stands on a day. */
export function policyOn({ customers, phases }: Plan, customer: number, day: number): number {
  const rows = Array.from(phases.policy.keys()).slice(
    customers.phaseStart[customer],
    customers.phaseStart[customer + 1],
  )
  return phases.policy[rows.filter((row) => phases.from[row]! <= day).at(-1)!]!
}

/** The row of each customer's policy on the last day. */
export function lastPolicies(plan: Plan): number[] {
  return Array.from(plan.customers.key, (_, customer) => policyOn(plan, customer, horizonOf(plan)))
}

/** The days on which customers come under another policy. */
export function daysOfChange({ customers, phases }: Plan): number[] {
  const isFirst = new Set(customers.phaseStart)
  return [...new Set(phases.from.filter((_, row) => !isFirst.has(row)))].sort((a, b) => a - b)
}

/** Days from invoice to due date of what a customer is invoiced on a day. */
export function netDays(plan: Plan, customer: number, day: number): number {
  return plan.terms[plan.policies.terms[policyOn(plan, customer, day)]! * (horizonOf(plan) + 1) + day]!
}

/** The quantiles of a response. */
export function quantilesOf({ responses }: Plan, response: number): number[] {
  const width = responses.quantiles.length / responses.key.length
  return [...responses.quantiles.slice(response * width, (response + 1) * width)]
}

/** The value of a response that is a plain number. */
export function numberOf(plan: Plan, response: number): number {
  const values = new Set(quantilesOf(plan, response))
  if (values.size !== 1) throw new Error('This response is a distribution.')
  return [...values][0]!
}

/** The daily hazard of a customer's invoices by days relative to due under a policy, as the engine's curve has it. */
export function hazardsUnder(plan: Plan, customer: number, policy: number): (day: number) => number {
  const { segments, customers, leverSets } = plan
  const segment = customers.segment[customer]!
  const set = plan.policies.leverSet[policy]!
  const [start, end] = [leverSets.start[set]!, leverSets.start[set + 1]!]
  const curve = new HazardCurve(plan.hazardFrom, plan.hazardThrough)
  curve.fill(
    segments.pieceFrom,
    segments.daily,
    segments.pieceStart[segment]!,
    segments.pieceStart[segment + 1]!,
    customers.multiplier[customer]!,
    {
      from: leverSets.from.slice(start, end),
      factor: Float64Array.from(leverSets.factor.slice(start, end), (response) => numberOf(plan, response)),
      count: end - start,
    },
  )
  return (day) => -Math.expm1(-curve.table[curve.entryOn(day, 0) + 1]!)
}
