import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dayByWord,
  daysByWord,
  gapBits,
  gapMask,
  notAlike,
  wordMask,
  wordShift,
} from '../../../src/engine/payment/days-by-word.js'
import type { DaysByWord } from '../../../src/engine/payment/hazard-curve.js'
import { never } from '../../../src/engine/plan.js'
import { exponentialOf } from '../../../src/engine/random/word-draws.js'
import { curveOf, hazardThrough } from './curve-of.js'
import { plainDays } from './day-reaching.js'
import { days, factors, firstDay, lastDay, multiplier, pieces, servesMany } from './random-curve.js'

/** What is never paid has a day that can be reckoned with. */
const neverByWord = 1_000_000
/** In a table it has another, as a table's numbers are short. */
const neverInTable = 32767
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
          const since = (day: number) => hazardThrough(curve, day) - hazardThrough(curve, start - 1)
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

  /** What the table says of a word, by the description of the table. */
  function dayIn({ sooner, later }: DaysByWord, each: number): number {
    const cell = each >>> wordShift
    if (sooner[cell] === notAlike) return notAlike
    const isBelow = (each & wordMask) < later[cell]! >>> gapBits
    return sooner[cell]! + (isBelow ? later[cell]! & gapMask : 0)
  }

  /** The least of some words, from the first to the last, that is paid sooner than the first. */
  function firstSooner(dayOf: (each: number) => number, first: number, last: number): number {
    let [low, high] = [first, last]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (dayOf(middle) < dayOf(first)) high = middle
      else low = middle
    }
    return high
  }

  it('are those of the word by itself, unless words that begin so are paid on more than two days or far apart', () => {
    let [cut, notTold] = [0, 0]
    fc.assert(
      fc.property(
        ...[pieces, factors, multiplier, servesMany],
        fc.infiniteStream(fc.integer({ min: 0, max: wordMask })),
        (list, own, by, many, rest) => {
          const curve = curveOf(firstDay, lastDay, list, { multiplier: by, factors: own, servesMany: many })
          const table = daysByWord(curve)
          const dayOf = (each: number) => Math.min(neverInTable, dayByWord(curve, firstDay, each))
          for (const first of bits) {
            const [least, most] = [lowest(first), greatest(first)]
            if (table.sooner[first] === notAlike) {
              notTold++
              const next = dayOf(firstSooner(dayOf, least, most))
              expect(next !== dayOf(most) || dayOf(least) - next > gapMask).toBe(true)
              continue
            }
            const words = [least, least + rest.next().value, most]
            const edge = least + (table.later[first]! >>> gapBits)
            if (edge > least) {
              cut++
              words.push(edge - 1, edge)
            }
            for (const each of words) expect(dayIn(table, each)).toBe(dayOf(each))
          }
        },
      ),
      { seed: 5, numRuns: 60 },
    )
    expect(cut).toBeGreaterThan(500)
    expect(notTold).toBeGreaterThan(50)
  })

  it('agree with a search through every day, and tell all words but a few of a usual curve', () => {
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
    const table = daysByWord(usual)
    const plainDay = plainDays(usual)
    for (const first of bits) {
      if (table.sooner[first] === notAlike) continue
      const middle = lowest(first) + 2 ** (wordShift - 1)
      expect(dayIn(table, middle)).toBe(Math.min(neverInTable, plainDay(exponentialOf(middle))))
    }
    // Each day has more than one cell to itself; only never and the last day are too far apart.
    expect(bits.filter((first) => table.sooner[first] === notAlike).length).toBeLessThanOrEqual(1)
  })

  it('teeth: another curve has other days', () => {
    const [one, other] = [0.05, 0.06].map((own) =>
      daysByWord(curveOf(firstDay, lastDay, [{ from: -20, daily: own }], { servesMany: true })),
    )
    expect(bits.filter((first) => one!.sooner[first] !== other!.sooner[first]).length).toBeGreaterThan(1000)
  })

  it('are told apart where but the lowest or the greatest word of a beginning is paid on another day', () => {
    for (const first of bits.filter((own) => own % 97 === 1)) {
      for (const below of [lowest(first), greatest(first) - 1]) {
        // The first day is reached by the words above one of them alone, the second by all.
        const edge = (exponentialOf(below) + exponentialOf(below + 1)) / 2
        const table = daysByWord(curveOf(firstDay, lastDay, [-Math.expm1(-edge), 1], { servesMany: true }))
        const around = [lowest(first) - 1, lowest(first), below, below + 1, greatest(first), greatest(first) + 1]
        expect(around.map((each) => dayIn(table, each) - firstDay)).toEqual(
          around.map((each) => (each <= below ? 1 : 0)),
        )
      }
    }
  })

  it('say of no word that it is paid where nothing accumulates', () => {
    const nothing = daysByWord(curveOf(firstDay, lastDay, [0], { servesMany: true }))
    expect(new Set(bits.map((first) => dayIn(nothing, lowest(first))))).toEqual(new Set([neverInTable]))
  })

  it('are of the day itself where the first day is certain', () => {
    const certain = daysByWord(curveOf(firstDay, lastDay, [1], { servesMany: true }))
    expect(new Set(bits.map((first) => dayIn(certain, greatest(first))))).toEqual(new Set([firstDay]))
  })
})
