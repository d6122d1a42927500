import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Decision, decision, purpose } from '../../../src/engine/random/purpose.js'
import { decisionWord, RandomStream, triple32 } from '../../../src/engine/random/random-stream.js'
import { plainTriple32 } from '../plain-random.js'
import { falseAlarmRate } from '../statistics.js'
import { bitColumns, bitsPValue, evenPValue, squarePValue } from './word-independence.js'

/** Those that have a name, and one with a great number, as the decisions of later contacts have. */
const decisions: [string, Decision][] = [...Object.entries(decision), ['of a later contact', 100 as Decision]]
const golden = 0x9e3779b9

/** Keys and salts as the engine holds them: signed from an array of whole numbers, unsigned from a stream. */
const word = fc.oneof(
  fc.integer({ min: -0x80000000, max: 0xffffffff }),
  fc.constantFrom(0, 1, -1, 0x7fffffff, 0x80000000, -0x80000000, 0xffffffff),
)
const decided = fc.constantFrom(...decisions.map(([, use]) => use))

describe('decisionWord', () => {
  it('is its formula in unbounded arithmetic: the mix of (the mix of key + decision × golden ratio) ⊕ salt', () => {
    fc.assert(
      fc.property(word, word, decided, (key, salt, use) => {
        const own = plainTriple32(BigInt(key) + BigInt(use) * BigInt(golden))
        const expected = plainTriple32(own ^ BigInt.asUintN(32, BigInt(salt)))
        expect(decisionWord(key, salt, use) >>> 0).toBe(Number(expected))
      }),
      { seed: 1, numRuns: 3000 },
    )
  })

  it('keeps its golden words: they may be wrong, but must not change unnoticed', () => {
    const uses = [1, 2, 3, 11] as const
    expect(uses.map((use) => decisionWord(-559038737, 0xcafef00d, use) >>> 0)).toEqual(goldenWords)
    expect(uses.map((use) => decisionWord(0, 0, use) >>> 0)).toEqual(goldenOfNothing)
  })

  it('has a number of its own for each decision', () => {
    expect(new Set(decisions.map(([, use]) => use)).size).toBe(decisions.length)
  })
})

/** How a word is made of an order's key, a salt and a decision. */
type Mix = (key: number, salt: number, decided: Decision) => number

/** Deliberately wrong: the decision is added when all is mixed, so that an order's words lie at fixed distances. */
const addedLast: Mix = (key, salt, use) => (triple32(triple32(key) ^ salt) + Math.imul(use, golden)) >>> 0
/** Deliberately wrong: the key is only multiplied, so that neighbouring keys have words at a fixed distance. */
const multiplied: Mix = (key, salt, use) => (Math.imul(key, golden) ^ triple32(salt + use)) >>> 0

const orders = 16_384
/** Keys of orders as a stream gives them, and one salt for all. */
const stream = new RandomStream().setKey(21, 22, 23, 24, purpose.orders)
const salt = stream.nextWord()
const keys = Array.from({ length: orders }, () => stream.nextWord())
const neighbours = Array.from({ length: orders }, (_, key) => key - orders / 2)

const wordsOf = (mix: Mix, of: readonly number[], use: Decision, own = salt) => of.map((key) => mix(key, own, use))

// Every p-value below is asked to be at least 1e-6. With n decisions there are 2n of even words, n (n + 1) of pairs and 8n
// of neighbours: for n = 14 that makes 350, so that one right mix in 2,800 fails any. Keys and salts are fixed.
describe('the words of many orders under one salt', () => {
  it.each(decisions)(
    '%s: are even over neighbouring keys, and over the lowest keys, which disputed orders have',
    (_, use) => {
      expect(evenPValue(wordsOf(decisionWord, neighbours, use))).toBeGreaterThan(falseAlarmRate)
      const lowest = keys.map((key) => Math.floor(key / 50))
      expect(evenPValue(wordsOf(decisionWord, lowest, use))).toBeGreaterThan(falseAlarmRate)
    },
  )

  it('teeth: keys that are only multiplied give words that are too even, as multiples of the golden ratio are', () => {
    for (const [, use] of decisions) {
      expect(evenPValue(wordsOf(multiplied, neighbours, use))).toBeLessThan(falseAlarmRate)
    }
  })

  it('no two orders of neighbouring keys share a word: under one salt a decision is one to one', () => {
    for (const [, use] of decisions) expect(new Set(wordsOf(decisionWord, neighbours, use)).size).toBe(orders)
  })

  /** The least p-value of all pairs among the key and the words of an order's decisions. */
  function leastPValueOfPairs(mix: Mix): { square: number; bits: number } {
    const rows = [keys, ...decisions.map(([, use]) => wordsOf(mix, keys, use))]
    const columns = rows.map(bitColumns)
    let [square, bits] = [1, 1]
    for (let a = 0; a < rows.length; a++) {
      for (let b = 0; b < a; b++) {
        square = Math.min(square, squarePValue(rows[a]!, rows[b]!))
        bits = Math.min(bits, bitsPValue(columns[a]!, columns[b]!))
      }
    }
    return { square, bits }
  }

  it('the decisions of an order are independent of each other and of its key, in range and bit by bit', () => {
    const { square, bits } = leastPValueOfPairs(decisionWord)
    expect(square).toBeGreaterThan(falseAlarmRate)
    expect(bits).toBeGreaterThan(falseAlarmRate)
  })

  it('teeth: with the decision added last they are not', () => {
    const { square, bits } = leastPValueOfPairs(addedLast)
    expect(square).toBeLessThan(falseAlarmRate)
    expect(bits).toBeLessThan(falseAlarmRate)
  })

  const pairs: [string, (key: number) => [number, number]][] = [
    ['the next key', (key) => [key + 1, salt]],
    ['the key with another first bit', (key) => [key ^ 0x80000000, salt]],
    ['the next salt', (key) => [key, salt + 1]],
    ['the salt with another first bit', (key) => [key, salt ^ 0x80000000]],
  ]
  const neighbourPValues = (mix: Mix, [key, own]: readonly [(key: number) => number, number], use: Decision) => {
    const [one, other] = [
      wordsOf(
        mix,
        neighbours.map((n) => 2 * n),
        use,
      ),
      neighbours.map((n) => mix(key(2 * n), own, use)),
    ]
    return [squarePValue(one, other), bitsPValue(bitColumns(one), bitColumns(other))]
  }

  it.each(pairs)('are independent of those of %s', (_, other) => {
    for (const [, use] of decisions) {
      const own = other(0)[1]
      for (const pValue of neighbourPValues(decisionWord, [(key) => other(key)[0], own], use)) {
        expect(pValue).toBeGreaterThan(falseAlarmRate)
      }
    }
  })

  it('teeth: with keys that are only multiplied they are not', () => {
    for (const [, other] of pairs.slice(0, 2)) {
      for (const pValue of neighbourPValues(multiplied, [(key) => other(key)[0], salt], decision.rest)) {
        expect(pValue).toBeLessThan(falseAlarmRate)
      }
    }
  })
})

const goldenWords = [1557498818, 3894349713, 1257317174, 3319588396]
const goldenOfNothing = [146975875, 1376015999, 3065391219, 544770566]
