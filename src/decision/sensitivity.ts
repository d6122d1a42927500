import { sampleRankCorrelation } from 'simple-statistics'
import { InputError } from '../document/input-error.js'
import { quantileOfResponse } from '../scenario/file/response.js'
import type { Scenario } from '../scenario/file/scenario.js'
import { pairedFigures } from '../scenario/paired-difference.js'
import type { PairedFigures } from '../scenario/result.js'
import { meanOf } from '../statistics/mean-of.js'
import type { RatioEstimate } from '../statistics/ratio-of-means.js'
import { leversOf, withoutLevers } from './levers-of.js'
import type { Outcome } from './outcome.js'
import { type FuturesInput, OutcomeRuns } from './outcome-runs.js'
import { type Provenance, provenanceOf } from './provenance.js'
import { ofFutures, sharedFutures } from './shared-futures.js'
import { statedResponses, withSettingAt } from './stated-responses.js'
import { type Unknown, unknownsOf } from './unknowns.js'
import { type ValueOfKnowing, valueOfKnowing } from './value-of-knowing.js'

/** What an outcome would be if one thing were otherwise. */
export interface TornadoBar {
  /** A lever that is left out or pulled, or a response at its low or high end. */
  readonly kind: 'lever' | 'response'
  readonly name: string
  /** The mean outcome with the lever left out, or with the response where one draw in twenty lies below; and what that end is. */
  readonly low: { readonly at: string; readonly outcome: number }
  /** With the lever pulled, or with the response where one draw in twenty lies above. */
  readonly high: { readonly at: string; readonly outcome: number }
  /** By how much the two differ: the longest bar comes first. */
  readonly swing: number
}

/** How one unknown goes with the outcome over futures. */
export interface UnknownEffect {
  readonly name: string
  readonly kind: Unknown['kind']
  /** Spearman's rank correlation with the scenario's outcome, and the interval that holds the true one with 95 % probability; null where the outcome does not vary. */
  readonly correlation: RatioEstimate | null
  /** What knowing it would be worth for the decision; null for what is luck, which nobody can know, and with too few futures to say. */
  readonly knowing: ValueOfKnowing | null
}

/** What an outcome of a scenario hangs on (schema arlab/sensitivity/1). */
export interface Sensitivity {
  readonly schema: 'arlab/sensitivity/1'
  readonly scenario: string
  readonly outcome: Pick<Outcome, 'id' | 'name' | 'unit' | 'better'>
  readonly currency: string
  readonly provenance: Provenance
  readonly replicates: number
  readonly months: number
  readonly baseline: number
  /** The mean outcome of the scenario, and its change from the baseline. */
  readonly mean: number
  readonly change: PairedFigures
  /** The longest first. */
  readonly tornado: readonly TornadoBar[]
  /** The closest correlation first. */
  readonly unknowns: readonly UnknownEffect[]
  /** By what it is decided whether to do it, and in what share of futures it is the better choice. */
  readonly decision: {
    readonly by: Pick<Outcome, 'id' | 'name' | 'unit' | 'better'>
    readonly change: PairedFigures
    readonly better: number
  }
}

const ends = [0.05, 0.95] as const

/**
 * What a scenario's outcome hangs on: each lever left out, each uncertain response at its ends, the rank correlation of every unknown with the
 * outcome over futures, and which unknown, if it were known, would change the decision to do it. `decideBy` is the outcome by which that is decided;
 * the outcome itself if left out. Throws an InputError for a scenario that pulls no lever, and outcomes that no future defines.
 */
export async function sensitivity(
  input: FuturesInput,
  scenario: Scenario,
  outcome: string,
  decideBy: string = outcome,
): Promise<Sensitivity> {
  const levers = leversOf(scenario)
  if (levers.length === 0)
    throw new InputError(`${scenario.name} pulls no lever: there is nothing that its outcome hangs on.`)
  const responses = statedResponses(scenario)
  const runs = new OutcomeRuns(input, [outcome, decideBy], [scenario])
  try {
    const by = runs.outcomes[1]!
    if (by.better !== 'lower' && by.better !== 'higher') {
      throw new InputError(
        `${by.name} is neither better when it is higher nor when it is lower; decide by another outcome, like cash.`,
      )
    }
    runs.expect(2 + levers.length + 2 * responses.length)
    const baseline = await runs.of(null)
    const whole = await runs.of(scenario)
    const ways: {
      kind: TornadoBar['kind']
      name: string
      at: [string, string]
      low: Float64Array
      high: Float64Array
    }[] = []
    for (const { place, name } of levers) {
      const without = await runs.of(withoutLevers(scenario, [place]), `without ${name}`)
      ways.push({ kind: 'lever', name, at: ['left out', 'pulled'], low: without[0]!, high: whole[0]! })
    }
    for (const { setting, response } of responses) {
      const [low, high] = ends.map((end) => quantileOfResponse(response, end)) as [number, number]
      const at = async (value: number) =>
        (await runs.of(withSettingAt(scenario, setting, value), `${setting} ${short(value)}`))[0]!
      ways.push({
        kind: 'response',
        name: setting,
        at: [short(low), short(high)],
        low: await at(low),
        high: await at(high),
      })
    }
    // What is compared is of the same futures: those that define the outcome in every way, and the decision with and without.
    const all = [baseline[0]!, whole[0]!, ...ways.flatMap(({ low, high }) => [low, high])]
    const shared = comparedFutures(all, runs.outcomes[0]!.name)
    const decided = comparedFutures([baseline[1]!, whole[1]!], by.name)
    const mean = meanOf(ofFutures(whole[0]!, shared))
    const bars = ways.map(({ kind, name, at, low, high }) =>
      bar(kind, name, at, meanOf(ofFutures(low, shared)), meanOf(ofFutures(high, shared))),
    )
    const compiled = runs.compiled(scenario)
    const sign = by.better === 'lower' ? -1 : 1
    const gain = whole[1]!.map((value, future) => sign * (value - baseline[1]![future]!))
    const better = decided.reduce((count, future) => (gain[future]! > 0 ? count + 1 : count), 0) / decided.length
    const { id, name, unit, better: side } = runs.outcomes[0]!
    return {
      schema: 'arlab/sensitivity/1',
      scenario: scenario.name,
      outcome: { id, name, unit, better: side },
      currency: input.behavior.currency,
      provenance: provenanceOf(input),
      replicates: runs.replicates,
      months: runs.periods.length,
      baseline: meanOf(ofFutures(baseline[0]!, shared)),
      mean,
      change: pairedFigures(whole[0]!, baseline[0]!),
      tornado: bars.sort((a, b) => b.swing - a.swing),
      unknowns: unknownsOf(compiled, runs.replicates)
        .map((unknown) => effectOf(unknown, whole[0]!, gain))
        .sort((a, b) => closeness(b) - closeness(a)),
      decision: {
        by: { id: by.id, name: by.name, unit: by.unit, better: by.better },
        change: pairedFigures(whole[1]!, baseline[1]!),
        better,
      },
    }
  } finally {
    await runs.close()
  }
}

function closeness({ correlation }: UnknownEffect): number {
  return correlation === null ? 0 : Math.abs(correlation.value)
}

function bar(
  kind: TornadoBar['kind'],
  name: string,
  at: readonly [string, string],
  low: number,
  high: number,
): TornadoBar {
  return {
    kind,
    name,
    low: { at: at[0], outcome: low },
    high: { at: at[1], outcome: high },
    swing: Math.abs(high - low),
  }
}

function effectOf({ name, kind, values }: Unknown, outcome: Float64Array, gain: Float64Array): UnknownEffect {
  const kept = sharedFutures([outcome, gain])
  const of = (column: Float64Array) => kept.map((future) => column[future]!)
  const knowing = kind === 'luck' ? null : valueOfKnowing(ofFutures(gain, kept), ofFutures(values, kept))
  const own = of(outcome)
  // What does not vary goes with nothing.
  if (kept.length < 4 || own.every((value) => value === own[0])) return { name, kind, correlation: null, knowing }
  const value = sampleRankCorrelation(of(values), own)
  // Fisher's z; for ranks its standard error is 1.03 ÷ √(n − 3) (E. Fieller, H. Hartley and E. Pearson, 1957).
  const width = (1.96 * 1.03) / Math.sqrt(kept.length - 3)
  const z = Math.atanh(Math.min(0.999999, Math.max(-0.999999, value)))
  return { name, kind, correlation: { value, low: Math.tanh(z - width), high: Math.tanh(z + width) }, knowing }
}

/** Refuses an outcome that can hardly be compared. */
function comparedFutures(ways: readonly Float64Array[], name: string): number[] {
  const shared = sharedFutures(ways)
  if (shared.length >= 2) return shared
  throw new InputError(
    `${name} is not defined in the futures that were run; choose another outcome, or more replicates.`,
  )
}

function short(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−')
}
