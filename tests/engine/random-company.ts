import fc from 'fast-check'
import { never } from '../../src/engine/plan.js'
import type { PlainCompany, PlainCurve, PlainCustomer, PlainOpeningInvoice, PlainPaidInvoice } from './plain-company.js'

/** Uniform over the range; fc.double would draw its exponent first, and so hardly anything but tiny numbers. */
const real = (min: number, max: number) =>
  fc.integer({ min: 0, max: 2 ** 30 }).map((n) => min + ((max - min) * n) / 2 ** 30)
const whole = (min: number, max: number) => fc.integer({ min, max })
const key = fc.integer({ min: 0, max: 0xffffffff })

const hazard = fc.oneof(real(0, 0.08), real(0, 0.08), fc.constant(0), real(0, 1), fc.constant(1))
const curve: fc.Arbitrary<PlainCurve> = fc.record({
  firstDay: whole(-40, 0),
  daily: fc
    .array(fc.tuple(hazard, whole(1, 30)), { minLength: 1, maxLength: 5 })
    .map((pieces) => pieces.flatMap(([value, days]) => new Array<number>(days).fill(value))),
})

const share = fc.oneof(real(0, 1), fc.constantFrom(0, 1))
const customer = (groups: number, curves: number): fc.Arbitrary<PlainCustomer> =>
  fc
    .record({
      key,
      group: groups === 1 ? fc.constant(0) : whole(1, groups - 1),
      ordersPerDay: fc.oneof(real(0, 2), real(0, 0.5), fc.constant(0)),
      logAmountMean: real(0, 12),
      logAmountDeviation: fc.oneof(real(0, 1.5), fc.constant(0)),
      netDaysBefore: whole(0, 60),
      netDaysAfter: whole(0, 60),
      passThrough: share,
      curveBefore: whole(0, curves - 1),
      curveAfter: whole(0, curves - 1),
      disputeProbability: share,
      disputeMeanDays: fc.oneof(real(0, 40), fc.constant(0)),
      concededShare: share,
    })
    .map(({ passThrough, ...rest }) => ({
      ...rest,
      clockShiftAfter: Math.round((rest.netDaysAfter - rest.netDaysBefore) * passThrough),
    }))

const openingInvoice = (groups: number, customers: number): fc.Arbitrary<PlainOpeningInvoice> =>
  fc
    .record({
      key,
      customer: whole(0, customers - 1),
      group: groups === 1 ? fc.constant(0) : whole(1, groups - 1),
      age: whole(0, 250),
      net: whole(0, 60),
      amount: whole(1, 2_000_000),
      // Open in full, in part, over-applied, or a credit note.
      state: fc.constantFrom('full', 'full', 'part', 'over-applied', 'credit note' as const),
      fraction: real(0, 1),
      disputed: fc.boolean(),
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

const paidInvoice = (groups: number): fc.Arbitrary<PlainPaidInvoice> =>
  fc.record({
    group: groups === 1 ? fc.constant(0) : whole(1, groups - 1),
    due: whole(1, 100),
    amount: whole(1, 2_000_000),
    inMonth: fc.boolean(),
  })

/** Small random companies with every mechanism of the engine: what no person would think of included. */
export const randomCompany: fc.Arbitrary<PlainCompany> = fc
  .record({ groups: fc.constantFrom(1, 3), curveCount: whole(1, 3), customerCount: whole(1, 4) })
  .chain(({ groups, curveCount, customerCount }) =>
    fc
      .record({
        keyHigh: whole(-0x80000000, 0x7fffffff),
        keyLow: whole(-0x80000000, 0x7fffffff),
        monthLengths: fc.array(fc.oneof(whole(20, 31), whole(1, 31)), { minLength: 1, maxLength: 6, size: 'max' }),
        leversFrom: fc.oneof(fc.constant(never), whole(1, 100)),
        curves: fc.array(curve, { minLength: curveCount, maxLength: curveCount }),
        customers: fc.array(customer(groups, curveCount), { minLength: customerCount, maxLength: customerCount }),
        opening: fc.array(openingInvoice(groups, customerCount), { maxLength: 10 }),
        paidAhead: fc.array(paidInvoice(groups), { maxLength: 4 }),
        writeOffAgeBefore: whole(0, 120),
        writeOffAgeAfter: whole(0, 120),
        unapplied: fc.array(whole(-1000, 1000), { minLength: groups, maxLength: groups }),
      })
      .map(({ monthLengths, unapplied, ...rest }) => {
        let end = 0
        const monthEnds = monthLengths.map((days) => (end += days))
        return { ...rest, groups, monthEnds, unappliedCash: unapplied }
      }),
  )
