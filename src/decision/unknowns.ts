import type { Plan } from '../engine/plan.js'
import { ReplicateParameters } from '../engine/replicate-parameters.js'
import type { CompiledPlan } from '../scenario/plan/compile-plan.js'

/** Something that no one surely knows of a future, with its value in each. */
export interface Unknown {
  /** For people: `terms.1.pass_through`, `how quickly customers pay`. */
  readonly name: string
  /** `response` and `behaviour` could be known better; `luck` could not. */
  readonly kind: 'response' | 'behaviour' | 'luck'
  readonly values: Float64Array
}

type RatioColumn =
  | 'disputeProbability'
  | 'disputeMeanDays'
  | 'conceded'
  | 'partial'
  | 'defaultsPerDay'
  | 'arrivalsPerDay'

interface Reader {
  readonly name: string
  readonly kind: Unknown['kind']
  readonly read: (parameters: ReplicateParameters) => number
  /** Of other draws than those of the plan. */
  readonly of?: ReplicateParameters
}

/**
 * What differs among futures beyond the luck of single invoices: responses that a scenario states as distributions, what the behaviour is not sure
 * of, and the luck that all customers share. Only what varies is there.
 */
export function unknownsOf({ plan, responsePlaces }: CompiledPlan, replicates: number): Unknown[] {
  const { segments } = plan
  // The same draws without the luck of months: what is left is what nobody surely knows.
  const steady = new ReplicateParameters({
    ...plan,
    orders: { ...plan.orders, monthlyDeviation: 0 },
    economy: { ...plan.economy, persistence: 1 },
  })
  const ratio = (name: string, column: RatioColumn): Reader => ({
    name,
    kind: 'behaviour',
    read: (own) => meanLogRatio(own[column], segments[column]),
  })
  const readers: Reader[] = [
    ...responsePlaces.flatMap((place, row) =>
      place === ''
        ? []
        : [
            {
              name: unknownName(place),
              kind: 'response' as const,
              read: (own: ReplicateParameters) => own.responses[row]!,
            },
          ],
    ),
    { name: 'how quickly customers pay', kind: 'behaviour', read: (own) => meanLogRatio(own.daily, segments.daily) },
    ratio('how often invoices are disputed', 'disputeProbability'),
    ratio('how long disputes last', 'disputeMeanDays'),
    ratio('how often disputes are conceded', 'conceded'),
    ratio('how often parts are paid', 'partial'),
    ratio('how often customers default', 'defaultsPerDay'),
    ratio('how many new customers come', 'arrivalsPerDay'),
    { name: 'what comes back of write-offs', kind: 'behaviour', read: (own) => own.recoveryShare },
    { name: 'how long recoveries take', kind: 'behaviour', read: (own) => own.recoveryMeanDays },
    {
      name: 'season, growth and level of orders',
      kind: 'behaviour',
      read: (own) => meanLog(own.orderClock.factor),
      of: steady,
    },
    { name: 'where the economy stands, and what it does', kind: 'behaviour', read: economyOf, of: steady },
    { name: 'the months’ orders', kind: 'luck', read: (own) => meanLog(own.orderClock.factor) },
    { name: 'the course of the economy', kind: 'luck', read: economyOf },
  ]
  const parameters = new ReplicateParameters(plan)
  const unknowns = readers.map(({ name, kind }) => ({ name, kind, values: new Float64Array(replicates) }))
  for (let replicate = 0; replicate < replicates; replicate++) {
    parameters.draw(replicate)
    steady.draw(replicate)
    readers.forEach(({ read, of = parameters }, index) => {
      unknowns[index]!.values[replicate] = read(of)
    })
  }
  return unknowns.filter(({ values }) => values.some((value) => Math.abs(value - values[0]!) > 1e-12))
}

/** A response's place as a setting is written: `levers.terms.0.pass_through` is `terms.1.pass_through`. */
function unknownName(place: string): string {
  return place
    .replace(/^levers\./, '')
    .split('.')
    .map((step) => (/^\d+$/.test(step) ? String(Number(step) + 1) : step))
    .join('.')
}

/** Of the segments or pieces that are not certain; 0 where all are. */
function meanLogRatio(values: Float64Array, plain: Plan['segments']['daily']): number {
  let [sum, count] = [0, 0]
  for (let row = 0; row < values.length; row++) {
    if (!(values[row]! > 0 && plain[row]! > 0) || values[row] === plain[row]) continue
    sum += Math.log(values[row]! / plain[row]!)
    count++
  }
  return count === 0 ? 0 : sum / count
}

function meanLog(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += Math.log(value)
  return sum / values.length
}

/** By what customers pay, or where they do not feel it by their defaults. */
function economyOf({ paymentFactor, defaultFactor, paymentVaries }: ReplicateParameters): number {
  return paymentVaries ? meanLog(paymentFactor) : -meanLog(defaultFactor)
}
