import type { Behavior } from '../../behavior/behavior.js'
import { addDays, type Day } from '../../calendar/day.js'
import { dueDay, type Terms } from '../../calendar/terms.js'
import { never, type Plan, responseSteps } from '../../engine/plan.js'
import { quantilesOfResponse, type Response } from '../file/response.js'
import { type ContactTime, contactColumns, type Days } from './contact-columns.js'
import { type ContactPlan, discountReturn, type PlacedResponse, type Policy } from './policy.js'
import { type ParameterMode, probabilitiesIn, startsOf } from './segment-columns.js'

/** The rows of something that many customers share: equal things get the same row. */
class DistinctRows<T> {
  readonly rows: T[] = []
  readonly #rowOf = new Map<string, number>()
  /** What many customers share is mostly the same object: its text is made once. */
  readonly #rowOfObject = new Map<T, number>()

  row(value: T, key?: string): number {
    const seen = this.#rowOfObject.get(value)
    if (seen !== undefined) return seen
    const text = key ?? JSON.stringify(value)
    const row = this.#rowOf.get(text) ?? this.rows.push(value) - 1
    this.#rowOf.set(text, row)
    this.#rowOfObject.set(value, row)
    return row
  }
}

/** What the columns of policies hang on besides the policies. */
export interface PolicySetting extends Days {
  readonly keysOf: (names: readonly string[]) => Uint32Array
  readonly mode: ParameterMode
}

/** The policies' part of a plan. */
type PolicyPart = Pick<Plan, 'policies' | 'leverSets' | 'terms' | 'contacts' | 'responses'>

/** Collects the policies of a plan and what they refer to. */
export class PolicyTable {
  readonly #policies = new DistinctRows<Policy>()
  readonly #terms = new DistinctRows<Terms>()
  readonly #leverSets = new DistinctRows<Policy['hazardFactors']>()
  readonly #responses = new DistinctRows<PlacedResponse>()
  readonly #contactPlans = new DistinctRows<ContactPlan>()

  constructor() {
    // Set 0 is empty.
    this.#leverSets.row([])
  }

  /** `key` is the policy as text. */
  row(policy: Policy, key: string): number {
    return this.#policies.row(policy, key)
  }

  columns(
    behavior: Behavior,
    time: ContactTime | null,
    { asOf, horizon, isWorkday, keysOf, mode }: PolicySetting,
  ): PolicyPart {
    const policies = this.#policies.rows
    // Not by `Int32Array.from`, which takes three times as long: there may be thousands of policies.
    const filled = <T extends Int32Array | Float64Array>(column: T, of: (policy: Policy) => number): T => {
      for (let row = 0; row < policies.length; row++) column[row] = of(policies[row]!)
      return column
    }
    const whole = (of: (policy: Policy) => number) => filled(new Int32Array(policies.length), of)
    const real = (of: (policy: Policy) => number) => filled(new Float64Array(policies.length), of)
    const columns: Plan['policies'] = {
      terms: whole(({ terms }) => this.#terms.row(withoutDiscount(terms))),
      passThrough: whole(({ passThrough }) => this.response(passThrough)),
      leverSet: whole(({ hazardFactors }) => this.#leverSets.row(hazardFactors)),
      writeOffAge: whole(({ writeOffAge }) => writeOffAge),
      discountDays: whole(({ terms }) => terms.discount?.days ?? -1),
      discountRate: real(({ terms }) => (terms.discount?.percent ?? 0) / 100),
      discountLogReturn: real(({ terms }) => Math.log(discountReturn(terms))),
      deposit: real(({ deposit }) => deposit),
      disputeFactor: whole(({ disputeFactor }) => this.response(disputeFactor)),
      accuracy: real(({ accuracy }) => accuracy ?? Number.NaN),
      disputeDaysFactor: whole(({ disputeDaysFactor }) => this.response(disputeDaysFactor)),
      billingLag: real(({ billingLag }) => billingLag),
      deliveryDaysSaved: whole(({ deliveryDaysSaved }) => deliveryDaysSaved),
      orderLift: whole(({ orderLift }) => this.response(orderLift)),
      adverseSelection: whole(({ adverseSelection }) => this.response(adverseSelection)),
      admitsNew: Uint8Array.from(policies, ({ admitsNew }) => (admitsNew ? 1 : 0)),
      creditLimit: real(({ creditLimit }) => creditLimit ?? Number.POSITIVE_INFINITY),
      holdAfter: whole(({ holdAfter }) => holdAfter ?? never),
      lostAfter: whole(({ lostAfter }) => lostAfter ?? never),
      contactPlan: whole(({ contacts }) => (contacts === null ? -1 : this.#contactPlans.row(contacts))),
      recoveryFactor: whole(({ recoveryFactor }) => this.response(recoveryFactor)),
      recoveryDaysFactor: whole(({ recoveryDaysFactor }) => this.response(recoveryDaysFactor)),
      agencyFee: real(({ agencyFee }) => agencyFee),
    }
    const levers = this.#leverSets.rows.flat()
    const leverSets: Plan['leverSets'] = {
      start: startsOf(this.#leverSets.rows.map((set) => set.length)),
      from: Int32Array.from(levers, ({ from }) => from),
      factor: Int32Array.from(levers, (lever) => this.response(lever)),
    }
    const days = { asOf, horizon, isWorkday }
    const contacts = contactColumns(behavior, this.#contactPlans.rows, time, days, (response) =>
      this.response(response),
    )
    const terms = this.#termsTable(asOf, horizon)
    // The last, when all responses are known.
    return { policies: columns, leverSets, terms, contacts, responses: this.#responseTable(keysOf, mode) }
  }

  /** By row of `responses`: the place that names its luck, `levers.terms.0.pass_through`; empty for a plain number. */
  get responsePlaces(): string[] {
    return this.#responses.rows.map(({ place }) => place)
  }

  /** The row of a response; it must be asked for before the columns are. */
  response(placed: PlacedResponse): number {
    return this.#responses.row(placed, placedKey(placed))
  }

  #termsTable(asOf: Day, horizon: number): Int32Array {
    const width = horizon + 1
    const table = new Int32Array(this.#terms.rows.length * width)
    this.#terms.rows.forEach((terms, row) => {
      for (let day = 0; day <= horizon; day++) {
        const issued = addDays(asOf, day)
        table[row * width + day] = dueDay(issued, terms) - issued
      }
    })
    return table
  }

  #responseTable(keysOf: (names: readonly string[]) => Uint32Array, mode: ParameterMode): Plan['responses'] {
    const rows = this.#responses.rows
    return {
      key: keysOf(rows.map(({ place }, row) => place || `constant ${row}`)),
      quantiles: Float64Array.from(rows.flatMap(({ response }) => quantilesOf(response, mode))),
    }
  }
}

/** A factor of the hazard has more to it than its response. */
function placedKey({ response, place }: PlacedResponse): string {
  return typeof response === 'number' ? `${response} ${place}` : JSON.stringify([response, place])
}

function withoutDiscount({ discount: _, ...terms }: Terms): Terms {
  return terms
}

const probabilities = probabilitiesIn(responseSteps)

/** What a replicate draws from; the mean alone where numbers are taken as they stand. */
function quantilesOf(response: Response, mode: ParameterMode): number[] {
  const quantiles = quantilesOfResponse(response, probabilities)
  if (mode !== 'fixed' || typeof response === 'number') return quantiles
  // Linear between quantiles, as the engine draws.
  const mean = quantiles.reduce((sum, value, step) => sum + value * (step === 0 || step === responseSteps ? 0.5 : 1), 0)
  return quantiles.map(() => mean / responseSteps)
}
