import type { Behavior } from '../behavior/behavior.js'
import { addDays, type Day, dayFromIso, isoFromDay } from '../calendar/day.js'
import type { Period } from '../calendar/period.js'
import { InputError } from '../document/input-error.js'
import { placeInDocument } from '../document/read-document.js'
import { matchCustomers } from './match-customers.js'
import { placed } from './policy.js'
import type { PolicyChange } from './policy-phases.js'
import type { Scenario, Where } from './scenario-file.js'

/** What a scenario's levers make of each customer's policy, in the order of the file. */
export function policyChanges(
  behavior: Behavior,
  scenario: Scenario | null,
  periods: readonly Period[],
  asOf: Day,
): PolicyChange[][] {
  const changes = behavior.customers.map((): PolicyChange[] => [])
  if (!scenario) return changes
  const from = leversFrom(scenario, periods, asOf)
  const each = (where: Where, path: readonly PropertyKey[], apply: PolicyChange['apply']) => {
    for (const row of matchCustomers(behavior, where, scenario.file, path)) changes[row]!.push({ from, apply })
  }
  const { terms, collections, write_off } = scenario.levers
  terms.forEach((lever, index) => {
    const path = ['levers', 'terms', index]
    each(lever.where, [...path, 'where'], (policy) =>
      policy.terms.net === lever.net
        ? policy
        : {
            ...policy,
            terms: { ...policy.terms, net: lever.net },
            passThrough: placed(lever.pass_through, [...path, 'pass_through']),
          },
    )
  })
  collections.forEach((lever, index) => {
    const path = ['levers', 'collections', index]
    each(lever.where, [...path, 'where'], (policy) => ({
      ...policy,
      hazardFactors:
        lever.hazard_multiplier === 1
          ? policy.hazardFactors
          : [
              ...policy.hazardFactors,
              {
                from: lever.from_days_past_due,
                ...placed(lever.hazard_multiplier, [...path, 'hazard_multiplier']),
              },
            ],
    }))
  })
  if (write_off) {
    each({}, ['levers', 'write_off'], (policy) => ({ ...policy, writeOffAge: write_off.days_past_due }))
  }
  return changes
}

function leversFrom(scenario: Scenario, periods: readonly Period[], asOf: Day): number {
  const firstDay = addDays(asOf, 1)
  if (scenario.from === undefined) return 1
  const from = dayFromIso(scenario.from)!
  if (from < firstDay) {
    throw new InputError(
      `${placeInDocument(scenario.file, ['from'])}: levers cannot act from ${scenario.from}, before the first simulated day ${isoFromDay(firstDay)}.`,
    )
  }
  const last = periods[periods.length - 1]!.end
  if (from > last) {
    throw new InputError(
      `${placeInDocument(scenario.file, ['from'])}: levers would act from ${scenario.from}, after the last simulated day ${isoFromDay(last)}; simulate more months or choose an earlier day.`,
    )
  }
  return from - asOf
}
