import { InputError } from '../document/input-error.js'
import { RandomStream } from '../engine/random/random-stream.js'
import { baselineName, type Scenario } from '../scenario/file/scenario.js'
import { pairedFigures } from '../scenario/paired-difference.js'
import type { PairedFigures } from '../scenario/result.js'
import { meanOf } from '../statistics/mean-of.js'
import type { Outcome } from './outcome.js'
import { type FuturesInput, OutcomeRuns } from './outcome-runs.js'
import { type Provenance, provenanceOf } from './provenance.js'
import { ofFutures, sharedFutures } from './shared-futures.js'

/** One choice with what comes of it. */
export interface FrontierPoint {
  readonly name: string
  /** In the order of the outcomes: the mean over futures. */
  readonly means: readonly number[]
  /** Against the baseline, future by future. */
  readonly changes: readonly PairedFigures[]
  /** Whether no other choice is as good in every outcome and better in one, in the mean. */
  readonly onFrontier: boolean
  /** In what share of resampled sets of futures it is on the frontier: how sure that is. */
  readonly probability: number
  /** A choice that is at least as good in everything; null for one that is on the frontier. */
  readonly beatenBy: string | null
}

/** The choices that nothing beats (schema arlab/frontier/1). */
export interface Frontier {
  readonly schema: 'arlab/frontier/1'
  readonly outcomes: readonly Pick<Outcome, 'id' | 'name' | 'unit' | 'better'>[]
  readonly currency: string
  readonly provenance: Provenance
  readonly replicates: number
  readonly months: number
  /** Futures in which each choice defines each outcome. */
  readonly futures: number
  /** The baseline comes first. */
  readonly points: readonly FrontierPoint[]
}

const resamples = 400

/**
 * Tries the baseline and all scenarios on the same futures and finds those that no other beats in two or three outcomes. How sure that is
 * comes of the bootstrap: futures drawn anew with replacement. Throws an InputError for outcomes of which neither way is better.
 */
export async function frontier(
  input: FuturesInput,
  scenarios: readonly Scenario[],
  outcomes: readonly string[],
): Promise<Frontier> {
  if (outcomes.length < 2 || outcomes.length > 3) {
    throw new InputError(`A frontier is of two or three outcomes, not of ${outcomes.length}.`)
  }
  const repeated = outcomes.find((outcome, index) => outcomes.indexOf(outcome) !== index)
  if (repeated !== undefined)
    throw new InputError(`${repeated} is asked for twice; a frontier is of different outcomes.`)
  if (scenarios.length === 0)
    throw new InputError('A frontier needs scenarios to choose from: give files, or settings to vary.')
  const runs = new OutcomeRuns(input, outcomes, scenarios)
  try {
    const noSide = runs.outcomes.find(({ better }) => better !== 'lower' && better !== 'higher')
    if (noSide) {
      throw new InputError(
        `${noSide.name} is neither better when it is higher nor when it is lower; choose another outcome, like bad_debt.`,
      )
    }
    runs.expect(scenarios.length + 1)
    const choices = [null, ...scenarios]
    const values: (readonly Float64Array[])[] = []
    for (const choice of choices) values.push(await runs.of(choice))
    const defined = sharedFutures(values.flat())
    if (defined.length < 2) {
      throw new InputError(
        'Hardly any future defines these outcomes for all scenarios; choose others, or more replicates.',
      )
    }
    const kept = values.map((own) => own.map((outcome) => ofFutures(outcome, defined)))
    const signs = runs.outcomes.map(({ better }) => (better === 'lower' ? -1 : 1))
    const means = kept.map((own) => own.map(meanOf))
    const beaten = beatenBy(means, signs)
    const sure = frontierShares(kept, signs)
    return {
      schema: 'arlab/frontier/1',
      outcomes: runs.outcomes.map(({ id, name, unit, better }) => ({ id, name, unit, better })),
      currency: input.behavior.currency,
      provenance: provenanceOf(input),
      replicates: runs.replicates,
      months: runs.periods.length,
      futures: defined.length,
      points: choices.map((choice, row) => ({
        name: choice?.name ?? baselineName,
        means: means[row]!,
        changes: kept[row]!.map((outcome, index) => pairedFigures(outcome, kept[0]![index]!)),
        onFrontier: beaten[row] === null,
        probability: sure[row]!,
        beatenBy: beaten[row] === null ? null : (choices[beaten[row]!]?.name ?? baselineName),
      })),
    }
  } finally {
    await runs.close()
  }
}

/** For each choice one of the frontier that is as good in everything and better in something; null for those that none beats. */
export function beatenBy(means: readonly (readonly number[])[], signs: readonly number[]): (number | null)[] {
  const first = means.map((own) => {
    const better = means.findIndex((other) => {
      const gains = signs.map((sign, outcome) => sign * (other[outcome]! - own[outcome]!))
      return gains.every((gain) => gain >= 0) && gains.some((gain) => gain > 0)
    })
    return better < 0 ? null : better
  })
  // Who beats one that beats another beats that other too.
  const ofFrontier = (row: number): number => (first[row] === null ? row : ofFrontier(first[row]!))
  return first.map((better) => (better === null ? null : ofFrontier(better)))
}

function frontierShares(values: readonly (readonly Float64Array[])[], signs: readonly number[]): number[] {
  const futures = values[0]![0]!.length
  const counts = values.map(() => 0)
  // The draws are of this analysis alone, so that any key does: the same futures give the same shares.
  const stream = new RandomStream().setKey(0x66726f6e, 0x74696572, 0, 0, 1)
  const means = values.map((own) => own.map(() => 0))
  for (let resample = 0; resample < resamples; resample++) {
    for (const own of means) own.fill(0)
    for (let draw = 0; draw < futures; draw++) {
      const future = Math.floor(stream.nextUniform() * futures)
      values.forEach((own, row) => {
        for (let outcome = 0; outcome < own.length; outcome++) means[row]![outcome]! += own[outcome]![future]!
      })
    }
    beatenBy(means, signs).forEach((other, row) => {
      if (other === null) counts[row]!++
    })
  }
  return counts.map((count) => count / resamples)
}
