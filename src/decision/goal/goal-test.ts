import type { Behavior } from '../../behavior/behavior.js'
import { InputError } from '../../document/input-error.js'
import { placeInDocument } from '../../document/read-document.js'
import { kpiById } from '../../kpi/catalogue.js'
import type { Kpi } from '../../kpi/kpi.js'
import { type GoalMetric, goalMetrics, leversSchema } from '../../scenario/file/lever-schemas.js'
import { noLevers } from '../../scenario/file/lever-setting.js'
import type { LeverOrigin, Scenario } from '../../scenario/file/scenario.js'
import { pairedFigures } from '../../scenario/paired-difference.js'
import type { CompiledPlan } from '../../scenario/plan/compile-plan.js'
import { goalOwners, monthsOfPeriod } from '../../scenario/plan/goal-columns.js'
import type { PairedFigures } from '../../scenario/result.js'
import { definedOf } from '../../scenario/spread.js'
import { meanOf } from '../../statistics/mean-of.js'
import { leversOf } from '../levers-of.js'
import type { FuturesInput } from '../outcome-runs.js'
import { provenanceOf } from '../provenance.js'
import { adviceOn } from './goal-advice.js'
import type { Goal } from './goal-file.js'
import { type GoalFutures, GoalRuns } from './goal-futures.js'
import { goalKpi, goodSide, meets } from './goal-metrics.js'
import type { GoalCandidate, GoalOwner, GoalTest, GoalWay, VarianceShares } from './goal-result.js'
import { explainedBy, monthsToShow, type Separation, separation } from './goal-statistics.js'
import { usualEffort } from './usual-effort.js'

/**
 * Tests a KPI goal before it is assigned: how likely each owner hits it by luck, by honest effort and by playing with the books; what effort controls; how often hits and misses
 * would be misread; when effort shows; what each way costs; and which metric would do better. All on the same futures. Throws an InputError for an attribute that no customer
 * has, and a horizon without a whole period.
 */
export async function testGoal(input: FuturesInput, goal: Goal): Promise<GoalTest> {
  const { behavior } = input
  const names = goalOwners(behavior, goal.per, () => placeInDocument(goal.file, ['per']))
  const terms = kpiById('weighted_terms')
  const candidates = [...new Set([goal.metric, ...goal.candidates])]
  const kpiOf = (metric: GoalMetric) => goalKpi(metric, goal.over_days)
  const runs = new GoalRuns(input, goal.per, monthsOfPeriod[goal.period], [...candidates.map(kpiOf), terms])
  try {
    const effort: Scenario = {
      ...noLevers,
      name: 'effort',
      levers: goal.effort ?? usualEffort(behavior),
      file: goal.file,
      origins: originsOf(goal),
    }
    const gamingOn = (metric: GoalMetric, target: number, propensity: unknown, base = noLevers): Scenario => ({
      ...base,
      name: 'gaming',
      levers: leversSchema.parse({ ...base.levers, goal: { ...leverOf(goal), metric, target, propensity } }),
      file: goal.file,
    })
    const likely = goal.gaming.propensity === undefined || goal.gaming.propensity === 0 ? null : goal.gaming.propensity
    refuseOtherOwners(behavior, runs.compiled(null), goal)
    runs.expect(2 + candidates.length + (likely === null ? 0 : 1))
    const none = await runs.of(null, 'no effort')
    const honest = await runs.of(effort, 'effort')
    const ends = periodEnds(runs, gamingOn(goal.metric, goal.target, 1))
    const kpi = kpiOf(goal.metric)
    const everyone = names.map((name) => ({
      name,
      accounts: behavior.customers.filter(({ attributes }) => attributes[goal.per] === name).length,
      group: none.groups.findIndex((group) => group[goal.per] === name),
    }))
    // Who sells too little for the metric to exist can neither hit nor miss it.
    const owners = everyone.filter(({ group }) =>
      ends.some((month) =>
        [none, honest].every((futures) =>
          futures.kpi(kpi, group, month, 'period').some((value) => !Number.isNaN(value)),
        ),
      ),
    )
    if (owners.length === 0) {
      throw new InputError(
        `${kpi.name} of no ${goal.per} is defined at the end of a ${goal.period}; choose another metric, or a longer period.`,
      )
    }
    const groups = owners.map(({ group }) => group)
    /** The values of an owner's metric at the ends of all periods, one after the other. */
    const valuesOf = (futures: GoalFutures, kpi: Kpi, group: number) =>
      concatenated(ends.map((month) => futures.kpi(kpi, group, month, 'period')))
    /** The target of each metric that luck hits half the time. */
    const even = new Map(
      candidates.map((metric) => [metric, medianOf(groups.map((group) => valuesOf(none, kpiOf(metric), group)))]),
    )
    const targetOf = (metric: GoalMetric) => (metric === goal.metric ? goal.target : even.get(metric)!)
    const gamed = new Map<GoalMetric, GoalFutures>()
    for (const metric of candidates)
      gamed.set(metric, await runs.of(gamingOn(metric, targetOf(metric), 1), `gaming ${metric}`))
    const played = gamed.get(goal.metric)!
    const both = likely === null ? null : await runs.of(gamingOn(goal.metric, goal.target, likely, effort), 'likely')

    const side = goodSide(kpi)
    const hits = (futures: GoalFutures, group: number, metric = goal.metric, target = goal.target) =>
      hitShare(valuesOf(futures, kpiOf(metric), group), kpiOf(metric), target)
    const found = owners.map(({ name, accounts }, index): GoalOwner => {
      const group = groups[index]!
      const told = toldBy(none, honest, { kpi, side, group, ends })
      const monthly = (futures: GoalFutures) =>
        Array.from({ length: runs.months }, (_, month) =>
          futures.kpi(kpi, group, month, 'month').map((value) => side * value),
        )
      const byLuck = hits(none, group)
      const byEffort = hits(honest, group)
      return {
        owner: name,
        accounts,
        byLuck,
        byEffort,
        byGaming: hits(played, group),
        likely: both === null ? null : hits(both, group),
        falsePraise: byLuck,
        falseBlame: 1 - byEffort,
        told: told.told,
        shares: sharesOf(told.controlled, none, {
          kpi,
          terms,
          group,
          ends,
          others: owners.filter((own) => own.group !== group),
        }),
        monthsToShow: monthsToShow(monthly(none), monthly(honest)),
      }
    })
    const overOwners = (of: (group: number) => number) =>
      groups.reduce((sum, group) => sum + of(group), 0) / groups.length
    const last = ends.at(-1)!
    const wayOf = (way: GoalWay['way'], futures: GoalFutures): GoalWay => ({
      way,
      hit: overOwners((group) => hits(futures, group)),
      reported: meanOf(definedOf(futures.kpi(kpi, 0, last, 'period'))),
      underlying: meanOf(definedOf(futures.kpi(kpi, 0, last, 'period', 'underlying'))),
      cash: pairedFigures(futures.money.cash[0], none.money.cash[0]),
      writeOffs: pairedFigures(futures.money.writeOffs[0], none.money.writeOffs[0]),
      creditMemos: pairedFigures(futures.money.creditMemos[0], none.money.creditMemos[0]),
      contribution: costOf(futures, none),
    })
    const ways = [
      wayOf('none', none),
      wayOf('effort', honest),
      wayOf('gaming', played),
      ...(both === null ? [] : [wayOf('likely', both)]),
    ]
    const compared = candidates.map((metric): GoalCandidate => {
      const own = kpiOf(metric)
      const [good, target] = [goodSide(own), targetOf(metric)]
      const told = groups.map((group) => toldBy(none, honest, { kpi: own, side: good, group, ends }))
      const mean = (of: (each: (typeof told)[number]) => number) =>
        told.reduce((sum, each) => sum + of(each), 0) / told.length
      const withPlay = gamed.get(metric)!
      return {
        metric,
        name: own.name,
        unit: own.unit,
        target,
        told: mean((each) => each.told),
        controlled: mean((each) => each.controlled),
        gamed: overOwners((group) => hits(withPlay, group, metric, target) - hits(none, group, metric, target)),
        cost: costOf(withPlay, none),
      }
    })
    compared.sort((a, b) => b.told - a.told || goalMetrics.indexOf(a.metric) - goalMetrics.indexOf(b.metric))
    return {
      schema: 'arlab/goal/1',
      name: goal.name,
      note: goal.note,
      metric: { id: goal.metric, name: kpi.name, unit: kpi.unit, better: kpi.better },
      target: goal.target,
      per: goal.per,
      period: goal.period,
      weight: goal.weight ?? null,
      currency: behavior.currency,
      provenance: provenanceOf(input),
      replicates: runs.replicates,
      months: runs.months,
      effort: leversOf(effort).map(({ name }) => name),
      owners: found,
      ownersWithout: everyone.filter((owner) => !owners.includes(owner)).map(({ name }) => name),
      ways,
      candidates: compared,
      advice: adviceOn(goal.metric, found, compared, outcomeWords(kpi, even.get(goal.metric)!)),
    }
  } finally {
    await runs.close()
  }
}

/** Where the levers of effort stand in the goal's file, for messages. */
function originsOf({ effort, file }: Goal): ReadonlyMap<string, LeverOrigin> {
  const origins = new Map<string, LeverOrigin>()
  for (const [kind, own] of Object.entries(effort ?? {})) {
    if (!Array.isArray(own)) origins.set(kind, { file, path: ['effort', kind] })
    else for (const index of own.keys()) origins.set(`${kind}.${index + 1}`, { file, path: ['effort', kind, index] })
  }
  return origins
}

/** What the engine is told of the goal. */
function leverOf({ over_days, per, period, gaming }: Goal) {
  const { propensity: _, ...own } = gaming
  return {
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
    over_days,
    per,
    period,
  }
}

/** The months with which whole periods end. */
function periodEnds(runs: GoalRuns, scenario: Scenario): number[] {
  const { periodMonths } = runs.compiled(scenario).plan.goals!
  const ends = [...periodMonths.keys()].filter((month) => periodMonths[month]! > 0)
  if (ends.length === 0) {
    throw new InputError(
      `No whole period of the goal lies within the ${runs.months} months that are simulated; simulate more, or choose a shorter period.`,
    )
  }
  return ends
}

interface OwnersMetric {
  readonly kpi: Kpi
  readonly group: number
  readonly ends: readonly number[]
}

/** How effort shows at the end of a period, and what of the variance it controls: means over periods, as nobody compares one with another. */
function toldBy(
  none: GoalFutures,
  honest: GoalFutures,
  { kpi, side, group, ends }: OwnersMetric & { readonly side: 1 | -1 },
): Separation {
  const periods = ends.flatMap((month) => {
    const turned = (futures: GoalFutures) => futures.kpi(kpi, group, month, 'period').map((value) => side * value)
    return separation(turned(none), turned(honest)) ?? []
  })
  if (periods.length === 0) return { told: 0.5, controlled: 0 }
  const mean = (of: (each: Separation) => number) => periods.reduce((sum, each) => sum + of(each), 0) / periods.length
  return { told: mean(({ told }) => told), controlled: mean(({ controlled }) => controlled) }
}

/** What moves the company is what the other owners, by their accounts, have in common with this one; nothing is known of it where there is no other. */
function sharesOf(
  controlled: number,
  none: GoalFutures,
  {
    kpi,
    terms,
    group,
    ends,
    others,
  }: OwnersMetric & {
    readonly terms: Kpi
    readonly others: readonly { readonly group: number; readonly accounts: number }[]
  },
): VarianceShares {
  let [company, mix] = [0, 0]
  for (const month of ends) {
    const own = explainedBy(none.kpi(kpi, group, month, 'period'), meanOfOthers(none, kpi, month, others))
    company += own.share / ends.length
    mix += ((1 - own.share) * explainedBy(own.rest, none.kpi(terms, group, month, 'period')).share) / ends.length
  }
  const rest = 1 - controlled
  return { effort: controlled, company: rest * company, mix: rest * mix, luck: rest * (1 - company - mix) }
}

function meanOfOthers(
  none: GoalFutures,
  kpi: Kpi,
  month: number,
  others: readonly { readonly group: number; readonly accounts: number }[],
): Float64Array {
  const all = others.map(({ group }) => none.kpi(kpi, group, month, 'period'))
  return Float64Array.from({ length: none.money.cash[0].length }, (_, future) => {
    let [sum, weight] = [0, 0]
    others.forEach(({ accounts }, other) => {
      const value = all[other]![future]!
      if (Number.isNaN(value)) return
      sum += accounts * value
      weight += accounts
    })
    return weight > 0 ? sum / weight : Number.NaN
  })
}

/** Customers count for the same owner in the behaviour, by which the engine goes, and in the ledger, by which results are grouped. */
function refuseOtherOwners({ customers }: Behavior, { plan, groups }: CompiledPlan, { per }: Goal): void {
  customers.forEach(({ id, attributes }, row) => {
    const name = attributes[per] ?? ''
    const grouped = groups[plan.customers.group[row]!]![per]
    if (name === '' || name === grouped) return
    throw new InputError(
      `By the behaviour ${id} counts for "${name}", by the ledger for "${grouped}"; learn the behaviour anew from this ledger, or state the same ${per} in both.`,
    )
  })
}

/** `44.2 days`, `89.7 %`. */
function outcomeWords({ unit, digits }: Kpi, value: number): string {
  return `${value.toFixed(digits)} ${unit === 'percent' ? '%' : unit}`
}

/** What is really earned against no effort: see `GoalWay.contribution`. */
function costOf(futures: GoalFutures, none: GoalFutures): PairedFigures | null {
  const earned = ({ money: { contribution, writeOffs } }: GoalFutures) =>
    contribution[1].map((value, future) => value - (writeOffs[0][future]! - writeOffs[1][future]!))
  const figures = pairedFigures(earned(futures), earned(none))
  return figures.mean === null ? null : figures
}

function hitShare(values: Float64Array, kpi: Kpi, target: number): number {
  let [hit, defined] = [0, 0]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    defined++
    if (meets(kpi, value, target)) hit++
  }
  return defined === 0 ? 0 : hit / defined
}

function concatenated(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let from = 0
  for (const part of parts) {
    all.set(part, from)
    from += part.length
  }
  return all
}

function medianOf(parts: readonly Float64Array[]): number {
  const sorted = concatenated(parts)
    .filter((value) => !Number.isNaN(value))
    .sort()
  return sorted.length === 0 ? 0 : sorted[Math.floor(sorted.length / 2)]!
}
