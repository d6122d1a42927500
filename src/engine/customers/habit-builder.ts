import type { MonthTable } from '../month-table.js'
import { HazardCurve, type HazardFactors } from '../payment/hazard-curve.js'
import type { PaymentHabit } from '../payment/payment-habit.js'
import { never, type Plan } from '../plan.js'
import type { CustomerPolicies } from '../policies/customer-policies.js'
import type { PolicyPhase, PolicyRow } from '../policies/policy-phase.js'
import { purpose } from '../random/purpose.js'
import { RandomStream } from '../random/random-stream.js'
import { beliefOf, type ReplicateParameters } from '../replicate-parameters.js'

/** Draws of a hurdle until one agrees with what the customer is known to do. */
const mostHurdles = 64
/** By how much a hurdle is above one that is known to be too low for the customer. */
const leastStep = 1e-9

/** Works out how a customer pays in a replicate: its multiplier, its curves phase by phase, its default and its hurdle. */
export class HabitBuilder {
  readonly #stream = new RandomStream()
  readonly #factors: HazardFactors & { count: number }
  /** Curves of segments and customers that are exactly known, by what makes them; they serve all replicates. */
  readonly #shared = new Map<string, HazardCurve>()
  readonly #sharable: Uint8Array
  readonly #sharedOfPhase: (HazardCurve | undefined)[]

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    readonly table: MonthTable,
    readonly policies: CustomerPolicies,
  ) {
    const { start } = plan.leverSets
    let most = 0
    for (let set = 0; set + 1 < start.length; set++) most = Math.max(most, start[set + 1]! - start[set]!)
    this.#factors = { from: new Int32Array(most), factor: new Float64Array(most), count: 0 }
    this.#sharable = sharableCustomers(plan)
    this.#sharedOfPhase = new Array(plan.phases.policy.length)
  }

  /** `from` is the customer's first day, `defaulted` the probability that it pays no more by then. */
  build(habit: PaymentHabit, replicate: number, customer: number, key: number, from: number, defaulted: number): void {
    const { plan, parameters, policies, table } = this
    const { customers, keyHigh, keyLow } = plan
    const segment = customers.segment[customer]!
    const shape = customers.multiplierShape[customer]!
    let multiplier = customers.multiplier[customer]!
    if (shape > 0) {
      const stream = this.#stream.setKey(keyHigh, keyLow, beliefOf(plan, replicate), key, purpose.multiplierParameter)
      multiplier *= stream.nextGammaOfMeanOne(shape)
    }
    habit.phases = 0
    for (let phase: PolicyPhase | null = policies.first; phase !== null; phase = phase.next) {
      const index = habit.phases++
      habit.curveFrom[index] = phase.from
      habit.curves[index] =
        this.#sharable[customer] === 1
          ? this.#sharedCurve(phase, customer, segment)
          : this.#ownCurve(habit, index, phase.policy, segment, multiplier)
    }
    habit.factors = parameters.paymentVaries ? parameters.paymentFactor : null
    habit.monthEnds = plan.monthEnds
    habit.monthOfDay = table.ofDay
    habit.horizon = table.horizon
    habit.defaultDay = this.#defaultDay(replicate, segment, key, from, defaulted)
    const calendar = customers.payCalendar[customer]!
    habit.payCalendars = plan.payCalendars
    habit.payFrom = calendar < 0 ? -1 : calendar * (table.horizon + 1)
    habit.hurdle = this.#hurdle(replicate, customer, segment, key)
  }

  /** A customer that is known to take, or not to take, its discount has a hurdle that agrees with that. */
  #hurdle(replicate: number, customer: number, segment: number, key: number): number {
    const { plan, policies } = this
    let offered = false
    for (let phase: PolicyPhase | null = policies.first; phase !== null; phase = phase.next) {
      if (phase.policy.discountDays >= 0) offered = true
    }
    if (!offered) return Number.POSITIVE_INFINITY
    const { hurdleAbove, hurdleAtMost } = plan.customers
    const { hurdleLogMedian, hurdleLogDeviation } = plan.segments
    const [above, atMost] = [hurdleAbove[customer]!, hurdleAtMost[customer]!]
    const belief = beliefOf(plan, replicate)
    const stream = this.#stream.setKey(plan.keyHigh, plan.keyLow, belief, key, purpose.hurdle)
    for (let draw = 0; draw < mostHurdles; draw++) {
      const hurdle = hurdleLogMedian[segment]! + hurdleLogDeviation[segment]! * stream.nextNormal()
      if (hurdle > above && hurdle <= atMost) return hurdle
    }
    // What the customer does goes before what its segment would make one expect.
    return atMost < Number.POSITIVE_INFINITY ? atMost : above + leastStep
  }

  #sharedCurve({ row, policy }: PolicyPhase, customer: number, segment: number): HazardCurve {
    const known = this.#sharedOfPhase[row]
    if (known !== undefined) return known
    const { plan } = this
    const multiplier = plan.customers.multiplier[customer]!
    const name = `${segment} ${multiplier} ${policy.leverSet}`
    let curve = this.#shared.get(name)
    if (curve === undefined) {
      curve = new HazardCurve(plan.hazardFrom, plan.hazardThrough, true)
      this.#fill(curve, policy, segment, multiplier)
      this.#shared.set(name, curve)
    }
    this.#sharedOfPhase[row] = curve
    return curve
  }

  #ownCurve(habit: PaymentHabit, index: number, policy: PolicyRow, segment: number, multiplier: number): HazardCurve {
    const { plan } = this
    // A phase that leaves the hazards alone needs no curve of its own.
    let before = this.policies.first
    for (let known = 0; known < index; known++) {
      if (before.policy.leverSet === policy.leverSet) return habit.own[known]!
      before = before.next!
    }
    let curve = habit.own[index]
    if (curve === undefined) {
      curve = new HazardCurve(plan.hazardFrom, plan.hazardThrough)
      habit.own[index] = curve
    }
    this.#fill(curve, policy, segment, multiplier)
    return curve
  }

  #fill(curve: HazardCurve, { leverSet }: PolicyRow, segment: number, multiplier: number): void {
    const { plan, parameters } = this
    const { pieceFrom, pieceStart } = plan.segments
    const { start, from, factor } = plan.leverSets
    const factors = this.#factors
    factors.count = 0
    for (let lever = start[leverSet]!; lever < start[leverSet + 1]!; lever++) {
      factors.from[factors.count] = from[lever]!
      factors.factor[factors.count++] = parameters.responses[factor[lever]!]!
    }
    curve.fill(pieceFrom, parameters.daily, pieceStart[segment]!, pieceStart[segment + 1]!, multiplier, factors)
  }

  /** The first day on which the accumulated rate of default passes a threshold; long before the first for one that has defaulted already. */
  #defaultDay(replicate: number, segment: number, key: number, from: number, defaulted: number): number {
    const { plan, parameters, table } = this
    const rate = parameters.defaultsPerDay[segment]!
    if (rate <= 0 && defaulted <= 0) return never
    const stream = this.#stream.setKey(plan.keyHigh, plan.keyLow, replicate, key, purpose.default)
    let left = stream.nextExponential()
    // So long ago that its orders have been stopped.
    if (stream.nextUniform() < defaulted) return from - plan.ordersStopAfterDefault
    if (rate <= 0) return never
    let day = from
    for (let month = table.of(from); month < plan.monthEnds.length; month++) {
      const daily = rate * parameters.defaultFactor[month]!
      const days = plan.monthEnds[month]! - day + 1
      if (left <= daily * days) return day + Math.max(0, Math.ceil(left / daily) - 1)
      left -= daily * days
      day = plan.monthEnds[month]! + 1
    }
    return never
  }
}

/** Customers whose hazards are the same in every replicate: nothing about them is drawn. */
function sharableCustomers({ customers, segments, phases, policies, leverSets, responses }: Plan): Uint8Array {
  const width = responses.quantiles.length / responses.key.length
  const certain = (response: number) =>
    responses.quantiles[response * width]! === responses.quantiles[(response + 1) * width - 1]!
  return Uint8Array.from(customers.segment, (segment, customer) => {
    if (customers.multiplierShape[customer]! > 0) return 0
    for (let piece = segments.pieceStart[segment]!; piece < segments.pieceStart[segment + 1]!; piece++) {
      if (segments.dailyShape[piece]! > 0) return 0
    }
    for (let phase = customers.phaseStart[customer]!; phase < customers.phaseStart[customer + 1]!; phase++) {
      const set = policies.leverSet[phases.policy[phase]!]!
      for (let row = leverSets.start[set]!; row < leverSets.start[set + 1]!; row++) {
        if (!certain(leverSets.factor[row]!)) return 0
      }
    }
    return 1
  })
}
