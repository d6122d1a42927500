import fc from 'fast-check'
import { fractionSteps, never } from '../../src/engine/plan.js'
import type {
  PlainCompany,
  PlainCustomer,
  PlainEconomy,
  PlainLever,
  PlainNumber,
  PlainOpeningInvoice,
  PlainOrders,
  PlainPaidInvoice,
  PlainProbability,
  PlainSegment,
} from './plain-company.js'
import { steadyEconomy, steadyOrders } from './steady-company.js'

/**
 * Uniform over the range: fc.double would draw its exponent first, and so hardly anything but tiny numbers; and with bias
 * every second number would be next to an end.
 */
const real = (min: number, max: number) =>
  fc.noBias(fc.integer({ min: 0, max: 2 ** 30 })).map((n) => min + ((max - min) * n) / 2 ** 30)
const whole = (min: number, max: number) => fc.integer({ min, max })
const key = fc.integer({ min: 0, max: 0xffffffff })
const orNone = (own: fc.Arbitrary<number>) => fc.oneof(own, fc.constant(0))

/** A number with its uncertainty; one in two is exactly known. */
const uncertain = (value: fc.Arbitrary<number>): fc.Arbitrary<PlainNumber> =>
  fc.record({ value, shape: orNone(fc.oneof(real(0.3, 3), real(3, 400))) })
const share = fc.oneof({ weight: 3, arbitrary: real(0, 1) }, { weight: 1, arbitrary: fc.constantFrom(0, 1) })
const probability: fc.Arbitrary<PlainProbability> = fc.record({ value: share, cases: orNone(real(2, 100)) })

const hazard = fc.oneof(
  { weight: 6, arbitrary: real(0, 0.08) },
  { weight: 2, arbitrary: real(0, 1) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1) },
)
const pieces: fc.Arbitrary<PlainSegment['pieces']> = fc
  .tuple(whole(-40, 0), fc.array(fc.tuple(uncertain(hazard), whole(1, 30)), { minLength: 1, maxLength: 5 }))
  .map(([first, list]) => {
    let from = first
    return list.map(([number, days]) => {
      const piece = { from, ...number }
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
  pieces,
  disputes: probability,
  disputeDays: uncertain(orNone(real(0, 40))),
  conceded: probability,
  creditedShare: share,
  partial: probability,
  partialFraction: fractions,
  defaultsPerDay: uncertain(orNone(real(0, 0.03))),
  arrivalsPerDay: uncertain(orNone(real(0, 0.05))),
})

const levers: fc.Arbitrary<PlainLever[]> = fc.array(
  fc.record({ from: whole(-20, 60), factor: fc.oneof(real(0.3, 3), fc.constantFrom(0, 1)) }),
  { maxLength: 3 },
)

interface Sizes {
  readonly groups: number
  readonly segments: number
  readonly customers: number
  readonly leverSets: number
  readonly calendars: number
}
const groupOf = (groups: number) => (groups === 1 ? fc.constant(0) : whole(1, groups - 1))

const customer = ({ groups, segments, leverSets, calendars }: Sizes): fc.Arbitrary<PlainCustomer> =>
  fc
    .record({
      key,
      group: groupOf(groups),
      segment: whole(0, segments - 1),
      ordersPerDay: uncertain(fc.oneof(real(0, 2), real(0, 0.5), fc.constant(0))),
      logAmountMean: real(0, 12),
      logAmountMeanError: orNone(real(0, 0.5)),
      logAmountDeviation: orNone(real(0, 1.5)),
      multiplier: uncertain(
        fc.oneof({ weight: 4, arbitrary: real(0.3, 3) }, { weight: 1, arbitrary: fc.constantFrom(0, 1) }),
      ),
      defaulted: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: share }),
      netDaysBefore: whole(0, 60),
      netDaysAfter: whole(0, 60),
      passThrough: share,
      leverSet: whole(0, leverSets - 1),
      discount: fc.option(fc.record({ days: whole(0, 40), rate: fc.oneof(real(0, 0.1), share) })),
      payCalendar: fc.option(whole(0, calendars - 1)),
    })
    .map(({ passThrough, ...rest }) => ({
      ...rest,
      clockShiftAfter: Math.round((rest.netDaysAfter - rest.netDaysBefore) * passThrough),
    }))

const openingInvoice = ({ groups, customers }: Sizes): fc.Arbitrary<PlainOpeningInvoice> =>
  fc
    .record({
      key,
      customer: whole(0, customers - 1),
      group: groupOf(groups),
      age: whole(0, 250),
      net: whole(0, 60),
      amount: fc.oneof(whole(1, 2_000_000), whole(1, 5)),
      // Open in full, in part, over-applied, or a credit note.
      state: fc.constantFrom('full', 'full', 'part', 'over-applied', 'credit note' as const),
      fraction: real(0, 1),
      disputed: fc.boolean(),
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

const economy: fc.Arbitrary<PlainEconomy> = fc.oneof(
  fc.constant(steadyEconomy),
  fc.record({
    persistence: share,
    now: real(-1.5, 1.5),
    nowError: orNone(real(0, 0.5)),
    paymentLoading: orNone(real(0, 0.6)),
    paymentLoadingError: orNone(real(0, 0.1)),
    defaultLoading: orNone(real(0, 1)),
  }),
)

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

/** Small random companies with every mechanism of the engine: what no person would think of included. */
export const randomCompany: fc.Arbitrary<PlainCompany> = fc
  .record({
    groups: fc.constantFrom(1, 3),
    segments: whole(1, 3),
    customers: whole(1, 4),
    leverSets: whole(1, 3),
    calendars: whole(1, 2),
    monthLengths: fc.array(fc.oneof(whole(20, 31), whole(1, 31)), { minLength: 1, maxLength: 6, size: 'max' }),
  })
  .chain(({ monthLengths, ...sizes }) =>
    fc
      .record({
        keyHigh: whole(-0x80000000, 0x7fffffff),
        keyLow: whole(-0x80000000, 0x7fffffff),
        firstMonthStart: fc.oneof(fc.constant(1), whole(-29, 0)),
        leversFrom: fc.oneof(fc.constant(never), whole(1, 100)),
        // Each segment's streams have a key of their own, as compilePlan sees to.
        segments: fc.uniqueArray(segment, {
          minLength: sizes.segments,
          maxLength: sizes.segments,
          selector: (own) => own.key,
        }),
        customers: fc.array(customer(sizes), { minLength: sizes.customers, maxLength: sizes.customers }),
        leverSets: fc
          .array(levers, { minLength: sizes.leverSets - 1, maxLength: sizes.leverSets - 1 })
          .map((sets): PlainLever[][] => [[], ...sets]),
        economy,
        orders: orders(monthLengths.length),
        payDays: fc
          .array(payDays, { minLength: sizes.calendars, maxLength: sizes.calendars })
          .map((calendars) => calendars.map((days) => days.sort((a, b) => a - b))),
        opening: fc.array(openingInvoice(sizes), { maxLength: 10 }),
        paidAhead: fc.array(paidInvoice(sizes), { maxLength: 4 }),
        writeOffAgeBefore: whole(0, 120),
        writeOffAgeAfter: whole(0, 120),
        ordersStopAfterDefault: whole(0, 60),
        unappliedCash: fc.array(whole(-1000, 1000), { minLength: sizes.groups, maxLength: sizes.groups }),
      })
      .map((company) => {
        let end = 0
        return { ...company, groups: sizes.groups, monthEnds: monthLengths.map((days) => (end += days)) }
      }),
  )
