import type { Better, KpiUnit } from '../../kpi/kpi.js'
import type { GoalMetric } from '../../scenario/file/lever-schemas.js'
import type { PairedFigures } from '../../scenario/result.js'
import type { Provenance } from '../provenance.js'
import type { Goal } from './goal-file.js'

/** What an owner's metric hangs on, as shares of its variance that add up to 1. */
export interface VarianceShares {
  /** Whether the owner makes the effort or not. */
  readonly effort: number
  /** What moves other owners too: the economy, what nobody surely knows. 0 where there is no other. */
  readonly company: number
  /** On which terms its customers order: nothing where all have the same. */
  readonly mix: number
  /** The luck of its own customers. */
  readonly luck: number
}

/** The goal of one owner. Probabilities are means over periods and futures. */
export interface GoalOwner {
  readonly owner: string
  readonly accounts: number
  /** Of hitting it with no effort, with full honest effort, and by playing with the books alone. */
  readonly byLuck: number
  readonly byEffort: number
  readonly byGaming: number
  /** With effort, and as much play as the goal file says; null where it says none. */
  readonly likely: number | null
  /** Hits that no effort has earned; misses in spite of it. */
  readonly falsePraise: number
  readonly falseBlame: number
  /** The probability that the metric of a future with effort is better than that of one without: a half tells nothing. */
  readonly told: number
  readonly shares: VarianceShares
  /** Months until effort shows in four futures of five; null if not within the horizon. */
  readonly monthsToShow: number | null
}

/** One way of behaving: what comes of it for the company, against no effort. */
export interface GoalWay {
  readonly way: 'none' | 'effort' | 'gaming' | 'likely'
  /** The probability of hitting the goal, over owners. */
  readonly hit: number
  /** The company's metric in the last period: as reported and underlying. */
  readonly reported: number
  readonly underlying: number
  /** Over all months, minor units. */
  readonly cash: PairedFigures
  readonly writeOffs: PairedFigures
  readonly creditMemos: PairedFigures
  /**
   * Present value of what is really earned: the underlying books' contribution, less what was written off early and stands in them still. Null where contribution is not known.
   */
  readonly contribution: PairedFigures | null
}

/** A metric on which the goal could be set, with a target that luck hits half the time. */
export interface GoalCandidate {
  readonly metric: GoalMetric
  readonly name: string
  readonly unit: KpiUnit
  readonly target: number
  /** Means over owners. */
  readonly told: number
  readonly controlled: number
  /** By how much playing with the books raises the probability of hitting it. */
  readonly gamed: number
  /** What that play costs in contribution; null where it is not known. */
  readonly cost: PairedFigures | null
}

/** What `testGoal` found (schema arlab/goal/1). */
export interface GoalTest {
  readonly schema: 'arlab/goal/1'
  readonly name: string
  readonly note: string
  readonly metric: { readonly id: GoalMetric; readonly name: string; readonly unit: KpiUnit; readonly better: Better }
  readonly target: number
  readonly per: string
  readonly period: Goal['period']
  readonly weight: number | null
  readonly currency: string
  readonly provenance: Provenance
  readonly replicates: number
  readonly months: number
  /** What effort is, lever by lever. */
  readonly effort: readonly string[]
  readonly owners: readonly GoalOwner[]
  /** Those whose metric no future defines. */
  readonly ownersWithout: readonly string[]
  readonly ways: readonly GoalWay[]
  /** The one that tells effort from luck best comes first. */
  readonly candidates: readonly GoalCandidate[]
  readonly advice: Advice
}

/** What to do with a goal, and why, in one sentence. */
export interface Advice {
  readonly verdict: 'assign' | 'dashboard' | 'drop'
  readonly sentence: string
}
