import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calibrationOf } from '../../src/lesson/calibration.js'
import { hitsByChance } from '../../src/lesson/hits-by-chance.js'
import { intervalScore } from '../../src/lesson/interval-score.js'
import { PredictionBook } from '../../src/lesson/prediction-book.js'

/** P(X = k) of the binomial distribution, by its formula. */
function binomial(trials: number, k: number, chance: number): number {
  let ways = new Decimal(1)
  for (let one = 1; one <= k; one++) ways = ways.times(trials - k + one).dividedBy(one)
  return ways
    .times(new Decimal(chance).pow(k))
    .times(new Decimal(1).minus(chance).pow(trials - k))
    .toNumber()
}

describe('The interval score', () => {
  test('is the width, and beyond it 2 ÷ α for each unit of the miss', () => {
    expect(intervalScore(40, 50, 45, 80)).toBe(10)
    expect(intervalScore(40, 50, 50, 80)).toBe(10)
    expect(intervalScore(40, 50, 53, 80)).toBeCloseTo(10 + (2 / 0.2) * 3, 10)
    expect(intervalScore(40, 50, 38, 90)).toBeCloseTo(10 + (2 / 0.1) * 2, 10)
  })

  test('is best on average for the range one believes in: the middle 80 % of a uniform number', () => {
    const mean = (low: number, high: number) => {
      let sum = 0
      for (let step = 0; step < 10_000; step++) sum += intervalScore(low, high, (step + 0.5) / 10_000, 80)
      return sum / 10_000
    }
    const honest = mean(0.1, 0.9)
    for (const [low, high] of [
      [0.2, 0.8],
      [0, 1],
      [0.1, 0.7],
      [0.4, 0.6],
      [0.05, 0.9],
    ] as const) {
      expect(mean(low, high)).toBeGreaterThan(honest)
    }
  })
})

describe('Hits by chance', () => {
  test('are binomial where all ranges are as sure', () => {
    for (const [trials, hits] of [
      [10, 5],
      [12, 12],
      [7, 0],
      [20, 13],
    ] as const) {
      const chance = hitsByChance(new Array(trials).fill(0.8), hits)
      const tail = (from: number, to: number) => {
        let sum = 0
        for (let k = from; k <= to; k++) sum += binomial(trials, k, 0.8)
        return sum
      }
      expect(chance.soFew).toBeCloseTo(tail(0, hits), 12)
      expect(chance.soMany).toBeCloseTo(tail(hits, trials), 12)
      expect(chance.expected).toBeCloseTo(0.8 * trials, 12)
      expect(tail(0, chance.usual[0] - 1)).toBeLessThanOrEqual(0.05)
      expect(tail(chance.usual[1] + 1, trials)).toBeLessThanOrEqual(0.05)
    }
  })

  test('are counted case by case where they differ', () => {
    const chances = [0.5, 0.8, 0.95]
    let none = 1
    let all = 1
    for (const chance of chances) [none, all] = [none * (1 - chance), all * chance]
    expect(hitsByChance(chances, 0).soFew).toBeCloseTo(none, 14)
    expect(hitsByChance(chances, 3).soMany).toBeCloseTo(all, 14)
    expect(hitsByChance(chances, 2).soFew).toBeCloseTo(1 - all, 14)
  })
})

describe('Predict, then reveal', () => {
  test('a hit, a miss, and what they sum up to', () => {
    const book = new PredictionBook()
    expect(book.predict('dso', 40, 50, { unit: 'days' })).toMatchObject({ status: 'recorded' })
    expect(book.predict('cei', '60 %', '70 %', { confidence: 90, unit: '%' })).toMatchObject({ status: 'recorded' })
    expect(book.reveal('dso', 44)).toMatchObject({ status: 'hit', score: 10 })
    const miss = book.reveal('cei', 72)
    expect(miss.status).toBe('miss')
    expect(miss.score).toBeCloseTo(10 + 20 * 2, 10)
    expect(miss.message).toContain('above your range of 60 to 70 % (90 % sure)')
    const summary = book.calibration()
    expect(summary).toMatchObject({ questions: 2, hits: 1, meanScores: { days: 10 } })
    expect(summary.expected).toBeCloseTo(1.7, 12)
    expect(summary.message).toContain('cannot tell much')
  })

  test('a cell that runs again counts nothing twice, and nobody predicts what has been seen', () => {
    const book = new PredictionBook()
    book.predict('dso', 40, 50, {})
    book.reveal('dso', 60)
    book.reveal('dso', 60)
    const note = book.predict('dso', 59, 61, {})
    expect(note.status).toBe('kept')
    expect(book.reveal('dso', 60).status).toBe('miss')
    expect(book.calibration()).toMatchObject({ questions: 1, hits: 0 })
  })

  test('without a prediction the figure is shown alone, and does not count', () => {
    const book = new PredictionBook()
    expect(book.reveal('dso', 41.4)).toMatchObject({ status: 'no-prediction', score: null, truth: 41.4 })
    expect(book.calibration()).toMatchObject({ questions: 0, chanceOfSoFew: null })
  })

  test('ends in the wrong order are put right; what makes no range is not noted', () => {
    const book = new PredictionBook()
    expect(book.predict('a', 50, 40, {}).message).toContain('40 to 50')
    expect(book.predict('b', 40, 'many', {}).status).toBe('not-recorded')
    expect(book.predict('c', 40, 50, { confidence: 100 }).status).toBe('not-recorded')
    expect(book.predict('', 40, 50, {}).status).toBe('not-recorded')
    expect(book.predict('d', 40, 50, { confidence: 0.9 }).message).toContain('90 % sure')
  })

  test('many misses are called too narrow, all hits at 50 % too wide, and what chance does is left alone', () => {
    const ranges = (hits: number, misses: number, confidence: number) =>
      calibrationOf(
        [...new Array(hits).fill(true), ...new Array(misses).fill(false)].map((isHit: boolean) => ({
          confidence,
          unit: 'days',
          isHit,
          score: 1,
        })),
      ).message
    expect(ranges(3, 7, 80)).toContain('too narrow')
    expect(ranges(20, 0, 50)).toContain('too wide')
    expect(ranges(7, 3, 80)).toContain('nothing speaks against')
    expect(ranges(20, 0, 50)).not.toContain('cannot tell much')
  })

  test('nothing that is passed makes it throw', () => {
    const book = new PredictionBook()
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no')
        },
        has: () => {
          throw new Error('no')
        },
      },
    )
    expect(book.predict('dso', hostile, 50, {}).status).toBe('not-recorded')
    expect(book.predict('dso', 40, 50, hostile).status).toBe('recorded')
    expect(book.reveal(hostile, hostile).status).toBe('no-truth')
    const anything = fc.oneof(fc.anything(), fc.constantFrom<unknown>('dso', 'cei', 40))
    fc.assert(
      fc.property(anything, anything, anything, anything, (id, low, high, options) => {
        expect(book.predict(id, low, high, options).message).toMatch(/\S/)
        expect(book.reveal(id, low).message).toMatch(/\S/)
        expect(book.calibration().message).toMatch(/\S/)
      }),
      { numRuns: 500, seed: 7 },
    )
  })
})
