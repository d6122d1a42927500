import betaQuantile from '@stdlib/stats-base-dists-beta-quantile'
import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile'
import { beforeAll, describe, expect, it } from 'vitest'
import { normalQuantile } from '../../src/engine/random/normal-quantile.js'
import { ReplicateParameters } from '../../src/engine/replicate-parameters.js'
import type { PlainCompany, PlainEconomy, PlainOrders, PlainResponse } from './plain-company.js'
import { planOf } from './plan-of.js'
import {
  falseAlarmRate,
  meanPValue,
  quantilePValue,
  twoSidedChiSquare,
  twoSidedNormalTail,
  variancePValue,
} from './statistics.js'
import {
  always,
  between,
  evenFraction,
  steadyCompany,
  steadyCustomer,
  steadyEconomy,
  steadyOrders,
  steadySegment,
} from './steady-company.js'

/** Something of the parameters of replicates 0 to n − 1. */
function draws<T>(company: PlainCompany, replicates: number, of: (parameters: ReplicateParameters) => T): T[] {
  const parameters = new ReplicateParameters(planOf(company))
  return Array.from({ length: replicates }, (_, replicate) => {
    parameters.draw(replicate)
    return of(parameters)
  })
}

// Each p-value is asked to be at least 1e-6: 102 of them, so a right engine in one of 9,800 seeds fails any of them. Seeds are fixed.
describe('numbers of segments, and of recoveries', () => {
  const replicates = 30_000
  const shape = 25
  const cases = 40
  const company: PlainCompany = {
    ...steadyCompany([30]),
    segments: [
      {
        ...steadySegment(0, 0),
        key: 99,
        pieces: [
          { from: -10, value: 0.02, shape },
          { from: 0, value: 0.1, shape },
        ],
        disputes: { value: 0.1, cases },
        disputeDays: { value: 20, shape },
        conceded: { value: 0.6, cases },
        partial: { value: 0.3, cases },
        partialFraction: evenFraction,
        defaultsPerDay: { value: 0.001, shape },
        arrivalsPerDay: { value: 0.05, shape },
      },
      steadySegment(0, 0),
    ],
    recovery: { share: { value: 0.4, cases }, days: { value: 15, shape } },
  }
  const drawn = draws(company, replicates, (parameters) => ({
    firstPiece: parameters.daily[0]!,
    secondPiece: parameters.daily[1]!,
    disputes: parameters.disputeProbability[0]!,
    disputeDays: parameters.disputeMeanDays[0]!,
    conceded: parameters.conceded[0]!,
    partial: parameters.partial[0]!,
    defaults: parameters.defaultsPerDay[0]!,
    arrivals: parameters.arrivalsPerDay[0]!,
    recoveryShare: parameters.recoveryShare,
    recoveryDays: parameters.recoveryMeanDays,
  }))
  type Name = keyof (typeof drawn)[number]
  const of = (name: Name) => drawn.map((own) => own[name])

  it.each([
    ['firstPiece', 0.02],
    ['secondPiece', 0.1],
    ['disputeDays', 20],
    ['defaults', 0.001],
    ['arrivals', 0.05],
    ['recoveryDays', 15],
  ] as const)('%s: gamma distributed around its value with relative standard error 1 ÷ √shape', (name, value) => {
    const own = of(name)
    const error = value / Math.sqrt(shape)
    expect(meanPValue(own, value, error)).toBeGreaterThan(falseAlarmRate)
    // A gamma distribution has kurtosis 3 + 6 ÷ shape.
    expect(variancePValue(own, value, error ** 2, 3 + 6 / shape)).toBeGreaterThan(falseAlarmRate)
    expect(quantilePValue(own, (p) => value * gammaQuantile(p, shape, shape))).toBeGreaterThan(falseAlarmRate)
    // Teeth: a value 1 % higher, an error 5 % greater.
    expect(meanPValue(own, value * 1.01, error)).toBeLessThan(falseAlarmRate)
    expect(variancePValue(own, value, (error * 1.05) ** 2, 3 + 6 / shape)).toBeLessThan(falseAlarmRate)
  })

  it.each([
    ['disputes', 0.1],
    ['conceded', 0.6],
    ['partial', 0.3],
    ['recoveryShare', 0.4],
  ] as const)('%s: beta distributed around its value as after so many cases', (name, value) => {
    const own = of(name)
    const quantile = (cases: number) => (p: number) => betaQuantile(p, value * cases, (1 - value) * cases)
    expect(meanPValue(own, value, Math.sqrt((value * (1 - value)) / (cases + 1)))).toBeGreaterThan(falseAlarmRate)
    expect(quantilePValue(own, quantile(cases))).toBeGreaterThan(falseAlarmRate)
    expect(quantilePValue(own, quantile(cases * 1.1))).toBeLessThan(falseAlarmRate)
  })

  it('are independent of each other: above or below their medians in all four ways alike', () => {
    const names = Object.keys(drawn[0]!) as Name[]
    const isHigh = new Map(
      names.map((name) => {
        const median = of(name).sort((a, b) => a - b)[replicates / 2]!
        return [name, of(name).map((own) => own >= median)] as const
      }),
    )
    // Both medians are the sample's, so that one cell of the four tells all of them: hypergeometric, of variance n ÷ 16.
    const pValue = (one: Name, other: Name) => {
      const both = isHigh.get(one)!.filter((high, index) => high && isHigh.get(other)![index]).length
      return twoSidedNormalTail((both - replicates / 4) / Math.sqrt(replicates / 16))
    }
    for (const [index, one] of names.entries()) {
      for (const other of names.slice(index + 1)) {
        expect(pValue(one, other), `${one} ${other}`).toBeGreaterThan(falseAlarmRate)
      }
      expect(pValue(one, one)).toBeLessThan(falseAlarmRate)
    }
  })

  it('are taken as they stand where they are exactly known', () => {
    const { key: _, ...rest } = steadySegment(0.4, -3)
    const exact = { ...company, segments: [{ ...rest, key: 1, disputes: { value: 0.2, cases: 0 } }] }
    for (const [daily, disputes] of draws(exact, 20, ({ daily, disputeProbability }) => [
      daily[0],
      disputeProbability[0],
    ])) {
      expect([daily, disputes]).toEqual([0.4, 0.2])
    }
  })

  it('a hazard is a probability, however uncertain', () => {
    const unsure = { ...company, segments: [{ ...company.segments[0]!, pieces: [{ from: 0, value: 0.8, shape: 1 }] }] }
    const daily = draws(unsure, 500, (parameters) => parameters.daily[0]!)
    expect(Math.max(...daily)).toBe(1)
    expect(daily.filter((own) => own < 1).length).toBeGreaterThan(100)
  })
})

describe('the economy', () => {
  const months = 10
  const replicates = 5000
  const persistence = 0.7
  /** The factor of each month, by replicate: payments have loading 1. */
  const paths = (economy: Partial<PlainEconomy>, firstMonthStart = 1) =>
    draws(
      {
        ...steadyCompany(Array.from({ length: months }, (_, month) => 30 * (month + 1))),
        firstMonthStart,
        economy: { ...steadyEconomy, paymentLoading: 1, persistence, ...economy },
      },
      replicates,
      ({ paymentFactor }) => [...paymentFactor].map(Math.log),
    )
  const innovations = (of: readonly number[][], phi: number) =>
    of.flatMap((path) => path.slice(1).map((factor, month) => (factor - phi * path[month]!) / Math.sqrt(1 - phi ** 2)))

  let anywhere: number[][]
  let known: number[][]
  beforeAll(() => {
    anywhere = paths({ nowError: 1 })
    known = paths({ now: 2 })
  })

  it('that is anywhere today is stationary: standard deviation 1 in every month', () => {
    for (let month = 0; month < months; month++) {
      expect(
        quantilePValue(
          anywhere.map((path) => path[month]!),
          normalQuantile,
        ),
      ).toBeGreaterThan(falseAlarmRate)
    }
    const squares = anywhere.reduce((sum, path) => sum + path[months - 1]! ** 2, 0)
    expect(twoSidedChiSquare(squares, replicates)).toBeGreaterThan(falseAlarmRate)
    expect(twoSidedChiSquare(squares / 1.1 ** 2, replicates)).toBeLessThan(falseAlarmRate)
  })

  it('moves as an AR(1) process: what its persistence does not explain is standard normal and new every month', () => {
    const own = innovations(anywhere, persistence)
    expect(quantilePValue(own, normalQuantile)).toBeGreaterThan(falseAlarmRate)
    // Squared differences of neighbours: 2 × (1 − φ) in the mean, if the correlation is φ.
    const pairs = anywhere.map((path) => (path[8]! - path[7]!) ** 2 / (2 * (1 - persistence)))
    const pValue = (scale: number) =>
      twoSidedChiSquare(pairs.reduce((sum, value) => sum + value, 0) * scale, replicates)
    expect(pValue(1)).toBeGreaterThan(falseAlarmRate)
    // Teeth: persistence 0.75 instead of 0.7, in both ways of looking.
    expect(pValue((1 - persistence) / 0.25)).toBeLessThan(falseAlarmRate)
    expect(quantilePValue(innovations(anywhere, 0.8), normalQuantile)).toBeLessThan(falseAlarmRate)
  })

  it('begins from what is known of today and forgets it at its own pace', () => {
    for (const month of [0, 1, 5]) {
      const faded = persistence ** (month + 1)
      const own = known.map((path) => path[month]!)
      expect(meanPValue(own, 2 * faded, Math.sqrt(1 - faded ** 2))).toBeGreaterThan(falseAlarmRate)
      expect(meanPValue(own, 2 * faded * persistence, Math.sqrt(1 - faded ** 2))).toBeLessThan(falseAlarmRate)
    }
  })

  it('stands still in the rest of a month that the as-of day cuts', () => {
    const cut = paths({ now: 2 }, -9)
    for (const path of cut) expect(path[0]).toBeCloseTo(2, 12)
    expect(known.some((path) => Math.abs(path[0]! - 2) > 0.5)).toBe(true)
    const unsure = paths({ now: 2, nowError: 0.3 }, 0).map((path) => (path[0]! - 2) / 0.3)
    expect(quantilePValue(unsure, normalQuantile)).toBeGreaterThan(falseAlarmRate)
  })

  it('under stress is worse by it in its months, and as it would have been afterwards', () => {
    const stress = [0, -1.5, -0.5]
    const stressed = paths({ now: 2, stress })
    stressed.forEach((path, replicate) => {
      path.forEach((factor, month) => {
        expect(factor).toBeCloseTo(known[replicate]![month]! + (stress[month] ?? 0), 12)
      })
    })
    const defaults = (own: Partial<PlainEconomy>) =>
      draws(
        { ...steadyCompany([30, 60]), economy: { ...steadyEconomy, persistence, defaultLoading: 0.5, ...own } },
        20,
        ({ defaultFactor }) => [...defaultFactor].map(Math.log),
      )
    const usual = defaults({})
    defaults({ stress: [0, -2] }).forEach((path, replicate) => {
      expect(path[0]).toBe(usual[replicate]![0])
      expect(path[1]).toBeCloseTo(usual[replicate]![1]! + 0.5 * 2, 12)
    })
  })

  it('of persistence 1 stays where it is, and of 0 is new every month', () => {
    for (const path of paths({ now: -1, persistence: 1 }).slice(0, 100)) {
      for (const factor of path) expect(factor).toBeCloseTo(-1, 12)
    }
    const fresh = paths({ now: 5, persistence: 0 }).flat()
    expect(quantilePValue(fresh, normalQuantile)).toBeGreaterThan(falseAlarmRate)
  })

  it('pays better and defaults less often when it is better, by the loadings', () => {
    const company = steadyCompany([30, 60])
    const economy = { ...steadyEconomy, persistence, nowError: 1, paymentLoading: 0.3, defaultLoading: 0.5 }
    const factors = draws({ ...company, economy }, 200, (own) => [[...own.paymentFactor], [...own.defaultFactor]])
    for (const [payment, defaults] of factors) {
      payment!.forEach((own, month) => {
        // The default factor has mean 1 over good and bad months.
        expect(Math.log(own) / 0.3).toBeCloseTo(-(Math.log(defaults![month]!) + 0.5 ** 2 / 2) / 0.5, 10)
      })
    }
    expect(factors.some(([payment]) => payment![0]! > 1.1)).toBe(true)
  })

  it('whose loading is unsure is never one in which good months pay worse', () => {
    const unsure = draws(
      {
        ...steadyCompany([30]),
        economy: { ...steadyEconomy, persistence: 1, now: 1, paymentLoading: 0.1, paymentLoadingError: 0.1 },
      },
      replicates,
      ({ paymentFactor }) => Math.log(paymentFactor[0]!),
    )
    expect(Math.min(...unsure)).toBe(0)
    // Those above 0 are the upper 84.13 % of a normal distribution around 0.1.
    const above = unsure.filter((own) => own > 0)
    const floor = 1 - 0.8413447460685429
    expect(quantilePValue(above, (p) => 0.1 + 0.1 * normalQuantile(floor + p * (1 - floor)))).toBeGreaterThan(
      falseAlarmRate,
    )
    expect(quantilePValue(above, (p) => 0.1 + 0.12 * normalQuantile(floor + p * (1 - floor)))).toBeLessThan(
      falseAlarmRate,
    )
  })

  it('says that payments vary only where some month’s factor is not 1', () => {
    const varies = (economy: Partial<PlainEconomy>) =>
      draws({ ...steadyCompany([30, 60]), economy: { ...steadyEconomy, ...economy } }, 3, (own) => own.paymentVaries)
    expect(varies({ nowError: 1, defaultLoading: 1 })).toEqual([false, false, false])
    expect(varies({ nowError: 1, paymentLoading: 0.1 })).toEqual([true, true, true])
  })
})

describe('responses to levers', () => {
  const replicates = 5000
  const customer = (key: number, response: PlainResponse, other: PlainResponse) => ({
    ...steadyCustomer,
    key,
    phases: always({ passThrough: response, disputeFactor: other }),
  })
  const [skewed, even, sure] = [between(41, 0.5, 2, 2), between(42, -1, 1), 0.7]
  const company: PlainCompany = {
    ...steadyCompany([30]),
    customers: [customer(1, skewed, even), customer(2, sure, skewed)],
  }
  const plan = planOf(company)
  const { passThrough, disputeFactor } = plan.policies
  const drawn = draws(company, replicates, ({ responses }) => [...responses])
  const of = (row: number) => drawn.map((responses) => responses[row]!)

  it('are drawn once for a replicate, by inversion between their quantiles', () => {
    const square = (p: number) => 0.5 + 1.5 * p ** 2
    const [first, second] = [of(passThrough[0]!), of(disputeFactor[0]!)]
    expect(quantilePValue(first, square)).toBeGreaterThan(falseAlarmRate)
    expect(quantilePValue(first, (p) => 0.5 + 1.5 * p ** 2.5)).toBeLessThan(falseAlarmRate)
    expect(quantilePValue(second, (p) => 2 * p - 1)).toBeGreaterThan(falseAlarmRate)
    // Straight lines join quantiles of the square, which lie 1 ÷ 256 apart in probability: 1.5 ÷ (6 × 256²) is added.
    const mean = 0.5 + 1.5 / 3 + 1.5 / (6 * 256 ** 2)
    expect(meanPValue(first, mean, 1.5 * Math.sqrt(4 / 45))).toBeGreaterThan(falseAlarmRate)
    expect(meanPValue(first, mean * 1.05, 1.5 * Math.sqrt(4 / 45))).toBeLessThan(falseAlarmRate)
  })

  it('have the luck of their own keys: the same response is the same number, two keys have nothing in common', () => {
    expect(disputeFactor[1]).toBe(passThrough[0])
    const [first, second] = [of(passThrough[0]!), of(disputeFactor[0]!)]
    const both = drawn.filter((_, replicate) => first[replicate]! > 0.5 + 1.5 / 4 && second[replicate]! > 0).length
    // Above both medians, in a quarter of replicates.
    const pValue = twoSidedNormalTail((both - replicates / 4) / Math.sqrt((replicates * 3) / 16))
    expect(pValue).toBeGreaterThan(falseAlarmRate)
    // Another name has other luck, and the same name has the same in another company.
    const renamed = { ...company, customers: [customer(1, between(43, 0.5, 2, 2), even), customer(2, sure, skewed)] }
    const again = draws(renamed, 20, ({ responses }) => [...responses])
    const rows = planOf(renamed).policies
    expect(again.map((responses) => responses[rows.disputeFactor[0]!])).toEqual(second.slice(0, 20))
    expect(again.map((responses) => responses[rows.passThrough[0]!])).not.toEqual(first.slice(0, 20))
  })

  it('that are exactly known are what they are', () => {
    expect(new Set(of(passThrough[1]!))).toEqual(new Set([sure]))
  })
})

describe('the order clock', () => {
  const months = 14
  const monthEnds = Array.from({ length: months }, (_, month) => 10 * (month + 1))
  const replicates = 5000
  /** The logarithm of each month's factor, by replicate; the days of a month are alike. */
  const logFactors = (orders: Partial<PlainOrders>, count = replicates) =>
    draws({ ...steadyCompany(monthEnds), orders: { ...steadyOrders(months), ...orders } }, count, ({ orderClock }) =>
      monthEnds.map((end) => Math.log((orderClock.atEndOf(end) - orderClock.atEndOf(end - 10)) / 10)),
    )
  /** The time at the end of each day from 0 on. */
  const clockOf = ({ orderClock }: ReplicateParameters) =>
    Array.from({ length: 141 }, (_, day) => orderClock.atEndOf(day))

  it('goes a day a day where nothing moves orders', () => {
    const clocks = draws(steadyCompany(monthEnds), 2, clockOf)
    for (const clock of clocks) expect(clock).toEqual(Array.from({ length: 141 }, (_, day) => day))
  })

  it('goes by season and growth as stated, every day of a month alike', () => {
    const list = steadyOrders(months).months.map((month, index) => ({ ...month, logFactor: index / 10 - 0.3 }))
    const company = { ...steadyCompany(monthEnds), orders: { ...steadyOrders(months), months: list } }
    const [clock] = draws(company, 1, clockOf)
    for (let day = 1; day <= 140; day++) {
      const month = Math.floor((day - 1) / 10)
      expect(clock![day]! - clock![day - 1]!).toBeCloseTo(Math.exp(month / 10 - 0.3), 10)
    }
  })

  it('counts days before the first by the first month, and finds the day of a time again', () => {
    const list = steadyOrders(months).months.map((month, index) => ({ ...month, logFactor: index / 10 - 0.3 }))
    const company = { ...steadyCompany(monthEnds), orders: { ...steadyOrders(months), months: list } }
    draws(company, 1, ({ orderClock }) => {
      for (const day of [0, -1, -30]) expect(orderClock.atEndOf(day)).toBeCloseTo(day * Math.exp(-0.3), 12)
      for (let day = 1; day <= 140; day++) {
        const [begin, end] = [orderClock.atEndOf(day - 1), orderClock.atEndOf(day)]
        for (const along of [1e-9, 0.5, 1 - 1e-9]) expect(orderClock.dayAt(begin + along * (end - begin))).toBe(day)
      }
    })
  })

  it('is noisy by months around a mean of 1, each month by itself', () => {
    const sigma = 0.3
    const noisy = logFactors({ monthlyDeviation: sigma })
    const standard = noisy.flatMap((path) => path.map((own) => (own + sigma ** 2 / 2) / sigma))
    expect(quantilePValue(standard, normalQuantile)).toBeGreaterThan(falseAlarmRate)
    const [factors, variance] = [noisy.flat().map(Math.exp), Math.exp(sigma ** 2) - 1]
    expect(meanPValue(factors, 1, Math.sqrt(variance))).toBeGreaterThan(falseAlarmRate)
    // Teeth: noise of median 1 would have the mean e^(σ²÷2).
    const medianOne = factors.map((own) => own * Math.exp(sigma ** 2 / 2))
    expect(meanPValue(medianOne, 1, Math.sqrt(variance))).toBeLessThan(falseAlarmRate)
    // Sums of all months vary as those of independent numbers do.
    const sums = noisy.map((path) => path.reduce((sum, own) => sum + (own + sigma ** 2 / 2) / sigma, 0))
    const squares = sums.reduce((sum, own) => sum + own ** 2 / months, 0)
    expect(twoSidedChiSquare(squares, replicates)).toBeGreaterThan(falseAlarmRate)
  })

  it('has one season for a calendar month, in whatever year', () => {
    const seasonError = Array.from({ length: 12 }, (_, month) => (month < 2 ? 0.2 : 0.05))
    // Factors have mean 1: half the variance is taken off their logarithms.
    const seasons = logFactors({ seasonError }).map((path) =>
      path.map((own, month) => own + seasonError[month % 12]! ** 2 / 2),
    )
    for (const path of seasons) {
      expect(path[12]).toBeCloseTo(path[0]!, 10)
      expect(path[13]).toBeCloseTo(path[1]!, 10)
    }
    const standard = seasons.flatMap((path) => path.slice(0, 12).map((own, month) => own / seasonError[month]!))
    expect(quantilePValue(standard, normalQuantile)).toBeGreaterThan(falseAlarmRate)
    const both = seasons.reduce((sum, path) => sum + ((path[0]! + path[1]!) / 0.2) ** 2 / 2, 0)
    expect(twoSidedChiSquare(both, replicates)).toBeGreaterThan(falseAlarmRate)
  })

  it('has one level and one growth for all months', () => {
    const list = steadyOrders(months).months.map((month, index) => ({ ...month, yearsAhead: index / 4 }))
    const lines = logFactors({ months: list, levelError: 0.1, growthError: 0.2 }).map((path) =>
      path.map((own, month) => own + (0.1 ** 2 + ((0.2 * month) / 4) ** 2) / 2),
    )
    for (const path of lines.slice(0, 200)) {
      path.forEach((own, month) => {
        expect(own).toBeCloseTo(path[0]! + (month / 4) * 4 * (path[1]! - path[0]!), 9)
      })
    }
    const levels = lines.map((path) => path[0]! / 0.1)
    const growths = lines.map((path) => ((path[1]! - path[0]!) * 4) / 0.2)
    expect(quantilePValue(levels, normalQuantile)).toBeGreaterThan(falseAlarmRate)
    expect(quantilePValue(growths, normalQuantile)).toBeGreaterThan(falseAlarmRate)
    const together = levels.reduce((sum, own, index) => sum + (own + growths[index]!) ** 2 / 2, 0)
    expect(twoSidedChiSquare(together, replicates)).toBeGreaterThan(falseAlarmRate)
  })
})
