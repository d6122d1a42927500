import { exponential } from '../random/elementary.js'
import type { RandomStream } from '../random/random-stream.js'
import { exponentialOf, normalOf } from '../random/word-draws.js'
import * as block from './order-block.js'
import type { OrderClock } from './order-clock.js'

// Constants of this module, one by one: see order-block.ts.
const blockSize = block.blockSize
const day = block.orders.day
const amount = block.orders.amount
const payment = block.orders.payment
const key = block.orders.key

/** Days before the first are negative: shifted by this they can be cut to whole numbers, which is quicker than rounding down. */
const shift = 65536

/**
 * Draws the orders of one customer in one replicate, block by block, from a stream that has just been keyed: a Poisson
 * process of so many orders per unit of the clock's time, with lognormal amounts of at least one minor unit. One object is
 * reused for all customers.
 */
export class OrderSource {
  /** Mixed into every decision about these orders. */
  salt = 0
  #time = 0
  #end = 0
  #gap = 0
  #month = 0
  #isDone = true
  #logMean = 0
  #logDeviation = 0

  constructor(
    readonly stream: RandomStream,
    readonly clock: OrderClock,
  ) {}

  /** Orders of the days `from` to `through`. */
  begin(rate: number, from: number, through: number, logMean: number, logDeviation: number): void {
    this.salt = this.stream.nextWord()
    this.#isDone = through < from || rate <= 0
    this.#gap = 1 / rate
    this.#time = this.clock.atEndOf(from - 1)
    this.#end = this.clock.atEndOf(through)
    this.#month = 0
    this.#logMean = logMean
    this.#logDeviation = logDeviation
  }

  /** Fills the block with the next orders, and returns how many; 0 when there are no more. */
  next(): number {
    if (this.#isDone) return 0
    const count = this.#fillBlock()
    this.#isDone = count < blockSize
    fillAmounts(count, this.#logMean, this.#logDeviation)
    return count
  }

  /**
   * Goes on in time until the end, or until the block is full. Every order takes four words of the stream, whatever
   * becomes of it. The generator's step stands here four times, as `RandomStream.nextWord` has it: its words are ready in
   * the time that the other work takes.
   */
  #fillBlock(): number {
    const { start, daysPerTime, firstDay } = this.clock
    const { state } = this.stream
    const lastMonth = daysPerTime.length - 1
    const end = this.#end
    const gap = this.#gap
    let month = this.#month
    let begin = start[month]!
    let next = start[month + 1]!
    let pace = daysPerTime[month]!
    let first = firstDay[month]! - shift
    let time = this.#time
    let a = state[0]!
    let b = state[1]!
    let c = state[2]!
    let counter = state[3]!
    let word = 0
    let count = 0
    for (; count < blockSize; count++) {
      word = (a + b + counter) | 0
      counter = (counter + 1) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + word) | 0
      time += exponentialOf(word) * gap
      if (time >= end) break
      while (time >= next && month < lastMonth) {
        month++
        begin = start[month]!
        next = start[month + 1]!
        pace = daysPerTime[month]!
        first = firstDay[month]! - shift
      }
      day[count] = first + (((time - begin) * pace + shift) | 0)

      word = (a + b + counter) | 0
      counter = (counter + 1) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + word) | 0
      amount[count] = normalOf(word)

      word = (a + b + counter) | 0
      counter = (counter + 1) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + word) | 0
      payment[count] = word

      word = (a + b + counter) | 0
      counter = (counter + 1) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + word) | 0
      key[count] = word
    }
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = counter
    this.#time = time
    this.#month = month
    return count
  }
}

/** Makes amounts of the standard normal numbers that stand in their place. */
function fillAmounts(count: number, logMean: number, logDeviation: number): void {
  for (let order = 0; order < count; order++) {
    const drawn = Math.floor(exponential(logMean + logDeviation * amount[order]!) + 0.5)
    // biome-ignore lint/complexity/useMathMinMax: Math.min and Math.max look for NaN and −0 too, which costs this loop time
    amount[order] = drawn < 1 ? 1 : drawn
  }
}
