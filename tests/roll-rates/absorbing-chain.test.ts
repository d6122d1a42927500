import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AbsorbingChain, absorbingChain, absorptionIn } from '../../src/roll-rates/absorbing-chain.js'
import { seededDraws } from './random-draws.js'

const near = (found: readonly number[], expected: readonly number[], digits = 12) => {
  expect(found).toHaveLength(expected.length)
  found.forEach((value, index) => {
    expect(value).toBeCloseTo(expected[index]!, digits)
  })
}

describe('published chains', () => {
  test('Heidman’s: accounts of 0–30 and 31–90 days (Anderson, Sweeney, Williams, An Introduction to Management Science)', () => {
    const chain = absorbingChain({
      states: ['0–30 days', '31–90 days'],
      absorbing: ['paid', 'bad debt'],
      transitions: [
        [0.3, 0.3, 0.4, 0],
        [0.3, 0.1, 0.4, 0.2],
      ],
    })
    near(chain.fundamental.flat(), [1.67, 0.56, 0.56, 1.3], 2)
    near(chain.absorption.flat(), [0.89, 0.11, 0.74, 0.26], 2)
    // Of $1,000 and $2,000 the book collects 2,370 by its rounded shares.
    expect(1000 * chain.absorption[0]![0]! + 2000 * chain.absorption[1]![0]!).toBeCloseTo(2370, -1)
  })

  test('accounts overdue under and over one month (Render, Stair, Hanna, Quantitative Analysis for Management, 14.6)', () => {
    const chain = absorbingChain({
      states: ['less than 1 month', '1 to 3 months'],
      absorbing: ['paid', 'bad debt'],
      transitions: [
        [0.2, 0.2, 0.6, 0],
        [0.3, 0.2, 0.4, 0.1],
      ],
    })
    near(chain.fundamental.flat(), [1.38, 0.34, 0.52, 1.38], 2)
    near(chain.absorption.flat(), [0.97, 0.03, 0.86, 0.14], 2)
    // Of $2,000 and $5,000 the book loses 760 by its rounded shares.
    expect(2000 * chain.absorption[0]![1]! + 5000 * chain.absorption[1]![1]!).toBeCloseTo(760, -1)
  })

  test('the drunkard’s walk of four blocks (Grinstead, Snell, Introduction to Probability, examples 11.13 to 11.15)', () => {
    const chain = walk(4, 0.5)
    near(chain.fundamental.flat(), [1.5, 1, 0.5, 1, 2, 1, 0.5, 1, 1.5])
    near(chain.steps, [3, 4, 3])
    near(chain.absorption.flat(), [0.75, 0.25, 0.5, 0.5, 0.25, 0.75])
  })
})

/** A walk on 0 … n that steps up with probability p; both ends absorb. */
function walk(n: number, p: number): AbsorbingChain {
  const states = Array.from({ length: n - 1 }, (_, index) => String(index + 1))
  const transitions = states.map((_, index) => {
    const row = new Array<number>(n + 1).fill(0)
    if (index > 0) row[index - 1] = 1 - p
    else row[n - 1] = 1 - p
    if (index < n - 2) row[index + 1] = p
    else row[n] = p
    return row
  })
  return absorbingChain({ states, absorbing: ['ruin', 'win'], transitions })
}

describe('closed forms (Feller, An Introduction to Probability Theory, volume 1, chapter XIV)', () => {
  test.each([3, 5, 12, 40])(
    'a fair walk of %i: k ÷ n wins, k (n − k) steps, variance k (n − k)(k² + (n − k)² − 2) ÷ 3',
    (n) => {
      const chain = walk(n, 0.5)
      const ks = chain.states.map(Number)
      near(
        absorptionIn(chain, 'win'),
        ks.map((k) => k / n),
        10,
      )
      near(
        chain.steps,
        ks.map((k) => k * (n - k)),
        7,
      )
      near(
        chain.stepsVariance,
        ks.map((k) => (k * (n - k) * (k * k + (n - k) ** 2 - 2)) / 3),
        3,
      )
    },
  )

  test.each([0.3, 0.55, 0.8])('gambler’s ruin with p = %f', (p) => {
    const [n, q] = [9, 1 - p]
    const chain = walk(n, p)
    const wins = chain.states.map((k) => (1 - (q / p) ** Number(k)) / (1 - (q / p) ** n))
    near(absorptionIn(chain, 'win'), wins, 11)
    near(
      chain.steps,
      chain.states.map((k, index) => Number(k) / (q - p) - (n / (q - p)) * wins[index]!),
      9,
    )
  })

  test.each([0.1, 0.5, 0.97])('one state that ends with probability %f is geometric', (p) => {
    const chain = absorbingChain({ states: ['open'], absorbing: ['paid'], transitions: [[1 - p, p]] })
    near([chain.steps[0]!, chain.stepsVariance[0]!], [1 / p, (1 - p) / p ** 2], 9)
    near(chain.visitsVariance[0]!, [(1 - p) / p ** 2], 9)
  })
})

const anyChain = fc
  .record({ states: fc.integer({ min: 1, max: 6 }), absorbing: fc.integer({ min: 1, max: 3 }), seed: fc.nat() })
  .map(({ states, absorbing, seed }) => {
    const draw = seededDraws(seed)
    const transitions = Array.from({ length: states }, () => {
      const row = Array.from({ length: states + absorbing }, () => (draw() < 0.3 ? 0 : draw()))
      row[states] = row[states]! + 0.05
      const sum = row.reduce((total, share) => total + share, 0)
      return row.map((share) => share / sum)
    })
    const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`)
    return { states: names('s', states), absorbing: names('a', absorbing), transitions }
  })

describe('on every random chain', () => {
  test('the identities of Kemeny and Snell hold: N = I + QN, rows of B add up to 1, t = 1 + Qt', () => {
    fc.assert(
      fc.property(anyChain, (input) => {
        const { fundamental, absorption, steps, stepsVariance } = absorbingChain(input)
        input.transitions.forEach((row, i) => {
          input.states.forEach((_, j) => {
            const next = input.states.reduce((sum, __, k) => sum + row[k]! * fundamental[k]![j]!, i === j ? 1 : 0)
            expect(fundamental[i]![j]).toBeCloseTo(next, 9)
          })
          expect(absorption[i]!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10)
          expect(steps[i]).toBeCloseTo(
            input.states.reduce((sum, _, k) => sum + row[k]! * steps[k]!, 1),
            9,
          )
          expect(stepsVariance[i]).toBeGreaterThanOrEqual(0)
        })
      }),
      { numRuns: 200, seed: 5 },
    )
  })

  test('stepping it month by month gives the same ends, the same mean and the same variance', () => {
    fc.assert(
      fc.property(anyChain, (input) => {
        const chain = absorbingChain(input)
        const size = input.states.length
        input.states.forEach((_, start) => {
          let now: number[] = input.states.map((__, state) => (state === start ? 1 : 0))
          const ended = input.absorbing.map(() => 0)
          let [mean, square] = [0, 0]
          for (let step = 1; step <= 4000; step++) {
            const next = input.states.map(() => 0)
            now.forEach((mass, state) => {
              input.transitions[state]!.forEach((share, target) => {
                if (target < size) next[target] = next[target]! + mass * share
                else {
                  ended[target - size] = ended[target - size]! + mass * share
                  mean += mass * share * step
                  square += mass * share * step * step
                }
              })
            })
            now = next
          }
          near(chain.absorption[start]!, ended, 8)
          expect(chain.steps[start]).toBeCloseTo(mean, 6)
          expect(chain.stepsVariance[start]).toBeCloseTo(square - mean * mean, 4)
        })
      }),
      { numRuns: 25, seed: 6 },
    )
  })

  test('visits drawn at random have the mean and the variance of N', () => {
    // 20,000 walks; a mean of visits is off by more than 5 standard errors once in 1.7 million, of nine once in 190,000.
    const input = {
      states: ['a', 'b', 'c'],
      absorbing: ['end'],
      transitions: [
        [0.2, 0.5, 0.1, 0.2],
        [0.3, 0.1, 0.4, 0.2],
        [0, 0.2, 0.5, 0.3],
      ],
    }
    const { fundamental, visitsVariance } = absorbingChain(input)
    const draw = seededDraws(11)
    const walks = 20_000
    input.states.forEach((_, start) => {
      const sums = [0, 0, 0]
      const squares = [0, 0, 0]
      for (let index = 0; index < walks; index++) {
        const visits = [0, 0, 0]
        for (let state = start; state < 3; ) {
          visits[state] = visits[state]! + 1
          let left = draw()
          let next = 0
          while (next < 3 && left >= input.transitions[state]![next]!) left -= input.transitions[state]![next++]!
          state = next
        }
        visits.forEach((count, state) => {
          sums[state] = sums[state]! + count
          squares[state] = squares[state]! + count * count
        })
      }
      sums.forEach((sum, state) => {
        const variance = visitsVariance[start]![state]!
        expect(Math.abs(sum / walks - fundamental[start]![state]!)).toBeLessThan(5 * Math.sqrt(variance / walks))
        expect(squares[state]! / walks - (sum / walks) ** 2).toBeCloseTo(variance, 0)
      })
    })
  })
})
