import type { PlainCompany, PlainCustomer, PlainOpeningInvoice, PlainPolicy, PlainSegment } from './plain-company.js'
import { between, evenFraction, steadyCustomer, steadyPolicy, steadyWork } from './steady-company.js'

const segment: PlainSegment = {
  key: 1001,
  pieces: [
    { from: -30, value: 0.01, shape: 30 },
    { from: 0, value: 0.1, shape: 60 },
    { from: 1, value: 0.2, shape: 0 },
    { from: 2, value: 0.02, shape: 20 },
    { from: 22, value: 0.005, shape: 0.8 },
  ],
  disputes: { value: 0.2, cases: 80 },
  disputeDays: { value: 25, shape: 9 },
  conceded: { value: 0.7, cases: 30 },
  creditedShare: 0.3,
  partial: { value: 0.3, cases: 40 },
  // Small parts are the most likely ones.
  partialFraction: evenFraction.map((share) => share ** 2),
  hurdle: { logMedian: -1, logDeviation: 0.8 },
  defaultsPerDay: { value: 0.003, shape: 4 },
  arrivalsPerDay: { value: 0.02, shape: 3 },
}

const today: PlainPolicy = { ...steadyPolicy, writeOffAge: 90 }

/** What levers make of it from day 40 on: longer terms, collections from before the due day on, an earlier write-off. */
const underLevers: PlainPolicy = {
  ...today,
  terms: { net: 45, every: 1 },
  passThrough: between(501, 0.5, 1),
  levers: [
    { from: -5, factor: between(502, 1.5, 2.5, 2) },
    { from: 30, factor: 1.5 },
  ],
  writeOffAge: 60,
  disputeFactor: between(503, 0.4, 1),
}

const customer: PlainCustomer = {
  ...steadyCustomer,
  key: 11,
  group: 1,
  segment: 0,
  ordersPerDay: { value: 0.8, shape: 50 },
  logAmountMean: 9,
  logAmountMeanError: 0.1,
  logAmountDeviation: 0.8,
  marginRate: 0.2,
  multiplier: { value: 1.1, shape: 12 },
  defaulted: 0.1,
  hurdleAbove: Number.NEGATIVE_INFINITY,
  hurdleAtMost: Number.POSITIVE_INFINITY,
  payCalendar: null,
  phases: [
    { from: Number.NEGATIVE_INFINITY, policy: today },
    { from: 40, policy: underLevers },
  ],
}

/** One that is billed late until a lever bills sooner; its invoices are due at the end of ten days, and reach it sooner too. */
const billedLate: PlainPolicy = {
  ...today,
  terms: { net: 15, every: 10 },
  billingLag: 4.3,
  levers: [{ from: 0, factor: 0.5 }],
}
const billedSooner: PlainPolicy = { ...billedLate, billingLag: 0.6, deliveryDaysSaved: 3, disputeDaysFactor: 0.5 }

/** One that is offered a discount, and later another one; new customers like it must pay a part with the order. */
const discounted: PlainPolicy = { ...today, discount: { days: 10, rate: 0.02, logReturn: -0.9 } }
const discountedMore: PlainPolicy = {
  ...discounted,
  discount: { days: 14, rate: 0.03, logReturn: -0.4 },
  deposit: 0.2,
  orderLift: between(504, 0.1, 0.5),
  adverseSelection: between(505, 1, 2),
}

/** One whose orders are cut, which makes fewer mistakes possible; and from then on nobody like it is taken. */
const cutBack: PlainPolicy = { ...today, orderLift: -0.3, accuracy: 0.9, admitsNew: false }

const invoice: PlainOpeningInvoice = {
  key: 1,
  customer: 0,
  group: 1,
  issued: -20,
  due: 10,
  amount: 50_000,
  open: 50_000,
  disputed: false,
  disputeAge: 0,
  partlyPaid: false,
}

/** A company with every mechanism in use, big enough that any change of a rule shows. */
export const sampleCompany: PlainCompany = {
  keyHigh: 123456789,
  keyLow: -987654321,
  monthEnds: [20, 48, 79, 109],
  // The as-of day is the eleventh of a month.
  firstMonthStart: -10,
  groups: 3,
  segments: [
    segment,
    {
      ...segment,
      key: 1002,
      disputes: { value: 0.5, cases: 10 },
      conceded: { value: 1, cases: 10 },
      creditedShare: 1,
      partial: { value: 0.1, cases: 0 },
      partialFraction: evenFraction.map((share) => 0.3 + 0.6 * share),
      hurdle: { logMedian: 0.5, logDeviation: 0 },
      defaultsPerDay: { value: 0.001, shape: 0 },
      arrivalsPerDay: { value: 0, shape: 2 },
    },
  ],
  customers: [
    customer,
    {
      ...customer,
      key: 22,
      group: 2,
      ordersPerDay: { value: 0.9, shape: 0 },
      payCalendar: 0,
      phases: [
        { from: Number.NEGATIVE_INFINITY, policy: billedLate },
        { from: 40, policy: billedSooner },
      ],
    },
    {
      ...customer,
      key: 33,
      group: 2,
      segment: 1,
      multiplier: { value: 0.8, shape: 0 },
      payCalendar: 1,
      phases: [
        { from: Number.NEGATIVE_INFINITY, policy: today },
        { from: 25, policy: cutBack },
        { from: 70, policy: { ...cutBack, writeOffAge: 45 } },
      ],
    },
    {
      ...customer,
      key: 44,
      group: 1,
      multiplier: { value: 0.5, shape: 3 },
      // Known not to take a discount that yields e^−1.3 a year.
      hurdleAbove: -1.3,
      phases: [
        { from: Number.NEGATIVE_INFINITY, policy: discounted },
        { from: 30, policy: discountedMore },
      ],
    },
  ],
  economy: {
    persistence: 0.7,
    now: -0.5,
    nowError: 0.4,
    paymentLoading: 0.2,
    paymentLoadingError: 0.1,
    defaultLoading: 0.6,
    stress: [0, -1],
  },
  orders: {
    months: [
      { logFactor: 0.2, calendarMonth: 10, yearsAhead: 0.03 },
      { logFactor: -0.1, calendarMonth: 11, yearsAhead: 0.09 },
      { logFactor: 0, calendarMonth: 0, yearsAhead: 0.17 },
      // As in a stretch of years that has the same calendar month twice.
      { logFactor: 0.15, calendarMonth: 10, yearsAhead: 0.26 },
    ],
    seasonError: [0.1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.2, 0.05],
    growthError: 0.3,
    levelError: 0.05,
    monthlyDeviation: 0.1,
  },
  payDays: [Array.from({ length: 16 }, (_, week) => 3 + 7 * week), [10, 20, 35, 48, 65, 79, 95]],
  opening: [
    invoice,
    {
      ...invoice,
      key: 2,
      issued: -90,
      due: -60,
      amount: 40_001,
      open: 20_001,
      disputed: true,
      disputeAge: 12,
      partlyPaid: true,
    },
    {
      ...invoice,
      key: 3,
      customer: 1,
      group: 2,
      issued: -70,
      due: -55,
      amount: 30_003,
      open: 30_003,
      disputed: true,
      disputeAge: 40,
    },
    {
      ...invoice,
      key: 4,
      customer: 2,
      group: 2,
      issued: -10,
      amount: 70_007,
      open: 70_007,
      due: 20,
      disputed: true,
      disputeAge: 3,
    },
    { ...invoice, key: 5, customer: 1, group: 2, issued: -5, due: -5, amount: -9_000, open: -9_000 },
    { ...invoice, key: 6, issued: -45, due: -15, amount: 8_000, open: -500, disputed: true, partlyPaid: true },
    { ...invoice, key: 7, customer: 3, issued: -35, due: -5, amount: 60_000, open: 59_000, partlyPaid: true },
    // Its discount can still be had.
    { ...invoice, key: 8, customer: 3, issued: -4, due: 26, amount: 25_000, open: 25_000 },
  ],
  paidAhead: [
    { group: 1, due: 12, amount: 33_000, inMonth: true },
    { group: 2, due: 45, amount: 21_000, inMonth: false },
  ],
  ordersStopAfterDefault: 12,
  recovery: { share: { value: 0.4, cases: 20 }, days: { value: 15, shape: 6 } },
  unappliedCash: [30, 10, 20],
  work: steadyWork,
}
