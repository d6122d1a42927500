import { exponential, logarithm } from './elementary.js'
import type { Decision, Purpose } from './purpose.js'
import { exponentialOf, normalOf, uniformOf } from './word-draws.js'

/**
 * Keyed streams of random numbers. A stream is a pure function of (seed key, replicate, entity, purpose), so no lever
 * shifts the draws of anything else and any replicate can be computed anywhere.
 *
 * The generator is sfc32 (C. Doty-Humphrey, PractRand); its state is filled from the key by triple32 (C. Wellons'
 * three-round 32-bit mix, found by search for low bias).
 */

/** A bijective mix of 32 bits in which every input bit moves every output bit. */
export function triple32(value: number): number {
  return mixed(value) >>> 0
}

/** The same as a signed number, which V8 hands on without making an object of it. */
function mixed(value: number): number {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 17), 0xed5ad4bb)
  x = Math.imul(x ^ (x >>> 11), 0xac4c1b51)
  x = Math.imul(x ^ (x >>> 15), 0x31848bab)
  return x ^ (x >>> 14)
}

/**
 * The word of one decision about an order: a pure function of the order's key, a salt of its stream, and the decision. So
 * the n-th order has the same luck whatever else is decided, and a mechanism that is not used costs nothing. Signed.
 */
export function decisionWord(orderKey: number, salt: number, decided: Decision): number {
  return mixed(mixed(orderKey + Math.imul(decided, 0x9e3779b9)) ^ salt)
}

/** Rounds that PractRand's own seeding runs before the first number is used. */
const warmUpRounds = 12

export class RandomStream {
  /** Three words and the counter. A hot loop may take the state over, and must put it back. */
  readonly state = new Int32Array(4)

  /** Sets the raw state (three words and the counter) and runs the generator's warm-up. */
  setState(a: number, b: number, c: number): this {
    const { state } = this
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = 1
    for (let round = 0; round < warmUpRounds; round++) this.nextWord()
    return this
  }

  /** Goes to the beginning of the stream of a key. Reuse one object for many keys: nothing is allocated. */
  setKey(keyHigh: number, keyLow: number, replicate: number, entity: number, use: Purpose): this {
    const high = triple32(triple32(triple32(keyHigh + use) ^ replicate) ^ entity)
    const low = triple32(triple32(triple32(keyLow ^ entity) + use) ^ replicate)
    return this.setState(high, low, triple32(high ^ (low >>> 1)))
  }

  /** The next 32 bits, as an unsigned whole number. */
  nextWord(): number {
    const { state } = this
    const a = state[0]!
    const b = state[1]!
    const c = state[2]!
    const counter = state[3]!
    const sum = (a + b + counter) | 0
    state[3] = counter + 1
    state[0] = b ^ (b >>> 9)
    state[1] = c + (c << 3)
    state[2] = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }

  /** The next number strictly between 0 and 1. */
  nextUniform(): number {
    return uniformOf(this.nextWord())
  }

  /** The next draw from the exponential distribution with mean 1. */
  nextExponential(): number {
    return exponentialOf(this.nextWord())
  }

  /** The next draw from the standard normal distribution. */
  nextNormal(): number {
    return normalOf(this.nextWord())
  }

  /**
   * The next draw from the gamma distribution with this shape and mean 1; 1 for shape 0, which stands for exactly known.
   * It takes as many numbers as it needs, so nothing else may come from the same stream afterwards.
   * (G. Marsaglia and W. Tsang, A simple method for generating gamma variables, 2000.)
   */
  nextGammaOfMeanOne(shape: number): number {
    if (shape === 0) return 1
    // Below 1 the method runs at shape + 1 and is brought down by a power of a uniform number.
    const boost = shape < 1 ? exponential(-this.nextExponential() / shape) : 1
    const d = (shape < 1 ? shape + 1 : shape) - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = this.nextNormal()
      const v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      if (v > 0 && this.nextExponential() > d * (v - 1 - logarithm(v)) - (x * x) / 2) return (boost * d * v) / shape
    }
  }

  /**
   * The next draw from the beta distribution with this mean that rests on so many cases; the mean itself for 0 cases. As
   * nextGammaOfMeanOne, it takes as many numbers as it needs.
   */
  nextBeta(mean: number, cases: number): number {
    if (cases === 0 || mean <= 0 || mean >= 1) return mean
    const yes = mean * this.nextGammaOfMeanOne(mean * cases)
    const no = (1 - mean) * this.nextGammaOfMeanOne((1 - mean) * cases)
    return yes + no > 0 ? yes / (yes + no) : mean
  }
}
