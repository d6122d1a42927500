import { quantileSorted } from 'simple-statistics'
import { InputError } from '../document/input-error.js'
import { noLevers, withSetting } from '../scenario/file/lever-setting.js'
import type { Scenario } from '../scenario/file/scenario.js'
import { definedOf } from '../scenario/spread.js'
import { type FuturesInput, OutcomeRuns } from './outcome-runs.js'
import { type Provenance, provenanceOf } from './provenance.js'
import { withSettingAt } from './stated-responses.js'
import { reachedShare, type Target, targetNamed, targetOutcome } from './target.js'

/** What is sought: the setting of a lever that reaches a target. */
export interface SeekQuestion {
  /** Its other levers are pulled too; none if left out. */
  readonly scenario?: Scenario
  /** As `terms.net`, `collections.hazard_multiplier`, `collectors.people`. */
  readonly setting: string
  /** Where the search begins and ends. The nearer to the first, the better: put today’s value there. */
  readonly between: readonly [first: number, last: number]
  /** How finely settings differ; whole numbers where both ends are, else a fortieth of the way. */
  readonly step?: number
  /** As `dso<=45`, `dso@2025-12<=45`, `cash>=12000000` (in units of currency). */
  readonly target: string
  /** In what share of futures it is to be reached; 0.8 if left out. */
  readonly confidence?: number
}

/** One setting that was tried. */
export interface TriedSetting {
  readonly value: number
  /** The share of futures that reach the target, and the interval that holds the true one with 95 % probability. */
  readonly probability: number
  readonly low: number
  readonly high: number
  /** Quantiles of the outcome over futures that define it; null where none does. */
  readonly q05: number | null
  readonly q50: number | null
  readonly q95: number | null
}

/** What `seek` found (schema arlab/seek/1). */
export interface SeekResult {
  readonly schema: 'arlab/seek/1'
  /** Whose other levers are pulled too; null for none. */
  readonly scenario: string | null
  readonly setting: string
  readonly between: readonly [number, number]
  readonly step: number
  readonly target: { readonly outcome: Pick<Target['outcome'], 'id' | 'name' | 'unit'> } & Pick<
    Target,
    'bound' | 'value'
  >
  readonly confidence: number
  readonly currency: string
  readonly provenance: Provenance
  readonly replicates: number
  readonly months: number
  /** How often the target is reached if nothing is done. */
  readonly today: Omit<TriedSetting, 'value'>
  /** The first setting that reaches the target as often as asked; null if none does. */
  readonly found: TriedSetting | null
  /**
   * Between which settings the true one lies: the first that may suffice by its interval, and the first that surely does; null where none does
   * in the range.
   */
  readonly mayBe: number | null
  readonly surely: number | null
  /** The setting that reaches it most often. */
  readonly best: TriedSetting
  /** All that were tried, from the first end on. */
  readonly tried: readonly TriedSetting[]
}

/** Settings looked at before the search narrows: an outcome may turn on its way. */
const firstLook = 8
const usualConfidence = 0.8

/**
 * Seeks the setting of a lever, nearest to the first end, with which a target is reached in a share of futures; all settings are tried on
 * the same luck. Throws an InputError for a target, setting or range that cannot be.
 */
export async function seek(input: FuturesInput, question: SeekQuestion): Promise<SeekResult> {
  const { scenario = noLevers, setting, between, confidence = usualConfidence } = question
  const step = stepOf(question, scenario)
  const [first, last] = between
  const whole = Math.floor(Math.abs(last - first) / step + 1e-9)
  // The last end is looked at too where the steps miss it.
  const steps = whole * step < Math.abs(last - first) - 1e-9 ? whole + 1 : whole
  const valueAt = (place: number) =>
    place === steps ? last : Number((first + Math.sign(last - first) * place * step).toPrecision(12))
  const at = (place: number) => withSettingAt(scenario, setting, valueAt(place))
  const name = targetOutcome(question.target)
  const looks = spaced(0, steps)
  const runs = new OutcomeRuns(input, [name], [scenario])
  try {
    const target = targetNamed(question.target, runs.periods, input.behavior.currency)
    // A mistake at the far end must not cost the time of the near one.
    for (const place of looks) runs.compiled(at(place))
    const tried = new Map<number, TriedSetting>()
    const tryAt = async (place: number): Promise<TriedSetting> => {
      const known = tried.get(place)
      if (known) return known
      const values = (await runs.of(at(place), `${setting} ${valueAt(place)}`))[0]!
      const outcome = triedSetting(valueAt(place), values, target)
      tried.set(place, outcome)
      return outcome
    }
    runs.expect(1 + looks.length)
    const { value: _, ...today } = triedSetting(Number.NaN, (await runs.of(null))[0]!, target)
    for (const place of looks) await tryAt(place)
    // Where no look suffices, an outcome that turns may still do so beside the best of them.
    const top = looks.reduce((best, place) =>
      tried.get(place)!.probability > tried.get(best)!.probability ? place : best,
    )
    if (tried.get(top)!.probability < confidence) {
      const around = looksAround(top, looks)
      runs.expect(around.length)
      for (const place of around) await tryAt(place)
      looks.push(...around)
      looks.sort((a, b) => a - b)
    }
    /** The first place at which something holds of a setting, if it holds at none before it. */
    const firstWhere = async (holds: (setting: TriedSetting) => boolean): Promise<number | null> => {
      const reached = looks.findIndex((place) => holds(tried.get(place)!))
      if (reached < 0) return null
      let [fails, does] = [reached === 0 ? -1 : looks[reached - 1]!, looks[reached]!]
      while (does - fails > 1) {
        const middle = Math.floor((fails + does) / 2)
        runs.expect(tried.has(middle) ? 0 : 1)
        if (holds(await tryAt(middle))) does = middle
        else fails = middle
      }
      return does
    }
    const found = await firstWhere(({ probability }) => probability >= confidence)
    const mayBe = await firstWhere(({ high }) => high >= confidence)
    const surely = await firstWhere(({ low }) => low >= confidence)
    const all = [...tried].sort(([a], [b]) => a - b).map(([, own]) => own)
    const { outcome, bound, value } = target
    return {
      schema: 'arlab/seek/1',
      scenario: question.scenario?.name ?? null,
      setting,
      between,
      step,
      target: { outcome: { id: outcome.id, name: outcome.name, unit: outcome.unit }, bound, value },
      confidence,
      currency: input.behavior.currency,
      provenance: provenanceOf(input),
      replicates: runs.replicates,
      months: runs.periods.length,
      today,
      found: found === null ? null : tried.get(found)!,
      mayBe: mayBe === null ? null : valueAt(mayBe),
      surely: surely === null ? null : valueAt(surely),
      best: all.reduce((best, own) => (own.probability > best.probability ? own : best)),
      tried: all,
    }
  } finally {
    await runs.close()
  }
}

function stepOf(
  { between: [first, last], setting, step, confidence = usualConfidence }: SeekQuestion,
  scenario: Scenario,
): number {
  if (!(confidence > 0 && confidence < 1)) {
    throw new InputError(`The confidence must lie between 0 and 1, not at ${confidence}.`)
  }
  const width = Math.abs(last - first)
  if (!(Number.isFinite(width) && width > 0)) {
    throw new InputError(`The search needs two different ends, not ${first} and ${last}.`)
  }
  if (step !== undefined && !(step > 0 && step <= width)) {
    throw new InputError(`The step must be above 0 and at most ${width}, the way between the ends; it is ${step}.`)
  }
  if (step !== undefined) return step
  const fine = width / 40
  if (!Number.isInteger(first) || !Number.isInteger(last)) return fine
  // Days and people come whole; a multiplier from 1 to 2 does not.
  const isWhole = width >= 4 || 'fault' in withSetting(scenario, setting, first + Math.sign(last - first) * fine)
  return isWhole ? 1 : fine
}

/** Places beside one look, up to those next to it. */
function looksAround(best: number, looks: readonly number[]): number[] {
  const at = looks.indexOf(best)
  const [from, to] = [looks[at - 1] ?? best, looks[at + 1] ?? best]
  return spaced(from, to).filter((place) => !looks.includes(place))
}

/** Places from one to another, as many as are looked at at once, each once. */
function spaced(from: number, to: number): number[] {
  const looks = Array.from({ length: firstLook + 1 }, (_, look) => Math.round(from + (look * (to - from)) / firstLook))
  return [...new Set(looks)]
}

function triedSetting(value: number, values: Float64Array, target: Target): TriedSetting {
  const sorted = definedOf(values).sort()
  const quantile = (probability: number) =>
    sorted.length === 0 ? null : quantileSorted(sorted as unknown as number[], probability)
  const [q05, q50, q95] = [0.05, 0.5, 0.95].map(quantile) as [number | null, number | null, number | null]
  return { value, ...reachedShare(values, target), q05, q50, q95 }
}
