import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayFromIso } from '../../../src/calendar/day.js'
import { InputError } from '../../../src/document/input-error.js'
import { quantileOfResponse, type Response, responseWithin } from '../../../src/scenario/file/response.js'
import type { Scenario } from '../../../src/scenario/file/scenario.js'
import { compilePlan } from '../../../src/scenario/plan/compile-plan.js'
import type { ParameterMode } from '../../../src/scenario/plan/segment-columns.js'
import { normalProbability } from '../../engine/statistics.js'
import { lastPolicies, quantilesOf } from '../plan/plan-policies.js'
import { scenarioOf, smallBehavior } from '../scenario-of.js'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const value = fc.integer({ min: -300, max: 300 }).map((n) => n / 100)
const ascending = (count: number) =>
  fc.array(value, { minLength: count, maxLength: count }).map((values) => values.sort((a, b) => a - b))
const deviation = fc.integer({ min: 0, max: 200 }).map((n) => n / 100)
const positive = fc.integer({ min: 5, max: 800 }).map((n) => n / 100)

const response: fc.Arbitrary<Exclude<Response, number>> = fc.oneof(
  ascending(2).map(([a, b]) => ({ uniform: [a!, b!] as [number, number] })),
  ascending(3).map(([a, b, c]) => ({ triangular: [a!, b!, c!] as [number, number, number] })),
  ascending(3).map(([a, b, c]) => ({ pert: [a!, b!, c!] as [number, number, number] })),
  fc.tuple(value, deviation).map((normal) => ({ normal })),
  fc.tuple(positive, deviation).map((lognormal) => ({ lognormal })),
  fc.tuple(positive, positive).map((beta) => ({ beta })),
)

/** The 99.99 % quantile of the standard normal distribution, of any table. */
const outermost = 3.719016485455709

describe('the quantile of a response', () => {
  it('that is a number is that number', () => {
    for (const probability of [0, 0.3, 1]) expect(quantileOfResponse(0.7, probability)).toBe(0.7)
  })

  it('that is uniform lies at its share of the way', () => {
    fc.assert(
      fc.property(ascending(2), share, ([least, greatest], probability) => {
        const own = quantileOfResponse({ uniform: [least!, greatest!] }, probability)
        expect(own).toBeCloseTo(least! * (1 - probability) + greatest! * probability, 12)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('that is triangular has that share of the triangle’s area below it', () => {
    /** What the whole triangle has less than the right-angled one beyond x, or the right-angled one before it. */
    const areaBelow = (x: number, [least, likeliest, greatest]: readonly number[]) => {
      const width = greatest! - least!
      return x < likeliest! || likeliest === greatest
        ? (x - least!) ** 2 / (width * (likeliest! - least!))
        : 1 - (greatest! - x) ** 2 / (width * (greatest! - likeliest!))
    }
    fc.assert(
      fc.property(ascending(3), share, (triangle, probability) => {
        fc.pre(triangle[2]! > triangle[0]!)
        const own = quantileOfResponse({ triangular: triangle as [number, number, number] }, probability)
        expect(areaBelow(own, triangle)).toBeCloseTo(probability, 10)
      }),
      { seed: 2, numRuns: 500 },
    )
    // Evans, Hastings and Peacock, Statistical Distributions: least + √(p · width · (likeliest − least)).
    expect(quantileOfResponse({ triangular: [0, 2, 10] }, 0.05)).toBeCloseTo(1, 12)
    expect(quantileOfResponse({ triangular: [0, 2, 10] }, 0.2)).toBeCloseTo(2, 12)
    expect(quantileOfResponse({ triangular: [0, 2, 10] }, 0.8)).toBeCloseTo(6, 12)
  })

  // A beta distribution with parameters 1 + 4 × (likeliest − least) ÷ width and 1 + 4 × (greatest − likeliest) ÷ width.
  it('that is PERT with its likeliest at an end is a power of the probability: β(5, 1) and β(1, 5)', () => {
    fc.assert(
      fc.property(share, (probability) => {
        expect(quantileOfResponse({ pert: [2, 6, 6] }, probability)).toBeCloseTo(2 + 4 * probability ** 0.2, 9)
        expect(quantileOfResponse({ pert: [2, 2, 6] }, probability)).toBeCloseTo(6 - 4 * (1 - probability) ** 0.2, 9)
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  it('that is PERT with its likeliest in the middle is the root of 10x³ − 15x⁴ + 6x⁵: β(3, 3)', () => {
    fc.assert(
      fc.property(share, (probability) => {
        const x = (quantileOfResponse({ pert: [-1, 0, 1] }, probability) + 1) / 2
        expect(x ** 3 * (10 - 15 * x + 6 * x ** 2)).toBeCloseTo(probability, 9)
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  it('that is normal is its mean and so many deviations, of any table', () => {
    const own = (probability: number) => quantileOfResponse({ normal: [10, 2] }, probability)
    expect([0.5, 0.975, 0.9, 0.001].map(own)).toEqual(
      [0, 1.959963984540054, 1.2815515655446004, -3.090232306167814].map((z) => expect.closeTo(10 + 2 * z, 12)),
    )
    fc.assert(
      fc.property(fc.double({ min: 0.0001, max: 0.9999, noNaN: true }), (probability) => {
        expect(normalProbability((own(probability) - 10) / 2)).toBeCloseTo(probability, 10)
      }),
      { seed: 5, numRuns: 300 },
    )
  })

  it('that is lognormal is its median times e to so many deviations', () => {
    const own = (probability: number) => quantileOfResponse({ lognormal: [0.8, 0.5] }, probability)
    expect(own(0.5)).toBeCloseTo(0.8, 14)
    expect(own(0.975)).toBeCloseTo(0.8 * Math.exp(0.5 * 1.959963984540054), 12)
    expect(own(0.1)).toBeCloseTo(0.8 * Math.exp(-0.5 * 1.2815515655446004), 12)
  })

  it('that is beta is √p for β(2, 1), p for β(1, 1), sin²(πp ÷ 2) for β(½, ½)', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.0001, max: 0.9999, noNaN: true }), (probability) => {
        expect(quantileOfResponse({ beta: [2, 1] }, probability)).toBeCloseTo(Math.sqrt(probability), 9)
        expect(quantileOfResponse({ beta: [1, 1] }, probability)).toBeCloseTo(probability, 9)
        const arcsine = Math.sin((Math.PI * probability) / 2) ** 2
        expect(quantileOfResponse({ beta: [0.5, 0.5] }, probability)).toBeCloseTo(arcsine, 9)
      }),
      { seed: 6, numRuns: 300 },
    )
  })

  it('without bounds is cut where one draw in 10,000 lies beyond', () => {
    const normal = (probability: number) => quantileOfResponse({ normal: [1, 0.1] }, probability)
    expect([0, 0.00005, 0.0001].map(normal)).toEqual(new Array(3).fill(expect.closeTo(1 - 0.1 * outermost, 12)))
    expect([1, 0.99995, 0.9999].map(normal)).toEqual(new Array(3).fill(expect.closeTo(1 + 0.1 * outermost, 12)))
    expect(quantileOfResponse({ lognormal: [2, 0.1] }, 1)).toBeCloseTo(2 * Math.exp(0.1 * outermost), 12)
    expect(quantileOfResponse({ lognormal: [2, 0.1] }, 0)).toBeCloseTo(2 * Math.exp(-0.1 * outermost), 12)
  })

  it('with bounds ends at them', () => {
    for (const kind of ['triangular', 'pert'] as const) {
      const own = { [kind]: [0.25, 0.5, 2] } as unknown as Response
      expect([0, 1].map((end) => quantileOfResponse(own, end))).toEqual([0.25, 2])
    }
    expect([0, 1].map((end) => quantileOfResponse({ uniform: [0.25, 2] }, end))).toEqual([0.25, 2])
  })

  it('is the same for all probabilities where the distribution has no width', () => {
    for (const own of [
      { uniform: [3, 3] },
      { triangular: [3, 3, 3] },
      { pert: [3, 3, 3] },
      { normal: [3, 0] },
      { lognormal: [3, 0] },
    ]) {
      for (const probability of [0, 0.2, 1]) expect(quantileOfResponse(own as Response, probability)).toBe(3)
    }
  })

  it('never falls as the probability rises', () => {
    fc.assert(
      fc.property(response, share, share, (own, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        // By more than rounding.
        expect(quantileOfResponse(own, high) - quantileOfResponse(own, low)).toBeGreaterThan(-1e-10)
      }),
      { seed: 7, numRuns: 1000 },
    )
  })
})

describe('a response in a file', () => {
  const schema = responseWithin(0, 2)
  const messageOf = (given: unknown) => {
    const result = schema.safeParse(given)
    return result.success ? null : result.error.issues[0]!.message
  }

  it.each<[string, unknown]>([
    ['a number', 1.5],
    ['the least number', 0],
    ['the greatest number', 2],
    ['a uniform distribution up to the bounds', { uniform: [0, 2] }],
    ['a triangular one', { triangular: [0, 0.5, 2] }],
    ['one whose likeliest is an end', { triangular: [1, 1, 2] }],
    ['a PERT distribution', { pert: [0.5, 1, 1.5] }],
    ['one without width', { pert: [1, 1, 1] }],
    ['a normal one that stays within the bounds but for one draw in 10,000', { normal: [1, 0.25] }],
    ['a lognormal one', { lognormal: [1, 0.18] }],
    ['a beta distribution', { beta: [2, 5] }],
  ])('may be %s, and is read as it stands', (_, given) => {
    expect(schema.parse(given)).toEqual(given)
  })

  const range = 'it must be a number from 0 to 2, without quotes, or a distribution of such numbers'
  const kinds = `${range}, like pert: [least, likeliest, greatest]`
  it.each<[string, unknown, string]>([
    ['a number below', -0.01, range],
    ['a number above', 2.01, range],
    ['a text', '1', kinds],
    ['nothing', null, kinds],
    ['not a number', Number.NaN, kinds],
    ['∞', Number.POSITIVE_INFINITY, kinds],
    ['a list', [0, 1], kinds],
    ['an unknown kind', { unifrom: [0, 1] }, kinds],
    ['two kinds at once', { uniform: [0, 1], normal: [1, 0.1] }, kinds],
    ['no kind', {}, kinds],
    ['one bound', { uniform: [1] }, kinds],
    ['a bound too many', { uniform: [0, 1, 2] }, kinds],
    ['texts in it', { pert: ['0', '1', '2'] }, kinds],
    ['a distribution with values below', { uniform: [-0.1, 1] }, range],
    ['a distribution with values above', { pert: [0, 1, 2.1] }, range],
    ['a normal one that leaves the bounds', { normal: [1, 0.3] }, range],
    ['a lognormal one that leaves them', { lognormal: [1, 0.19] }, range],
    ['bounds the wrong way round', { uniform: [1, 0] }, 'the least comes first'],
    ['a likeliest below the least', { triangular: [0.5, 0.2, 1] }, 'least, likeliest and greatest ascend'],
    ['a likeliest above the greatest', { pert: [0.5, 1.2, 1] }, 'least, likeliest and greatest ascend'],
    ['a negative deviation', { normal: [1, -0.1] }, 'the deviation must not be negative'],
    ['a median of 0', { lognormal: [0, 0.1] }, 'the median must be above 0, the deviation not negative'],
    [
      'a negative deviation of the logarithm',
      { lognormal: [1, -0.1] },
      'the median must be above 0, the deviation not negative',
    ],
    ['a beta parameter of 0', { beta: [0, 1] }, 'both must be above 0'],
    ['a negative beta parameter', { beta: [1, -1] }, 'both must be above 0'],
  ])('must not be %s', (_, given, message) => {
    expect(messageOf(given)).toBe(message)
  })
})

describe('a response in a scenario', () => {
  const lever = (passThrough: string) => `levers:\n  terms:\n    - net: 45\n      pass_through: ${passThrough}\n`

  it('is read as it stands', () => {
    expect(scenarioOf(lever('{ pert: [0.2, 0.5, 0.9] }')).levers.terms[0]!.pass_through).toEqual({
      pert: [0.2, 0.5, 0.9],
    })
    expect(scenarioOf(lever('0.4')).levers.terms[0]!.pass_through).toBe(0.4)
  })

  it('is refused with its place', () => {
    const wrong = (passThrough: string) => () => scenarioOf(lever(passThrough))
    expect(wrong('{ pert: [0.2, 0.5, 1.1] }')).toThrow(
      /line 4, column 7: .*it must be a number from 0 to 1, without quotes, or a distribution of such numbers/,
    )
    expect(wrong('{ uniform: [0.8, 0.2] }')).toThrow('the least comes first')
    expect(wrong('"0.5"')).toThrow(InputError)
  })
})

describe('a plan', () => {
  /** That of a scenario whose levers multiply hazards, each by a response. */
  const planOf = (multipliers: readonly Response[], parameters: ParameterMode = 'drawn') => {
    const lever = '{ hazard_multiplier: 3, from_days_past_due: 0 }'
    const scenario = scenarioOf(`levers: { collections: [${multipliers.map(() => lever).join(', ')}] }`)
    const collections = scenario.levers.collections.map((own, index) => ({
      ...own,
      hazard_multiplier: multipliers[index],
    }))
    const asOf = dayFromIso('2024-01-31')!
    return compilePlan({ behavior: smallBehavior, ledger: null, asOf, months: 3, seed: 's', by: [], parameters }, {
      ...scenario,
      levers: { ...scenario.levers, collections },
    } as Scenario).plan
  }
  /** The quantiles from which the replicates draw a response. */
  const quantiles = (own: Response, parameters: ParameterMode) => {
    const plan = planOf([own], parameters)
    const set = plan.policies.leverSet[lastPolicies(plan)[0]!]!
    return quantilesOf(plan, plan.leverSets.factor[plan.leverSets.start[set]!]!)
  }

  it('draws from equally spaced quantiles of a response', () => {
    fc.assert(
      fc.property(response, (own) => {
        const list = quantiles(own, 'drawn')
        expect(list.length).toBeGreaterThan(100)
        // A table of betas is walked, each by itself is looked up: the same to the digits that a table promises.
        const scale = Math.max(...list.map(Math.abs))
        list.forEach((quantile, step) => {
          const alone = quantileOfResponse(own, step / (list.length - 1))
          expect(Math.abs(quantile - alone)).toBeLessThanOrEqual(1e-10 * scale)
        })
      }),
      { seed: 8, numRuns: 30 },
    )
  })

  it.each<[string, Response, number]>([
    ['uniform: (least + greatest) ÷ 2', { uniform: [0.5, 3] }, 1.75],
    ['triangular: the mean of its three numbers', { triangular: [0.5, 0.9, 3.1] }, 1.5],
    ['PERT: (least + 4 × likeliest + greatest) ÷ 6', { pert: [0.5, 1, 1.9] }, 6.4 / 6],
    ['normal: its mean', { normal: [1.3, 0.2] }, 1.3],
    ['lognormal: median × e^(deviation² ÷ 2)', { lognormal: [1.2, 0.3] }, 1.2 * Math.exp(0.045)],
    ['beta: a ÷ (a + b)', { beta: [2, 6] }, 0.25],
  ])('of fixed parameters takes the mean instead, %s', (_, own, mean) => {
    const list = quantiles(own, 'fixed')
    expect(new Set(list).size).toBe(1)
    // That of what the replicates would draw, linear between quantiles: to the last digits.
    const drawn = quantiles(own, 'drawn')
    const areas = drawn.slice(1).map((right, step) => (drawn[step]! + right) / 2)
    expect(list[0]).toBeCloseTo(areas.reduce((sum, area) => sum + area, 0) / areas.length, 12)
    // So it is the distribution's own to 1 in 1000: the last 256th is cut to a straight line.
    expect(Math.abs(list[0]! / mean - 1)).toBeLessThan(0.001)
    // Teeth: the median is another number, but where the two are the same.
    const median = quantileOfResponse(own, 0.5)
    const isEven = 'uniform' in (own as object) || 'normal' in (own as object)
    expect(Math.abs(median / list[0]! - 1) < 0.001).toBe(isEven)
  })

  it('of fixed parameters leaves a number alone', () => {
    expect(new Set(quantiles(1.3, 'fixed'))).toEqual(new Set([1.3]))
    expect(new Set(quantiles(1.3, 'drawn'))).toEqual(new Set([1.3]))
  })

  it('gives a distribution the luck of its place, whoever else responds to what', () => {
    const uncertain = { uniform: [1, 2] as [number, number] }
    const keysOf = (multipliers: readonly Response[]) => {
      const plan = planOf(multipliers)
      const set = plan.policies.leverSet[lastPolicies(plan)[0]!]!
      return multipliers.map(
        (_, lever) => plan.responses.key[plan.leverSets.factor[plan.leverSets.start[set]! + lever]!]!,
      )
    }
    const [first, second] = keysOf([uncertain, uncertain])
    expect(first).not.toBe(second)
    expect(keysOf([uncertain])).toEqual([first])
    expect(keysOf([uncertain, 3, { normal: [1, 0.1] }])[0]).toBe(first)
    expect(keysOf([3, uncertain])[1]).toBe(second)
    // Numbers have no luck: all that are alike are one response.
    expect(new Set(keysOf([3, 3])).size).toBe(1)
  })
})
