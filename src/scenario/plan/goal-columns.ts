import type { Behavior } from '../../behavior/behavior.js'
import { type Day, isoFromDay } from '../../calendar/day.js'
import { didYouMean } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import { type GoalColumns, goalTricks } from '../../engine/plan.js'
import type { Group } from '../../facts/fact-table.js'
import type { GoalTrick, Levers } from '../file/lever-schemas.js'
import { isLeftOut } from '../file/scenario.js'
import { scenarioPlace } from '../file/scenario-place.js'
import { type PlacedResponse, placed } from './policy.js'
import type { LeverSetting } from './policy-changes.js'

type Goal = NonNullable<Levers['goal']>

const metrics = { dso: 0, cei: 1, past_due_share: 2, paid_on_time: 3 } as const

/** What each metric invites. */
const usualTricks: Readonly<Record<Goal['metric'], readonly GoalTrick[]>> = {
  dso: ['hold', 'pull', 'credit_and_rebill'],
  cei: ['credit_and_rebill'],
  past_due_share: ['credit_and_rebill', 'write_off'],
  paid_on_time: ['extend_terms'],
}

const trickBits: Readonly<Record<GoalTrick, number>> = {
  credit_and_rebill: goalTricks.creditAndRebill,
  write_off: goalTricks.writeOff,
  hold: goalTricks.hold,
  pull: goalTricks.pull,
  extend_terms: goalTricks.extendTerms,
}

/** Months of a goal's period. */
export const monthsOfPeriod = { month: 1, quarter: 3, year: 12 } as const

/** The goal of a scenario as the engine has it; null without one. Throws an InputError where no customer has what it is owned by. */
export function goalColumns(
  setting: LeverSetting | null,
  monthEnds: Int32Array,
  firstDay: Day,
  keysOf: (names: readonly string[]) => Uint32Array,
  responseRow: (response: PlacedResponse) => number,
): GoalColumns | null {
  const goal = setting?.scenario.levers.goal
  if (!setting || !goal || isLeftOut(setting.scenario, ['levers', 'goal'])) return null
  const { behavior, scenario } = setting
  const owners = goalOwners(behavior, goal.per, () => scenarioPlace(scenario, ['levers', 'goal', 'per']))
  const path = ['levers', 'goal']
  return {
    owner: Int32Array.from(behavior.customers, ({ attributes }) => owners.indexOf(attributes[goal.per] ?? '')),
    key: keysOf(owners),
    metric: metrics[goal.metric],
    overDays: goal.over_days,
    target: goal.target,
    periodMonths: periodMonths(setting, monthEnds, firstDay, monthsOfPeriod[goal.period]),
    propensity: responseRow(placed(goal.propensity, [...path, 'propensity'])),
    tricks: (goal.tricks ?? usualTricks[goal.metric]).reduce((sum, trick) => sum | trickBits[trick], 0),
    most: goal.most,
    billedAgainAfter: goal.billed_again_after,
    holdDays: goal.hold_days,
    pullDays: goal.pull_days,
    extraDays: goal.extra_days,
    extraDaysTaken: responseRow(placed(goal.extra_days_taken, [...path, 'extra_days_taken'])),
  }
}

/** The owners of a goal by name; an InputError with the place that asks for them if customers have no such attribute. */
export function goalOwners({ customers }: Behavior, per: string, place: () => string): string[] {
  const owners = [...new Set(customers.map(({ attributes }) => attributes[per] ?? ''))].filter((name) => name !== '')
  if (owners.length > 0) return owners.sort()
  const known = [...new Set(customers.flatMap(({ attributes }) => Object.keys(attributes)))]
  throw new InputError(
    `${place()}: no customer has an attribute "${per}" that could own the goal.${didYouMean(per, known)}`,
  )
}

/** The groups of the underlying books. */
export function underlyingGroup(group: Group): Group {
  return { ...group, books: 'underlying' }
}

/** Periods that are simulated whole end with their last month: what was sold before the as-of day nobody counts. */
function periodMonths({ periods }: LeverSetting, monthEnds: Int32Array, firstDay: Day, length: number): Uint8Array {
  const isWhole = isoFromDay(firstDay).endsWith('-01')
  return Uint8Array.from(monthEnds, (_, month) => {
    const number = Number(periods[month]!.label.slice(5))
    const simulated = month + 1 - (isWhole ? 0 : 1)
    return number % length === 0 && simulated >= length ? length : 0
  })
}
