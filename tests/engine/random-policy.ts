import fc from 'fast-check'
import type { PlainCustomer, PlainLever, PlainPhase, PlainPolicy, PlainResponse } from './plain-company.js'
import { between, steadyPolicy } from './steady-company.js'

/**
 * Uniform over the range: fc.double would draw its exponent first, and so hardly anything but tiny numbers; and with bias
 * every second number would be next to an end.
 */
export const real = (min: number, max: number) =>
  fc.noBias(fc.integer({ min: 0, max: 2 ** 30 })).map((n) => min + ((max - min) * n) / 2 ** 30)
export const whole = (min: number, max: number) => fc.integer({ min, max })
export const key = fc.integer({ min: 0, max: 0xffffffff })
export const orNone = (own: fc.Arbitrary<number>) => fc.oneof(own, fc.constant(0))
export const share = fc.oneof({ weight: 3, arbitrary: real(0, 1) }, { weight: 1, arbitrary: fc.constantFrom(0, 1) })
/** One value in so many, the other one otherwise. */
export const oneIn = <T>(times: number, rare: fc.Arbitrary<T>, usual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 1, arbitrary: rare }, { weight: times - 1, arbitrary: usual })

/** A response between two numbers: exactly known, or anywhere within a part of the range. */
export const response = (min: number, max: number): fc.Arbitrary<PlainResponse> =>
  fc.oneof(
    real(min, max),
    fc
      .tuple(key, real(min, max), real(min, max), real(0.3, 3))
      .map(([own, one, other, bend]) => between(own, Math.min(one, other), Math.max(one, other), bend)),
  )

const factor = fc.oneof(
  { weight: 3, arbitrary: response(0.3, 3) },
  { weight: 1, arbitrary: fc.constantFrom<PlainResponse>(0, 1) },
)
const lever: fc.Arbitrary<PlainLever> = fc.record({ from: whole(-20, 60), factor })
const certainLever: fc.Arbitrary<PlainLever> = fc.record({ from: whole(-20, 60), factor: real(0.3, 3) })

const writeOffAge = fc.oneof(whole(0, 60), whole(60, 250))
const terms = fc.record({ net: whole(0, 60), every: oneIn(4, whole(2, 31), fc.constant(1)) })
const disputes = {
  disputeFactor: response(0, 2),
  accuracy: oneIn<number | null>(3, share, fc.constant(null)),
  disputeDaysFactor: response(0, 2),
}

/** The logarithm of a yearly return; often the same one, so that an offer may just reach what is asked. */
export const hurdle = fc.oneof(real(-2, 2), fc.constantFrom(-1, 0, 1))

const none = fc.constant(0)
/** What a policy may have beside what every policy has. */
const extras = {
  discount: fc.record({ days: whole(0, 40), rate: fc.oneof(real(0, 0.1), share), logReturn: hurdle }),
  deposit: share,
  // Now and then so long that what is billed was mostly ordered before the first day.
  billingLag: fc.oneof({ weight: 9, arbitrary: real(0.05, 5) }, { weight: 1, arbitrary: real(5, 40) }),
  deliveryDaysSaved: whole(-10, 10),
  orderLift: fc.oneof(response(-1, 1), response(0, 3)),
}

const fields = {
  ...disputes,
  terms,
  passThrough: oneIn(3, fc.constantFrom<PlainResponse>(0, 1), response(0, 1.2)),
  levers: fc.array(lever, { maxLength: 3 }),
  writeOffAge,
  discount: fc.option(extras.discount, { freq: 2 }),
  deposit: oneIn(3, extras.deposit, none),
  billingLag: oneIn(3, extras.billingLag, none),
  deliveryDaysSaved: oneIn(3, extras.deliveryDaysSaved, none),
  orderLift: oneIn<PlainResponse>(2, extras.orderLift, none),
  adverseSelection: response(0.5, 3),
  admitsNew: fc.oneof(fc.constant(true), fc.boolean()),
  recoveryFactor: response(0, 2),
  recoveryDaysFactor: response(0, 2),
  agencyFee: oneIn(3, share, none),
} satisfies { [Field in keyof PlainPolicy]?: fc.Arbitrary<PlainPolicy[Field]> }

/** A policy of all but what makes invoices hang on one another, which is in random-contacts.ts. */
const policy = fc.record(fields).map((own): PlainPolicy => ({ ...steadyPolicy, ...own }))
/** What a lever changes of it: anything, one thing or many. */
const change: fc.Arbitrary<Partial<PlainPolicy>> = fc.record(fields, { requiredKeys: [] })

/** Today's policy, and up to three more, each of which changes some of the one before it. */
export const phases: fc.Arbitrary<PlainPhase[]> = fc
  .tuple(
    policy,
    fc.uniqueArray(fc.oneof(whole(1, 40), whole(1, 120)), { maxLength: 3 }),
    fc.array(change, { minLength: 3, maxLength: 3 }),
  )
  .map(([first, days, changes]) => {
    const list: PlainPhase[] = [{ from: Number.NEGATIVE_INFINITY, policy: first }]
    for (const [index, from] of [...days].sort((a, b) => a - b).entries()) {
      list.push({ from, policy: { ...list.at(-1)!.policy, ...changes[index]! } })
    }
    return list
  })

/**
 * One policy for good, with nothing in it that keeps an invoice from being paid whole by the customer's own habit: for such the
 * engine has a short way. One time in two one thing stands in it all the same, which must bar that way.
 */
export const usualPhases: fc.Arbitrary<PlainPhase[]> = fc
  .record({
    own: fc.record({ ...disputes, terms, writeOffAge, levers: fc.array(certainLever, { maxLength: 2 }) }),
    extra: oneIn<Partial<PlainPolicy>>(2, fc.oneof(...oneByOne(extras)), fc.constant({})),
    second: fc.tuple(oneIn<number | null>(6, whole(1, 60), fc.constant(null)), change),
  })
  .map(({ own, extra, second: [from, then] }) => {
    const first = { ...steadyPolicy, ...own, ...extra }
    const phase = { from: Number.NEGATIVE_INFINITY, policy: first }
    return from === null ? [phase] : [phase, { from, policy: { ...first, ...then } }]
  })

/** Each of several fields by itself. */
function oneByOne<T extends object>(all: { [Field in keyof T]: fc.Arbitrary<T[Field]> }): fc.Arbitrary<Partial<T>>[] {
  const names = Object.keys(all) as (keyof T)[]
  return names.map((name) => all[name].map((value) => ({ [name]: value }) as unknown as Partial<T>))
}

/** What is known of a customer's hurdle: often nothing, and sometimes what its segment makes most improbable. */
export const knownHurdle: fc.Arbitrary<Pick<PlainCustomer, 'hurdleAbove' | 'hurdleAtMost'>> = fc
  .tuple(fc.constantFrom('nothing', 'above', 'at most'), fc.oneof(hurdle, fc.constantFrom(-9, 9)))
  .map(([side, own]) => ({
    hurdleAbove: side === 'above' ? own : Number.NEGATIVE_INFINITY,
    hurdleAtMost: side === 'at most' ? own : Number.POSITIVE_INFINITY,
  }))
