import type { PlainCompany, PlainCustomer, PlainSegment } from './plain-company.js'
import { evenFraction } from './steady-company.js'

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
  defaultsPerDay: { value: 0.003, shape: 4 },
  arrivalsPerDay: { value: 0.02, shape: 3 },
}

const customer: PlainCustomer = {
  key: 11,
  group: 1,
  segment: 0,
  ordersPerDay: { value: 0.8, shape: 50 },
  logAmountMean: 9,
  logAmountMeanError: 0.1,
  logAmountDeviation: 0.8,
  multiplier: { value: 1.1, shape: 12 },
  netDaysBefore: 30,
  netDaysAfter: 45,
  clockShiftAfter: 12,
  leverSet: 1,
  discount: null,
  payCalendar: null,
}

/** A company with every mechanism in use, big enough that any change of a rule shows. */
export const sampleCompany: PlainCompany = {
  keyHigh: 123456789,
  keyLow: -987654321,
  monthEnds: [20, 48, 79, 109],
  // The as-of day is the eleventh of a month.
  firstMonthStart: -10,
  leversFrom: 40,
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
      defaultsPerDay: { value: 0.001, shape: 0 },
      arrivalsPerDay: { value: 0, shape: 2 },
    },
  ],
  leverSets: [
    [],
    [
      { from: -5, factor: 2 },
      { from: 30, factor: 1.5 },
    ],
    [{ from: 0, factor: 0.5 }],
  ],
  customers: [
    customer,
    {
      ...customer,
      key: 22,
      group: 2,
      ordersPerDay: { value: 0.9, shape: 0 },
      netDaysBefore: 15,
      netDaysAfter: 15,
      clockShiftAfter: 0,
      leverSet: 2,
      payCalendar: 0,
    },
    { ...customer, key: 33, group: 2, segment: 1, multiplier: { value: 0.8, shape: 0 }, leverSet: 0, payCalendar: 1 },
    { ...customer, key: 44, group: 1, discount: { days: 10, rate: 0.02 }, multiplier: { value: 0.5, shape: 3 } },
  ],
  economy: {
    persistence: 0.7,
    now: -0.5,
    nowError: 0.4,
    paymentLoading: 0.2,
    paymentLoadingError: 0.1,
    defaultLoading: 0.6,
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
  payDays: [
    Array.from({ length: 16 }, (_, week) => 3 + 7 * week),
    [10, 20, 35, 48, 65, 79, 95],
  ],
  opening: [
    { key: 1, customer: 0, group: 1, issued: -20, due: 10, amount: 50_000, open: 50_000, disputed: false, partlyPaid: false },
    { key: 2, customer: 0, group: 1, issued: -90, due: -60, amount: 40_001, open: 20_001, disputed: true, partlyPaid: true },
    { key: 3, customer: 1, group: 2, issued: -70, due: -55, amount: 30_003, open: 30_003, disputed: true, partlyPaid: false },
    { key: 4, customer: 2, group: 2, issued: -10, due: 20, amount: 70_007, open: 70_007, disputed: true, partlyPaid: false },
    { key: 5, customer: 1, group: 2, issued: -5, due: -5, amount: -9_000, open: -9_000, disputed: false, partlyPaid: false },
    { key: 6, customer: 0, group: 1, issued: -45, due: -15, amount: 8_000, open: -500, disputed: true, partlyPaid: true },
    { key: 7, customer: 3, group: 1, issued: -35, due: -5, amount: 60_000, open: 59_000, disputed: false, partlyPaid: true },
  ],
  paidAhead: [
    { group: 1, due: 12, amount: 33_000, inMonth: true },
    { group: 2, due: 45, amount: 21_000, inMonth: false },
  ],
  writeOffAgeBefore: 90,
  writeOffAgeAfter: 60,
  ordersStopAfterDefault: 12,
  unappliedCash: [30, 10, 20],
}
