import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayByWord, daysByWord, notAlike, wordShift } from '../../../src/engine/payment/days-by-word.js'
import { never } from '../../../src/engine/plan.js'
import { exponentialOf } from '../../../src/engine/random/word-draws.js'
import { curveOf } from './curve-of.js'
import { plainDays } from './day-reaching.js'
import { days, factors, firstDay, lastDay, multiplier, pieces, servesMany } from './random-curve.js'

/** What is never paid has a day that can be reckoned with. */
const neverByWord = 1_000_000
const word = fc.integer({ min: 0, max: 2 ** 32 - 1 })

describe('the day by a word', () => {
  it('is the first that its threshold reaches, found by looking at every day; else one long after the curve', () => {
    let unpaid = 0
    fc.assert(
      fc.property(
        ...[pieces, factors, multiplier, servesMany],
        fc.array(word, { minLength: 20, maxLength: 20 }),
        (list, own, by, many, words) => {
          const curve = curveOf(firstDay, lastDay, list, { multiplier: by, factors: own, servesMany: many })
          const plainDay = plainDays(curve)
          for (const each of [0, ...words, 2 ** 32 - 1]) {
            const day = plainDay(exponentialOf(each))
            if (day === never) unpaid++
            expect(dayByWord(curve, firstDay, each)).toBe(day === never ? neverByWord : day)
          }
        },
      ),
      { seed: 6, numRuns: 300 },
    )
    expect(unpaid).toBeGreaterThan(500)
  })

  it('from a day on is the first whose hazards reach it from that day on', () => {
    const rounding = 1e-9
    let later = 0
    fc.assert(
      fc.property(
        ...[pieces, factors, servesMany],
        fc.integer({ min: firstDay - 20, max: lastDay + 20 }),
        word,
        (list, own, many, start, each) => {
          const curve = curveOf(firstDay, lastDay, list, { factors: own, servesMany: many })
          const threshold = exponentialOf(each)
          const since = (day: number) => curve.through(day) - curve.through(start - 1)
          const after = days.filter((day) => day >= start)
          fc.pre(after.every((day) => Math.abs(since(day) - threshold) > rounding))
          const day = after.find((own) => since(own) >= threshold)
          if (day !== undefined && start > firstDay) later++
          expect(dayByWord(curve, start, each)).toBe(day ?? neverByWord)
        },
      ),
      { seed: 7, numRuns: 3000 },
    )
    expect(later).toBeGreaterThan(500)
  })
})

describe('the days by the first bits of a word', () => {
  const bits = Array.from({ length: 2 ** (32 - wordShift) }, (_, index) => index)
  const lowest = (first: number) => first * 2 ** wordShift
  const greatest = (first: number) => lowest(first) + 2 ** wordShift - 1

  it('are those of the word by itself, wherever all words that begin so are paid on one day', () => {
    fc.assert(
      fc.property(
        ...[pieces, factors, multiplier, servesMany],
        fc.infiniteStream(fc.integer({ min: 0, max: 2 ** wordShift - 1 })),
        (list, own, by, many, rest) => {
          const curve = curveOf(firstDay, lastDay, list, { multiplier: by, factors: own, servesMany: many })
          const byWord = daysByWord(curve)
          expect(byWord).toHaveLength(bits.length)
          for (const first of bits) {
            const paid = [lowest(first), lowest(first) + rest.next().value, greatest(first)].map((each) =>
              dayByWord(curve, firstDay, each),
            )
            if (byWord[first] === notAlike) {
              // With good reason: they are paid on different days, or not at all.
              expect(paid[0] === neverByWord || paid[0] !== paid[2]).toBe(true)
            } else {
              expect(paid).toEqual(new Array(3).fill(byWord[first]))
            }
          }
        },
      ),
      { seed: 5, numRuns: 60 },
    )
  })

  it('agree with a search through every day, and serve nearly all words of a usual curve', () => {
    const usual = curveOf(
      firstDay,
      lastDay,
      [
        { from: -20, daily: 0.01 },
        { from: 0, daily: 0.1 },
        { from: 10, daily: 0.05 },
      ],
      { servesMany: true },
    )
    const byWord = daysByWord(usual)
    const plainDay = plainDays(usual)
    let alike = 0
    for (const first of bits) {
      if (byWord[first] === notAlike) continue
      alike++
      const middle = lowest(first) + 2 ** (wordShift - 1)
      expect(byWord[first]).toBe(plainDay(exponentialOf(middle)))
    }
    // 81 days have a hazard: no more beginnings are cut by the edge of a day, and by never. The others pay, but for these:
    const neverPays = 0.99 ** 20 * 0.9 ** 10 * 0.95 ** 51
    expect(alike).toBeGreaterThan((1 - neverPays) * bits.length - 82)
  })

  it('teeth: another curve has other days', () => {
    const [one, other] = [0.05, 0.06].map((own) =>
      daysByWord(curveOf(firstDay, lastDay, [{ from: -20, daily: own }], { servesMany: true })),
    )
    expect(bits.filter((first) => one![first] !== other![first]).length).toBeGreaterThan(1000)
  })

  it('are told apart where but the lowest or the greatest word of a beginning is paid on another day', () => {
    for (const first of bits.filter((own) => own % 97 === 1)) {
      for (const below of [lowest(first), greatest(first) - 1]) {
        // The first day is reached by the words above one of them alone, the second by all.
        const edge = (exponentialOf(below) + exponentialOf(below + 1)) / 2
        const byWord = daysByWord(curveOf(firstDay, lastDay, [-Math.expm1(-edge), 1], { servesMany: true }))
        expect([-1, 0, 1].map((step) => byWord[first + step])).toEqual([firstDay + 1, notAlike, firstDay])
      }
    }
  })

  it('say of no word that it is paid where nothing accumulates', () => {
    const nothing = daysByWord(curveOf(firstDay, lastDay, [0], { servesMany: true }))
    expect(new Set(nothing)).toEqual(new Set([notAlike]))
  })

  it('are of the day itself where the first day is certain', () => {
    const certain = daysByWord(curveOf(firstDay, lastDay, [1], { servesMany: true }))
    expect(new Set(certain)).toEqual(new Set([firstDay]))
  })
})
