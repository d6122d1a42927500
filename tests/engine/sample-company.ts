import type { PlainCompany } from './plain-company.js'

const customer = {
  ordersPerDay: 0.8,
  logAmountMean: 9,
  logAmountDeviation: 0.8,
  netDaysBefore: 30,
  netDaysAfter: 45,
  clockShiftAfter: 12,
  curveBefore: 0,
  curveAfter: 1,
  disputeProbability: 0.2,
  disputeMeanDays: 25,
  concededShare: 0.3,
}

/** A company with every mechanism in use, big enough that any change of a rule shows. */
export const sampleCompany: PlainCompany = {
  keyHigh: 123456789,
  keyLow: -987654321,
  monthEnds: [31, 59, 90, 120],
  leversFrom: 40,
  groups: 3,
  curves: [
    {
      firstDay: -30,
      daily: [...new Array<number>(30).fill(0.01), 0.1, 0.2, ...new Array<number>(20).fill(0.02), 0.005],
    },
    {
      firstDay: -30,
      daily: [...new Array<number>(30).fill(0.02), 0.2, 0.3, ...new Array<number>(20).fill(0.03), 0.007],
    },
  ],
  customers: [
    { ...customer, key: 11, group: 1 },
    { ...customer, key: 22, group: 2, ordersPerDay: 0.9, netDaysBefore: 15, netDaysAfter: 15, clockShiftAfter: 0 },
    { ...customer, key: 33, group: 2, concededShare: 1, disputeProbability: 0.5 },
  ],
  opening: [
    { key: 1, customer: 0, group: 1, issued: -20, due: 10, amount: 50_000, open: 50_000, disputed: false },
    { key: 2, customer: 0, group: 1, issued: -90, due: -60, amount: 40_001, open: 20_001, disputed: true },
    { key: 3, customer: 1, group: 2, issued: -70, due: -55, amount: 30_003, open: 30_003, disputed: true },
    { key: 4, customer: 2, group: 2, issued: -10, due: 20, amount: 70_007, open: 70_007, disputed: true },
    { key: 5, customer: 1, group: 2, issued: -5, due: -5, amount: -9_000, open: -9_000, disputed: false },
    { key: 6, customer: 0, group: 1, issued: -45, due: -15, amount: 8_000, open: -500, disputed: true },
  ],
  paidAhead: [
    { group: 1, due: 12, amount: 33_000, inMonth: true },
    { group: 2, due: 45, amount: 21_000, inMonth: false },
  ],
  writeOffAgeBefore: 90,
  writeOffAgeAfter: 60,
  unappliedCash: [30, 10, 20],
}
