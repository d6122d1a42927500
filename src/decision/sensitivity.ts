import { sampleRankCorrelation } from 'simple-statistics'
import { InputError } from '../document/input-error.js'
import { quantileOfResponse } from '../scenario/file/response.js'
import type { Scenario } from '../scenario/file/scenario.js'
import { pairedFigures } from '../scenario/paired-difference.js'
import type { PairedFigures } from '../scenario/result.js'
import { leversOf, withoutLevers } from './levers-of.js'
import type { Outcome } from './outcome.js'
import { type FuturesInput, OutcomeRuns } from './outcome-runs.js'
import { statedResponses, withResponse } from './stated-responses.js'
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
  /** Spearman's rank correlation with the scenario's outcome, and the interval that holds the true one with 95 % probability. */
  readonly correlation: number
  readonly low: number
  readonly high: number
  /** What knowing it would be worth for the decision; null for what is luck, which nobody can know. */
  readonly knowing: ValueOfKnowing | null
}

/** What an outcome of a scenario hangs on (schema arlab/sensitivity/1). */
export interface Sensitivity {
  readonly schema: 'arlab/sensitivity/1'
  readonly scenario: string
  readonly outcome: Pick<Outcome, 'id' | 'name' | 'unit' | 'better'>
  readonly currency: string
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
    const mean = meanOf(whole[0]!, runs.outcomes[0]!.name)
    const bars: TornadoBar[] = []
    for (const { place, name } of levers) {
      const without = await runs.of(withoutLevers(scenario, [place]), `without ${name}`)
      bars.push(bar('lever', name, ['left out', 'pulled'], meanOf(without[0]!, name), mean))
    }
    for (const { setting, response } of responses) {
      const values = ends.map((end) => quantileOfResponse(response, end))
      const means: number[] = []
      for (const value of values) {
        means.push(
          meanOf((await runs.of(withResponse(scenario, setting, value), `${setting} ${short(value)}`))[0]!, setting),
        )
      }
      bars.push(bar('response', setting, [short(values[0]!), short(values[1]!)], means[0]!, means[1]!))
    }
    const compiled = runs.compiled(scenario)
    const sign = by.better === 'lower' ? -1 : 1
    const gain = whole[1]!.map((value, future) => sign * (value - baseline[1]![future]!))
    const better = gain.reduce((count, own) => (own > 0 ? count + 1 : count), 0) / gain.length
    const { id, name, unit, better: side } = runs.outcomes[0]!
    return {
      schema: 'arlab/sensitivity/1',
      scenario: scenario.name,
      outcome: { id, name, unit, better: side },
      currency: input.behavior.currency,
      replicates: runs.replicates,
      months: runs.periods.length,
      baseline: meanOf(baseline[0]!, name),
      mean,
      change: pairedFigures(whole[0]!, baseline[0]!),
      tornado: bars.sort((a, b) => b.swing - a.swing),
      unknowns: unknownsOf(compiled, runs.replicates)
        .map((unknown) => effectOf(unknown, whole[0]!, gain))
        .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation)),
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
  const kept = Array.from({ length: outcome.length }, (_, future) => future).filter(
    (future) => !Number.isNaN(outcome[future]! + gain[future]!),
  )
  const of = (column: Float64Array) => kept.map((future) => column[future]!)
  const correlation = sampleRankCorrelation(of(values), of(outcome))
  // Fisher's z; for ranks its standard error is 1.03 ÷ √(n − 3) (E. Fieller, H. Hartley and E. Pearson, 1957).
  const width = (1.96 * 1.03) / Math.sqrt(Math.max(1, kept.length - 3))
  const z = Math.atanh(Math.min(0.999999, Math.max(-0.999999, correlation)))
  const knowing = kind === 'luck' ? null : valueOfKnowing(Float64Array.from(of(gain)), Float64Array.from(of(values)))
  return { name, kind, correlation, low: Math.tanh(z - width), high: Math.tanh(z + width), knowing }
}

/** Of the futures that define it. */
function meanOf(values: Float64Array, name: string): number {
  let [sum, count] = [0, 0]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    sum += value
    count++
  }
  if (count < 2)
    throw new InputError(`${name}: the outcome is not defined in the futures that were run; choose another one.`)
  return sum / count
}

function short(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−')
}
