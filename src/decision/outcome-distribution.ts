import { quantileSorted } from 'simple-statistics'
import { InputError } from '../document/input-error.js'
import { baselineName, type Scenario } from '../scenario/file/scenario.js'
import { definedOf } from '../scenario/spread.js'
import type { Outcome } from './outcome.js'
import { type FuturesInput, OutcomeRuns } from './outcome-runs.js'
import { type Provenance, provenanceOf } from './provenance.js'
import { type ReachedShare, reachedShare, type Target, targetNamed, targetOutcome } from './target.js'

/** How an outcome spreads over futures under one scenario. */
export interface ScenarioDistribution {
  readonly name: string
  /** Of the futures that define the outcome, lowest first; money in minor units. */
  readonly values: readonly number[]
  readonly q05: number
  readonly q50: number
  readonly q95: number
  /** Of all futures, also those that do not define the outcome; null without a target. */
  readonly reached: ReachedShare | null
}

/** The futures of an outcome under the baseline and some scenarios, on the same luck. */
export interface OutcomeDistribution {
  readonly outcome: Pick<Outcome, 'id' | 'name' | 'unit' | 'better'>
  readonly target: Pick<Target, 'bound' | 'value'> | null
  readonly currency: string
  readonly provenance: Provenance
  readonly replicates: number
  readonly months: number
  /** The baseline comes first. */
  readonly scenarios: readonly ScenarioDistribution[]
}

/**
 * How an outcome (`dso`, `cash`) or a target (`dso<=45`) spreads over the futures of the baseline and of some scenarios. Throws an
 * InputError for what is neither, and where hardly any future defines the outcome.
 */
export async function outcomeDistribution(
  input: FuturesInput,
  question: string,
  scenarios: readonly Scenario[] = [],
): Promise<OutcomeDistribution> {
  const isTarget = /[<>≤≥=]/.test(question)
  const runs = new OutcomeRuns(input, [isTarget ? targetOutcome(question) : question], scenarios)
  try {
    const target = isTarget ? targetNamed(question, runs.periods, input.behavior.currency) : null
    const { id, name, unit, better } = runs.outcomes[0]!
    runs.expect(scenarios.length + 1)
    const spread: ScenarioDistribution[] = []
    for (const scenario of [null, ...scenarios]) {
      spread.push(distributionOf(scenario?.name ?? baselineName, (await runs.of(scenario))[0]!, target, name))
    }
    return {
      outcome: { id, name, unit, better },
      target: target && { bound: target.bound, value: target.value },
      currency: input.behavior.currency,
      provenance: provenanceOf(input),
      replicates: runs.replicates,
      months: runs.periods.length,
      scenarios: spread,
    }
  } finally {
    await runs.close()
  }
}

function distributionOf(
  name: string,
  outcomes: Float64Array,
  target: Target | null,
  outcome: string,
): ScenarioDistribution {
  const values = [...definedOf(outcomes)].sort((a, b) => a - b)
  if (values.length < 2) {
    throw new InputError(`Hardly any future of ${name} defines ${outcome}; choose another outcome, or more replicates.`)
  }
  const at = (share: number) => quantileSorted(values, share)
  return { name, values, q05: at(0.05), q50: at(0.5), q95: at(0.95), reached: target && reachedShare(outcomes, target) }
}
