import fc from 'fast-check'
import { fractionSteps } from '../../src/engine/plan.js'
import type {
  PlainCompany,
  PlainCustomer,
  PlainEconomy,
  PlainNumber,
  PlainOpeningInvoice,
  PlainOrders,
  PlainPaidInvoice,
  PlainPhase,
  PlainProbability,
  PlainSegment,
} from './plain-company.js'
import { salespeople, withFeedback, work } from './random-contacts.js'
import { hurdle, key, knownHurdle, oneIn, orNone, phases, real, share, usualPhases, whole } from './random-policy.js'
import { known, steadyEconomy, steadyOrders } from './steady-company.js'

/** A number with its uncertainty; one in two is exactly known. */
const uncertain = (value: fc.Arbitrary<number>): fc.Arbitrary<PlainNumber> =>
  fc.record({ value, shape: orNone(fc.oneof(real(0.3, 3), real(3, 400))) })
const certain = (value: fc.Arbitrary<number>): fc.Arbitrary<PlainNumber> => value.map(known)
const probability: fc.Arbitrary<PlainProbability> = fc.record({ value: share, cases: orNone(real(2, 100)) })

const hazard = fc.oneof(
  { weight: 6, arbitrary: real(0, 0.08) },
  { weight: 2, arbitrary: real(0, 1) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1) },
)
const pieces = (number: fc.Arbitrary<PlainNumber>): fc.Arbitrary<PlainSegment['pieces']> =>
  fc
    .tuple(whole(-40, 0), fc.array(fc.tuple(number, whole(1, 30)), { minLength: 1, maxLength: 5 }))
    .map(([first, list]) => {
      let from = first
      return list.map(([own, days]) => {
        const piece = { from, ...own }
        from += days
        return piece
      })
    })

/** Quantiles of parts: anywhere between two shares, bent one way or the other; all the same now and then. */
const fractions = fc.tuple(share, share, real(0.2, 5)).map(([one, other, bend]) => {
  const [low, high] = [Math.min(one, other), Math.max(one, other)]
  return Array.from({ length: fractionSteps + 1 }, (_, step) => low + (high - low) * (step / fractionSteps) ** bend)
})

const segment: fc.Arbitrary<PlainSegment> = fc.record({
  key,
  pieces: pieces(uncertain(hazard)),
  disputes: probability,
  disputeDays: uncertain(orNone(real(0, 40))),
  conceded: probability,
  creditedShare: share,
  partial: probability,
  partialFraction: fractions,
  hurdle: fc.record({ logMedian: hurdle, logDeviation: orNone(real(0, 1.5)) }),
  defaultsPerDay: uncertain(orNone(real(0, 0.03))),
  arrivalsPerDay: uncertain(orNone(real(0, 0.05))),
})

/** One whose customers mostly pay whole, by hazards that are exactly known: the engine has a short way for them. */
const usualSegment = fc
  .record({ any: segment, own: pieces(certain(hazard)), partial: oneIn(5, probability, fc.constant(known(0))) })
  .map(({ any, own, partial }): PlainSegment => ({ ...any, pieces: own, partial }))

interface Sizes {
  readonly groups: number
  readonly segments: number
  readonly customers: number
  readonly policies: number
  readonly calendars: number
}
const groupOf = (groups: number) => (groups === 1 ? fc.constant(0) : whole(1, groups - 1))

/** A customer with the number of its phases among those of the company, which several customers may share. */
type DrawnCustomer = Omit<PlainCustomer, 'phases'> & { readonly policies: number }

const customer = ({ groups, segments, policies, calendars }: Sizes): fc.Arbitrary<DrawnCustomer> =>
  fc
    .record({
      hurdle: knownHurdle,
      rest: fc.record({
        key,
        group: groupOf(groups),
        segment: whole(0, segments - 1),
        ordersPerDay: uncertain(fc.oneof(real(0, 2), real(0, 0.5), fc.constant(0))),
        logAmountMean: real(0, 12),
        logAmountMeanError: orNone(real(0, 0.5)),
        logAmountDeviation: orNone(real(0, 1.5)),
        marginRate: orNone(real(-0.2, 0.6)),
        multiplier: uncertain(
          fc.oneof({ weight: 4, arbitrary: real(0.3, 3) }, { weight: 1, arbitrary: fc.constantFrom(0, 1) }),
        ),
        defaulted: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: share }),
        payCalendar: fc.option(whole(0, calendars - 1), { freq: 2 }),
        salesperson: fc.option(whole(0, salespeople - 1), { freq: 3 }),
        risk: fc.oneof(whole(0, 2), real(0, 10)),
        policies: whole(0, policies - 1),
      }),
    })
    .map(({ hurdle, rest }) => ({ ...rest, ...hurdle }))

/**
 * One for whom the engine takes its short way, if its segment and the economy allow it; often one thing about it does not.
 * Policies 0 are the usual ones.
 */
const usualCustomer = (sizes: Sizes): fc.Arbitrary<DrawnCustomer> =>
  fc
    .record({
      any: customer(sizes),
      usual: fc.record({
        marginRate: fc.constant(0),
        multiplier: fc.constantFrom(0.5, 1, 2).map(known),
        payCalendar: fc.constant(null),
      }),
      unusual: fc.constantFrom('marginRate', 'multiplier', 'payCalendar', null, null, null),
    })
    .map(({ any, usual, unusual }) => ({
      ...any,
      ...usual,
      ...(unusual === null ? {} : { [unusual]: any[unusual] }),
      policies: 0,
    }))

const openingInvoice = ({ groups, customers }: Sizes): fc.Arbitrary<PlainOpeningInvoice> =>
  fc
    .record({
      key,
      customer: whole(0, customers - 1),
      group: groupOf(groups),
      age: fc.oneof(whole(0, 30), whole(0, 250)),
      net: whole(0, 60),
      amount: fc.oneof(whole(1, 2_000_000), whole(1, 5)),
      // Open in full, in part, over-applied, or a credit note.
      state: fc.constantFrom('full', 'full', 'part', 'over-applied', 'credit note' as const),
      fraction: real(0, 1),
      disputed: fc.boolean(),
      disputeAge: whole(0, 90),
      partlyPaid: fc.boolean(),
    })
    .map(({ age, net, state, fraction, ...rest }) => {
      const part = Math.max(1, Math.round(rest.amount * fraction))
      const [amount, open] = {
        full: [rest.amount, rest.amount] as const,
        part: [rest.amount, part] as const,
        'over-applied': [rest.amount, -part] as const,
        'credit note': [-rest.amount, -rest.amount] as const,
      }[state as 'full']
      return { ...rest, issued: -age, due: net - age, amount, open }
    })

const paidInvoice = ({ groups }: Sizes): fc.Arbitrary<PlainPaidInvoice> =>
  fc.record({
    group: groupOf(groups),
    due: whole(1, 100),
    amount: whole(1, 2_000_000),
    inMonth: fc.boolean(),
  })

const economy = (months: number): fc.Arbitrary<PlainEconomy> =>
  fc.record({
    persistence: share,
    now: real(-1.5, 1.5),
    nowError: orNone(real(0, 0.5)),
    paymentLoading: orNone(real(0, 0.6)),
    paymentLoadingError: orNone(real(0, 0.1)),
    defaultLoading: orNone(real(0, 1)),
    stress: fc.array(orNone(real(-1.5, 1)), { maxLength: months }),
  })

const orders = (months: number): fc.Arbitrary<PlainOrders> =>
  fc.oneof(
    fc.constant(steadyOrders(months)),
    fc.record({
      months: fc
        .tuple(whole(0, 11), fc.array(real(-1, 1), { minLength: months, maxLength: months }))
        .map(([first, logs]) =>
          logs.map((logFactor, month) => ({
            logFactor,
            calendarMonth: (first + month) % 12,
            yearsAhead: (month + 0.5) / 12,
          })),
        ),
      seasonError: fc.array(orNone(real(0, 0.3)), { minLength: 12, maxLength: 12 }),
      growthError: orNone(real(0, 0.5)),
      levelError: orNone(real(0, 0.3)),
      monthlyDeviation: orNone(real(0, 0.4)),
    }),
  )

/** Days that are few or many, in any pattern; none at all now and then. */
const payDays = fc.oneof(
  fc.uniqueArray(whole(1, 190), { maxLength: 12 }),
  fc.uniqueArray(whole(1, 190), { minLength: 20, maxLength: 120 }),
  whole(1, 20).map((step) => Array.from({ length: Math.floor(190 / step) }, (_, index) => (index + 1) * step)),
)

/** Nearly always the usual one, or either as often as the other. */
const mostly = <T>(isUsual: boolean, usual: fc.Arbitrary<T>, any: fc.Arbitrary<T>) => oneIn(isUsual ? 8 : 2, any, usual)
const list = <T>(own: fc.Arbitrary<T>, length: number) => fc.array(own, { minLength: length, maxLength: length })

const withSome = (hasFeedback: boolean, own: fc.Arbitrary<PlainPhase[]>) => (hasFeedback ? withFeedback(own) : own)

/** Those with `feedback` are companies in which limits, holds and contacts make invoices hang on one another. */
const companies = (feedback: fc.Arbitrary<boolean>): fc.Arbitrary<PlainCompany> =>
  fc
    .record({
      // Companies in which nearly everything is as usual, and any others.
      isUsual: fc.boolean(),
      hasFeedback: feedback,
      groups: fc.constantFrom(1, 3),
      segments: whole(1, 3),
      customers: whole(1, 4),
      policies: whole(1, 3),
      calendars: whole(1, 2),
      monthLengths: fc.array(fc.oneof(whole(20, 31), whole(1, 31)), { minLength: 1, maxLength: 6, size: 'max' }),
    })
    .chain(({ monthLengths, isUsual, hasFeedback, ...sizes }) =>
      fc
        .record({
          keyHigh: whole(-0x80000000, 0x7fffffff),
          keyLow: whole(-0x80000000, 0x7fffffff),
          firstMonthStart: fc.oneof(fc.constant(1), whole(-29, 0)),
          // Each segment's streams have a key of their own, as compilePlan sees to.
          segments: fc.uniqueArray(mostly(isUsual, usualSegment, segment), {
            minLength: sizes.segments,
            maxLength: sizes.segments,
            selector: (own) => own.key,
          }),
          drawnCustomers: list(mostly(isUsual, usualCustomer(sizes), customer(sizes)), sizes.customers),
          policies: fc
            .tuple(
              withSome(hasFeedback, mostly(isUsual, usualPhases, phases)),
              list(withSome(hasFeedback, phases), sizes.policies - 1),
            )
            .map(([first, others]): PlainPhase[][] => [first, ...others]),
          economy: mostly(isUsual, fc.constant(steadyEconomy), economy(monthLengths.length)),
          orders: orders(monthLengths.length),
          payDays: list(payDays, sizes.calendars).map((calendars) =>
            calendars.map((days) => days.sort((a, b) => a - b)),
          ),
          opening: fc.array(openingInvoice(sizes), { maxLength: 10 }),
          paidAhead: fc.array(paidInvoice(sizes), { maxLength: 4 }),
          ordersStopAfterDefault: whole(0, 60),
          recovery: fc.record({ share: probability, days: uncertain(orNone(real(0, 60))) }),
          unappliedCash: list(whole(-1000, 1000), sizes.groups),
          work,
        })
        .map(({ drawnCustomers, policies, ...company }) => {
          let end = 0
          return {
            ...company,
            groups: sizes.groups,
            monthEnds: monthLengths.map((days) => (end += days)),
            customers: drawnCustomers.map(({ policies: own, ...drawn }) => ({ ...drawn, phases: policies[own]! })),
          }
        }),
    )

/** Small random companies with every mechanism of the engine: what no person would think of included. */
export const randomCompany = companies(fc.boolean())
/** Those in which nothing that one invoice does changes what another does. */
export const independentCompany = companies(fc.constant(false))
