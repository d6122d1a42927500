import { purpose } from '../../src/engine/random/purpose.js'
import { type Beliefs, type SegmentBelief, streamOf } from './plain-beliefs.js'
import { horizonOf, monthOfDay, type PlainCompany, type PlainCustomer, policyOn } from './plain-company.js'
import type { PlainPayer } from './plain-invoice.js'
import { poissonDays } from './plain-orders.js'
import { plainTriple32 } from './plain-random.js'

/** Draws of a hurdle until one agrees with what is known of the customer; then what is known has the last word. */
const mostHurdles = 64
const leastStep = 1e-9

/** A customer of the company. */
export function payerOf(
  company: PlainCompany,
  beliefs: Beliefs,
  replicate: number,
  customer: PlainCustomer,
): PlainPayer {
  return payerLike(company, beliefs, replicate, customer, customer.key, 1, customer.defaulted)
}

/** The customers that come, as orders do: more of them in months that have more orders. */
export function newcomers(company: PlainCompany, beliefs: Beliefs, replicate: number): PlainPayer[] {
  const came: PlainPayer[] = []
  company.segments.forEach(({ key }, row) => {
    const members = company.customers.filter(({ segment }) => segment === row)
    if (members.length === 0) return
    const stream = streamOf(company, replicate, key, purpose.arrival)
    const { arrivalsPerDay } = beliefs.segments[row]!
    const expectedOn = (day: number) => arrivalsPerDay * beliefs.months[monthOfDay(company, day)]!.orders
    for (const firstDay of poissonDays(stream, 1, horizonOf(company), expectedOn)) {
      const like = members[Math.floor(stream.nextUniform() * members.length)]!
      const ownKey = Number(plainTriple32(BigInt(stream.nextWord())))
      if (!policyOn(like, firstDay).admitsNew) continue
      came.push(payerLike(company, beliefs, replicate, like, ownKey, firstDay, 0))
    }
  })
  return came
}

/** A customer from its first day on, with the luck of a key: its own, or that of a newcomer like it, who has never defaulted. */
function payerLike(
  company: PlainCompany,
  beliefs: Beliefs,
  replicate: number,
  customer: PlainCustomer,
  key: number,
  firstDay: number,
  defaulted: number,
): PlainPayer {
  const segment = beliefs.segments[customer.segment]!
  const { value, shape } = customer.multiplier
  const multiplier = value * streamOf(company, replicate, key, purpose.multiplierParameter).nextGammaOfMeanOne(shape)
  // It is solvent as long as the probability of that is above a random number.
  const stream = streamOf(company, replicate, key, purpose.default)
  const luck = Math.exp(-stream.nextExponential())
  let solvent = 1
  // One that is in default already has had its orders stopped.
  let defaultDay =
    stream.nextUniform() < defaulted ? firstDay - company.ordersStopAfterDefault : Number.POSITIVE_INFINITY
  for (let day = firstDay; day <= horizonOf(company) && defaultDay > day; day++) {
    solvent *= Math.exp(-segment.defaultsPerDay * beliefs.months[monthOfDay(company, day)]!.default)
    if (solvent <= luck) defaultDay = day
  }
  const hurdle = hurdleOf(company, replicate, customer, key, segment)
  return { customer, key, firstDay, segment, multiplier, defaultDay, hurdle }
}

/** Drawn until it agrees with whether the customer is known to take discounts. */
function hurdleOf(
  company: PlainCompany,
  replicate: number,
  { hurdleAbove, hurdleAtMost }: PlainCustomer,
  key: number,
  { hurdle: { logMedian, logDeviation } }: SegmentBelief,
): number {
  const stream = streamOf(company, replicate, key, purpose.hurdle)
  for (let draw = 0; draw < mostHurdles; draw++) {
    const hurdle = logMedian + logDeviation * stream.nextNormal()
    if (hurdleAbove < hurdle && hurdle <= hurdleAtMost) return hurdle
  }
  return Number.isFinite(hurdleAtMost) ? hurdleAtMost : hurdleAbove + leastStep
}
