import { cumulativeStdNormalProbability, mean, sampleCorrelation } from 'simple-statistics'
import { describe, expect, it } from 'vitest'
import { monthOf } from '../../src/calendar/month.js'
import { demoParameters } from '../../src/demo/demo-parameters.js'
import { demoSetting } from '../../src/demo/demo-setting.js'
import type { DemoParameters } from '../../src/demo/demo-truth.js'
import { drawCustomer } from '../../src/demo/draw-customer.js'
import { yearlyReturn } from '../../src/demo/draw-discount.js'
import { economyFactors } from '../../src/demo/economy.js'

const customers = 4_000
const calm: DemoParameters = {
  ...demoParameters,
  economy: { ...demoParameters.economy, downturn: { firstMonth: 10, months: 6, depth: 0 } },
}

function drawn(parameters: DemoParameters) {
  const setting = demoSetting({ seed: 'economy', customers, months: 24, parameters })
  return { setting, own: Array.from({ length: customers }, (_, index) => drawCustomer(setting, index + 1)) }
}

/** Defaults in and outside of the downturn's months: how many came, how many the truth expects, and customer-days. */
function defaults({ setting, own }: ReturnType<typeof drawn>) {
  const { start, end, parameters, economyFactors: factors } = setting
  const { economy } = parameters
  const counts = { downturn: { came: 0, expected: 0, days: 0 }, else: { came: 0, expected: 0, days: 0 } }
  for (const { row, truth } of own) {
    const dailyRate = (parameters.segments[truth.segment].yearlyDefaultHazard / 365) * truth.risk
    for (let day = row.onboardedOn + 1; day <= (truth.defaultDay ?? end); day++) {
      const month = monthOf(day as typeof start) - monthOf(start)
      const count = counts[month >= 9 && month < 15 ? 'downturn' : 'else']
      count.expected += dailyRate * Math.exp(-economy.defaultLoading * factors[month]!)
      count.days++
      if (day === truth.defaultDay) count.came++
    }
  }
  return counts
}

/**
 * By how many standard errors more defaults came in the downturn than its share of all customer-days: binomial, given
 * how many came in all.
 */
function clustering(counts: ReturnType<typeof defaults>): number {
  const share = counts.downturn.days / (counts.downturn.days + counts.else.days)
  const all = counts.downturn.came + counts.else.came
  return (counts.downturn.came - all * share) / Math.sqrt(all * share * (1 - share))
}

describe('defaults', () => {
  const company = drawn(demoParameters)
  const counts = defaults(company)

  // What came less the accumulated rate is a martingale with the accumulated rate as its variance: beyond 4 standard
  // errors once in about 16,000 seeds.
  it('come at the stated rates, in the downturn and outside of it', () => {
    for (const { came, expected } of [counts.downturn, counts.else]) {
      expect(expected).toBeGreaterThan(50)
      expect(Math.abs(came - expected)).toBeLessThan(4 * Math.sqrt(expected))
    }
  })

  it('come together in the downturn, and do not without one', () => {
    expect(clustering(counts)).toBeGreaterThan(8)
    // Without a downturn only the ordinary swings of the economy are left.
    expect(clustering(defaults(drawn(calm)))).toBeLessThan(4)
  })

  it('change nobody’s draws: without the downturn a customer defaults no earlier', () => {
    const other = drawn(calm).own
    company.own.forEach(({ truth, row }, index) => {
      const { truth: calmTruth, row: calmRow } = other[index]!
      expect(calmRow).toEqual(row)
      expect(calmTruth.defaultDay ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(truth.defaultDay ?? 0)
    })
  })

  it('come more often to customers of a high risk score, though not only to them', () => {
    const scores = (isDefault: boolean) =>
      company.own.filter(({ truth }) => (truth.defaultDay !== null) === isDefault).map(({ row }) => row.riskScore)
    // Scores are spread over 1 to 100 with a standard deviation of at most 30.
    const error = 30 * Math.sqrt(1 / scores(true).length + 1 / scores(false).length)
    expect(mean(scores(true)) - mean(scores(false))).toBeGreaterThan(4 * error)
    expect(Math.min(...scores(true))).toBeLessThan(40)
  })
})

describe('the economy', () => {
  const { persistence, deviation, downturn } = demoParameters.economy

  it('is an AR(1) process with the stated correlation beside its downturn', () => {
    const months = 240
    const factors = economyFactors('long', demoParameters.economy, months)
    const deviates = factors.map((factor, index) => {
      const isDown = index + 1 >= downturn.firstMonth && index + 1 < downturn.firstMonth + downturn.months
      return (factor - (isDown ? downturn.depth : 0)) / deviation
    })
    const meanError = Math.sqrt((1 + persistence) / (1 - persistence) / months)
    const correlation = sampleCorrelation(deviates.slice(1), deviates.slice(0, -1))
    const correlationError = Math.sqrt((1 - persistence ** 2) / months)
    expect(Math.abs(mean(deviates))).toBeLessThan(4 * meanError)
    expect(Math.abs(correlation - persistence)).toBeLessThan(4 * correlationError)
    expect(Math.abs(correlation - 0.3)).toBeGreaterThan(4 * correlationError)
  })

  it('of a longer ledger begins as that of a shorter one', () => {
    const long = economyFactors('s', demoParameters.economy, 36)
    expect(long.slice(0, 24)).toEqual(economyFactors('s', demoParameters.economy, 24))
  })
})

describe('discount terms', () => {
  // The textbook example: 2 ÷ 98 × 365 ÷ 20 = 37.24 % a year, not compounded.
  it('2/10 net 30 is worth 37.24 % a year', () => {
    expect(yearlyReturn({ percent: 2, days: 10 }, 30)).toBeCloseTo(0.3724, 4)
  })

  const { own } = drawn(demoParameters)

  it.each(['small', 'mid', 'enterprise'] as const)('%s: are as common and as often taken as stated', (segment) => {
    const { share, offers, hurdle } = demoParameters.segments[segment].earlyPayment
    const all = own.filter(({ truth }) => truth.segment === segment)
    const offered = all.filter(({ terms }) => terms.discount)
    expect(Math.abs(offered.length - all.length * share)).toBeLessThan(4 * Math.sqrt(all.length * share * (1 - share)))
    // The chance that a lognormal hurdle lies below the return of the customer's own terms.
    let [expected, variance] = [0, 0]
    for (const { terms } of offered) {
      const { percent, days } = terms.discount!
      const yearly = ((percent / (100 - percent)) * 365) / (terms.net - days)
      const chance = cumulativeStdNormalProbability(Math.log(yearly / hurdle.median) / hurdle.sigma)
      expected += chance
      variance += chance * (1 - chance)
    }
    const takers = offered.filter(({ truth }) => truth.takesDiscount)
    expect(Math.abs(takers.length - expected)).toBeLessThan(4 * Math.sqrt(variance))
    expect(offers.length).toBe(new Set(offered.map(({ terms }) => terms.discount!.percent)).size)
  })
})

describe('credit limits', () => {
  it('are so many months of the customer’s expected sales, rounded up, and a stated share is tight', () => {
    const { creditLimit } = demoParameters
    const { own } = drawn(demoParameters)
    let tight = 0
    for (const { row, truth } of own) {
      const meanAmount = Math.exp(truth.logAmountMean + truth.logAmountSigma ** 2 / 2) * 100
      const monthly = truth.ordersPerDay * (truth.paysInBatches ? 2 : 1) * meanAmount * (365 / 12)
      const least = Math.ceil((creditLimit.tightMonths * monthly) / creditLimit.step) * creditLimit.step
      expect(row.creditLimit % creditLimit.step).toBe(0)
      expect(row.creditLimit).toBeGreaterThanOrEqual(least)
      expect(row.creditLimit).toBeLessThan(creditLimit.months[1] * monthly + creditLimit.step)
      if (row.creditLimit < creditLimit.months[0] * monthly) tight++
    }
    const { tightShare } = creditLimit
    expect(Math.abs(tight - customers * tightShare)).toBeLessThan(
      4 * Math.sqrt(customers * tightShare * (1 - tightShare)),
    )
  })
})
