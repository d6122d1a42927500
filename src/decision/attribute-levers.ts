import { InputError } from '../document/input-error.js'
import type { Scenario } from '../scenario/file/scenario.js'
import { pairedFigures } from '../scenario/paired-difference.js'
import type { PairedFigures } from '../scenario/result.js'
import { meanOf } from '../statistics/mean-of.js'
import { averagedOverOrders } from '../statistics/shapley.js'
import { leversOf, type NamedLever, withoutLevers } from './levers-of.js'
import type { Outcome } from './outcome.js'
import { type FuturesInput, OutcomeRuns } from './outcome-runs.js'
import { type Provenance, provenanceOf } from './provenance.js'
import { ofFutures, sharedFutures } from './shared-futures.js'

/** One outcome, and what each lever does to it. */
export interface OutcomeAttribution {
  readonly outcome: Pick<Outcome, 'id' | 'name' | 'unit' | 'better'>
  /** Mean over the futures that define it with any set of the levers. */
  readonly baseline: number
  readonly scenario: number
  readonly total: PairedFigures
  /** In the order of the levers; their means add up to the total's. */
  readonly levers: readonly PairedFigures[]
  /** Futures that some set of the levers leaves without the outcome; they are left out. */
  readonly undefinedFutures: number
}

/** What of a scenario's effect each of its levers brings (schema arlab/waterfall/1). */
export interface LeverAttribution {
  readonly schema: 'arlab/waterfall/1'
  readonly scenario: string
  readonly currency: string
  readonly provenance: Provenance
  readonly replicates: number
  readonly months: number
  readonly levers: readonly { readonly place: string; readonly name: string }[]
  readonly outcomes: readonly OutcomeAttribution[]
}

/** Each lever doubles the sets that are run. */
const mostLevers = 8

/**
 * Splits what a scenario does to outcomes over its levers: each gets what pulling it does, averaged over all orders in which the levers
 * can be pulled one after the other, future by future under the same luck. The parts add up to the whole. (L. S. Shapley, A value for n-person
 * games, 1953.) All sets of k levers are run, 2^k of them.
 * Throws an InputError for a scenario without levers or with more than 8, and for an outcome that no future defines.
 */
export async function attributeLevers(
  input: FuturesInput,
  scenario: Scenario,
  outcomes: readonly string[],
): Promise<LeverAttribution> {
  const levers = leversOf(scenario)
  const sets = 2 ** levers.length
  if (levers.length === 0) throw new InputError(`${scenario.name} pulls no lever: there is nothing to attribute.`)
  if (levers.length > mostLevers) {
    throw new InputError(
      `${scenario.name} pulls ${levers.length} levers, whose sets are ${sets.toLocaleString('en-US')} scenarios; at most ${mostLevers} can be told apart.`,
    )
  }
  const runs = new OutcomeRuns(input, outcomes, [scenario])
  try {
    runs.expect(sets)
    const values: (readonly Float64Array[])[] = []
    for (let set = 0; set < sets; set++) {
      const out = levers.filter((_, lever) => (set & (1 << lever)) === 0).map(({ place }) => place)
      const name = set === 0 ? 'no lever' : `set ${set + 1} of ${sets}`
      values.push(await runs.of(withoutLevers(scenario, out), name))
    }
    const capital = costOfItsOwn(scenario, runs)
    const baseline = capital === null ? null : await runs.of(null)
    return {
      schema: 'arlab/waterfall/1',
      scenario: scenario.name,
      currency: input.behavior.currency,
      provenance: provenanceOf(input),
      replicates: runs.replicates,
      months: runs.periods.length,
      levers: capital === null ? levers : [...levers, capital],
      outcomes: runs.outcomes.map((outcome, index) =>
        attributed(
          outcome,
          values.map((set) => set[index]!),
          levers.length,
          baseline === null ? null : baseline[index]!,
        ),
      ),
    }
  } finally {
    await runs.close()
  }
}

/** Money that costs something else in the scenario than in the company is a part of its own: not of its levers. */
function costOfItsOwn({ economics }: Scenario, { settings }: OutcomeRuns): NamedLever | null {
  const own = economics?.cost_of_capital
  if (own === undefined || own === settings.costOfCapital) return null
  return { place: 'economics', name: `economics: cost of capital ${own}` }
}

/** `baseline` is given where it is not the scenario without its levers. */
function attributed(
  outcome: Outcome,
  sets: readonly Float64Array[],
  levers: number,
  baseline: Float64Array | null,
): OutcomeAttribution {
  const { id, name, unit, better } = outcome
  const defined = sharedFutures(baseline === null ? sets : [...sets, baseline])
  if (defined.length < 2) {
    throw new InputError(
      `${name} is not defined in the futures that were run: choose another outcome, or more replicates.`,
    )
  }
  const parts = Array.from({ length: levers }, () => new Float64Array(defined.length))
  defined.forEach((future, place) => {
    averagedOverOrders(sets.map((values) => values[future]!)).forEach((part, lever) => {
      parts[lever]![place] = part
    })
  })
  const [before, after] = [ofFutures(baseline ?? sets[0]!, defined), ofFutures(sets.at(-1)!, defined)]
  if (baseline !== null) parts.push(ofFutures(sets[0]!, defined).map((value, future) => value - before[future]!))
  const nothing = new Float64Array(defined.length)
  return {
    outcome: { id, name, unit, better },
    baseline: meanOf(before),
    scenario: meanOf(after),
    total: pairedFigures(after, before),
    levers: parts.map((part) => pairedFigures(part, nothing)),
    undefinedFutures: sets[0]!.length - defined.length,
  }
}
