import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { monthOf } from '../../calendar/month.js'
import type { Period } from '../../calendar/period.js'
import { periodByDay } from '../../facts/period-by-day.js'
import { firstInvoiceDay } from '../../ledger/first-invoice-day.js'
import type { LedgerData } from '../../ledger/ledger-data.js'
import type { Behavior } from '../behavior.js'
import { type Estimate, fitted, stated } from '../estimate.js'
import { ledgerMonths } from './at-risk.js'
import { clustering } from './dispersion.js'
import { gridPosterior } from './grid-posterior.js'

/** How orders move, each customer's rate at today's level, and how many new customers come. */
export interface FittedOrders {
  readonly orders: Behavior['orders']
  /** By customer: invoices a day at today's level. */
  readonly perDay: readonly Estimate[]
  /** By segment. */
  readonly newCustomersPerYear: readonly Estimate[]
}

/** Days back over which a customer's own rate is counted: a year, so that every season counts once. */
const rateDays = 365

/** Before the ledger has seen its customers for so long, it cannot tell a new one from one that it just had not seen. */
const settlingDays = 90

/**
 * What is believed before a ledger is seen, as standard deviations of logarithms: growth within ± 20 % a year nine times in
 * ten. Two years and more of data outweigh it.
 */
const [growthPrior, levelPrior] = [0.12, 1]

/** How far seasons move orders (standard deviation of logarithms), and the noise of months, are looked for among these. */
const seasonDeviations: readonly number[] = [0.005, 0.02, 0.04, 0.07, 0.12, 0.2]
const deviations: readonly number[] = [0, 0.01, 0.02, 0.03, 0.045, 0.06, 0.08, 0.1, 0.13, 0.17, 0.22, 0.3, 0.4, 0.55]

/**
 * Growth and seasons by a Bayesian regression of the logarithm of the months' invoices on the customers that were there, so
 * that new customers are no growth; what months differ beyond chance is their noise. Then each customer's rate: its invoices of
 * the last 365 days ÷ the days it was there, at today's level, leaning on its segment where there are few.
 */
export function fitOrders(ledger: LedgerData, segmentOfCustomer: Int32Array, segmentCount: number): FittedOrders {
  const { invoices, customers, asOf } = ledger
  const first = firstInvoiceDay(ledger)
  const months = ledgerMonths(ledger)
  const { start, cameLater } = customerStarts(ledger, first)

  const lifetime = new Float64Array(customers.count)
  const counts = new Float64Array(months.length)
  const monthOfDay = periodByDay(months)
  for (let row = 0; row < invoices.count; row++) {
    const customer = invoices.customer[row]!
    if (!isOrder(row)) continue
    lifetime[customer]! += 1
    counts[monthOfDay(invoices.issued[row]!)]! += 1
  }
  /** Positive invoices, but for the first one of a customer that came with it: it is why the customer is there at all. */
  function isOrder(row: number): boolean {
    const customer = invoices.customer[row]!
    return invoices.amount[row]! > 0 && !(cameLater[customer] === 1 && invoices.issued[row] === start[customer])
  }
  // Invoices that each month would have if every customer kept its lifetime's mean rate.
  const usual = new Float64Array(months.length)
  for (let customer = 0; customer < customers.count; customer++) {
    const days = asOf - start[customer]! + 1
    if (days <= 0 || lifetime[customer] === 0) continue
    const rate = lifetime[customer]! / days
    for (let month = monthOfDay(start[customer]!); month < months.length; month++) {
      const from = Math.max(start[customer]!, months[month]!.start)
      usual[month]! += rate * Math.max(0, months[month]!.end - from + 1)
    }
  }
  const moves = regression(counts, usual, months, first)

  // Days of the last year in days at today's level.
  const windowStart = asOf - rateDays + 1
  const clock = new Float64Array(rateDays + 1)
  for (let back = 0; back < rateDays; back++) {
    const years = -back / 365
    const calendarMonth = calendarMonthOf(months[monthOfDay(asOf - back)]!)
    clock[back + 1] = clock[back]! + Math.exp(moves.growth * years + moves.season[calendarMonth]!)
  }
  const { squares, counts: recent } = clustering(
    invoices.count,
    customers.count,
    (row) => (invoices.issued[row]! >= windowStart && isOrder(row) ? invoices.customer[row]! : -1),
    (row) => invoices.issued[row]!,
  )
  // Some customers order several invoices at once, so that their counts vary more than independent invoices would.
  const dispersion = squares.map((sum, customer) => (sum > 0 ? sum / recent[customer]! : 1))
  const atLevel = Float64Array.from(
    start,
    (from) => clock[Math.min(rateDays, Math.max(0, asOf - Math.max(from, first) + 1))]!,
  )
  return {
    orders: moves.orders,
    perDay: shrunkRates(recent, atLevel, dispersion, segmentOfCustomer, segmentCount),
    newCustomersPerYear: newCustomers(start, cameLater, segmentOfCustomer, segmentCount, first, asOf),
  }
}

/** 0 for January. */
function calendarMonthOf({ start }: Period): number {
  return monthOf(start) % 12
}

/** The first day on which each customer could order, and whether it came after the ledger had begun. */
function customerStarts({ invoices, customers, asOf }: LedgerData, first: number) {
  const start = new Int32Array(customers.count).fill(asOf + 1)
  for (let row = 0; row < invoices.count; row++) {
    const customer = invoices.customer[row]!
    if (invoices.amount[row]! > 0 && invoices.issued[row]! < start[customer]!) start[customer] = invoices.issued[row]!
  }
  const onboarded = customers.days.get('onboarded_on')
  const cameLater = new Uint8Array(customers.count)
  for (let customer = 0; customer < customers.count; customer++) {
    const stated = onboarded?.[customer]
    if (stated !== undefined && stated <= start[customer]!) start[customer] = Math.max(first, stated)
    else if (start[customer]! < first + settlingDays) start[customer] = first
    else cameLater[customer] = 1
  }
  return { start, cameLater }
}

/** The terms of the regression: level, growth, then the twelve seasons. */
const firstSeason = 2

function regression(counts: Float64Array, usual: Float64Array, months: readonly Period[], first: number) {
  const asOf = months.at(-1)!.end
  const used = Array.from(counts.keys()).filter((month) => usual[month]! >= 1 && counts[month]! > 0)
  const rows = used.map((month) => {
    const { start, end } = months[month]!
    const years = ((Math.max(first, start) + end) / 2 - asOf) / 365
    const season = Array.from({ length: 12 }, (_, index) => (calendarMonthOf(months[month]!) === index ? 1 : 0))
    return [1, years, ...season]
  })
  const seen = used.map((month) => Math.log(counts[month]! / usual[month]!))
  // Averaged over a grid of noise and seasons, each as probable as it makes the months.
  const fits = deviations.flatMap((deviation) => {
    const noise = used.map((month) => 1 / counts[month]! + deviation ** 2)
    return seasonDeviations.map((seasonal) => {
      const prior = [levelPrior, growthPrior, ...new Array<number>(12).fill(seasonal)].map((each) => each ** 2)
      return { deviation, ...linearPosterior(rows, seen, noise, prior) }
    })
  })
  const { mean, spread } = gridPosterior(fits, ({ logEvidence }) => logEvidence)
  const monthlyDeviation = mean(({ deviation }) => deviation)
  const deviationError = spread(({ deviation }) => deviation)
  const value = (term: number) => mean((fit) => fit.mean[term]!)
  const error = (term: number) => Math.sqrt(mean((fit) => fit.variance[term]! + (fit.mean[term]! - value(term)) ** 2))
  // Seasons that are not told apart from the level belong to the level: their mean is 0.
  const seasons = Array.from({ length: 12 }, (_, index) => value(firstSeason + index))
  const offset = seasons.reduce((sum, season) => sum + season, 0) / 12
  const season = seasons.map((own) => own - offset)
  const evidence = used.length
  const recentMonths = Math.min(12, Math.max(1, used.length))
  const orders: Behavior['orders'] = {
    yearlyGrowth: fitted(value(1), error(1), evidence),
    // Rates are counted over the last year: what its months had in common by chance, they have too.
    level: fitted(0, Math.sqrt(monthlyDeviation ** 2 / recentMonths + (error(1) / 2) ** 2), evidence),
    season: season.map((own, index) =>
      fitted(own, error(firstSeason + index), rows.filter((row) => row[firstSeason + index] === 1).length),
    ),
    monthlyDeviation: used.length < 3 ? stated(0.1) : fitted(monthlyDeviation, deviationError, evidence),
  }
  return { orders, growth: value(1), season }
}

/** The posterior of a linear model with known noise variances and independent normal priors of mean 0. */
function linearPosterior(rows: number[][], seen: number[], noise: number[], prior: number[]) {
  const terms = prior.length
  const precision = Matrix.diag(prior.map((variance) => 1 / variance))
  const right = new Array<number>(terms).fill(0)
  rows.forEach((row, index) => {
    for (let a = 0; a < terms; a++) {
      if (row[a] === 0) continue
      right[a]! += (row[a]! * seen[index]!) / noise[index]!
      for (let b = 0; b < terms; b++) precision.set(a, b, precision.get(a, b) + (row[a]! * row[b]!) / noise[index]!)
    }
  })
  const cholesky = new CholeskyDecomposition(precision)
  const covariance = cholesky.solve(Matrix.eye(terms))
  const mean = covariance.mmul(Matrix.columnVector(right)).to1DArray()
  // log p(seen) = log p(seen | mean) + log p(mean) − log p(mean | seen), at the posterior's mean.
  let logEvidence = 0
  rows.forEach((row, index) => {
    const residual = seen[index]! - row.reduce((sum, each, term) => sum + each * mean[term]!, 0)
    logEvidence -= 0.5 * (Math.log(noise[index]!) + residual ** 2 / noise[index]!)
  })
  mean.forEach((each, term) => {
    logEvidence -= 0.5 * (Math.log(prior[term]!) + each ** 2 / prior[term]!)
  })
  // Half the logarithm of the covariance's determinant.
  for (const pivot of cholesky.lowerTriangularMatrix.diagonal()) logEvidence -= Math.log(pivot)
  return { mean, variance: variances(covariance), logEvidence }
}

/**
 * Of level, growth and each season against the mean of the twelve: what seasons and level have in common cannot be told apart, and
 * is not asked for.
 */
function variances(covariance: Matrix): number[] {
  const seasons = Array.from({ length: 12 }, (_, index) => firstSeason + index)
  const meanWith = (term: number) => seasons.reduce((sum, other) => sum + covariance.get(term, other), 0) / 12
  const ofMean = seasons.reduce((sum, term) => sum + meanWith(term), 0) / 12
  return Array.from({ length: covariance.rows }, (_, term) =>
    term < firstSeason
      ? covariance.get(term, term)
      : Math.max(0, covariance.get(term, term) - 2 * meanWith(term) + ofMean),
  )
}

/**
 * Rates by empirical Bayes: a customer's is gamma distributed around its segment's mean, with the variance that the segment's
 * customers show beyond chance (method of moments); then (shape + orders) ÷ (shape ÷ mean + days). Evidence counts in orders: a
 * customer's invoices ÷ its dispersion.
 */
function shrunkRates(
  invoices: Float64Array,
  days: Float64Array,
  dispersion: Float64Array,
  segmentOf: Int32Array,
  segments: number,
): Estimate[] {
  const total = new Float64Array(segments)
  const time = new Float64Array(segments)
  for (let customer = 0; customer < invoices.length; customer++) {
    total[segmentOf[customer]!]! += invoices[customer]!
    time[segmentOf[customer]!]! += days[customer]!
  }
  const mean = total.map((sum, segment) => (time[segment]! > 0 ? sum / time[segment]! : 0))
  const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0)
  const companyMean = sum(time) > 0 ? sum(total) / sum(time) : 0
  const beyondChance = new Float64Array(segments)
  const squaredTime = new Float64Array(segments)
  for (let customer = 0; customer < invoices.length; customer++) {
    const segment = segmentOf[customer]!
    const expected = mean[segment]! * days[customer]!
    beyondChance[segment]! += (invoices[customer]! - expected) ** 2 - dispersion[customer]! * expected
    squaredTime[segment]! += days[customer]! ** 2
  }
  return Array.from(invoices, (count, customer) => {
    const segment = segmentOf[customer]!
    // A segment that has not ordered of late is taken to order as others do, but hardly sure of it.
    if (mean[segment] === 0) return gammaRate(0.5, companyMean, count, days[customer]!, 1)
    const variance = Math.max(0.05 * mean[segment]! ** 2, beyondChance[segment]! / Math.max(1, squaredTime[segment]!))
    const shape = mean[segment]! ** 2 / variance
    return gammaRate(shape, mean[segment]!, count, days[customer]!, dispersion[customer]!)
  })
}

/** The posterior of a rate: gamma prior of this shape and mean, so many events in so many days, `dispersion` of them at a time. */
function gammaRate(shape: number, mean: number, count: number, days: number, dispersion: number): Estimate {
  if (mean === 0) return stated(0)
  const cases = shape + count / dispersion
  const value = cases / (shape / mean + days / dispersion)
  return fitted(value, value / Math.sqrt(cases), count)
}

function newCustomers(
  start: Int32Array,
  cameLater: Uint8Array,
  segmentOf: Int32Array,
  segments: number,
  first: number,
  asOf: number,
): Estimate[] {
  const from = Math.max(first + settlingDays, asOf - rateDays + 1)
  const years = (asOf - from + 1) / 365
  const came = new Float64Array(segments)
  for (let customer = 0; customer < start.length; customer++) {
    const isNew =
      start[customer]! >= from && start[customer]! <= asOf && (cameLater[customer] === 1 || start[customer]! > first)
    if (isNew) came[segmentOf[customer]!]! += 1
  }
  return Array.from(came, (count) => {
    if (years < 0.25) return stated(0)
    return fitted(count / years, Math.sqrt(Math.max(1, count)) / years, count)
  })
}
