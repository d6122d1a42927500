import { RandomStream } from '../engine/random/random-stream.js'

/** What it would be worth to know something before deciding. */
export interface ValueOfKnowing {
  /** In the unit of what is decided by; 0 where it is no more than chance would bring. */
  readonly value: number
  /** In what share of futures one would then decide otherwise, where that is more than chance. */
  readonly changes: number
}

/** Futures are cut into so many groups by what is known. */
const groups = 20
/** Orders in which nothing is known, to see what chance alone would bring. */
const shuffles = 60
/** A group decides otherwise only where its mean is on the other side by so many standard errors. */
const sure = 2

/**
 * What knowing an unknown is worth where one may take a gain or leave it: the mean of the better choice by groups of futures that are alike in
 * the unknown, less the better choice for all, less what groups by chance would bring (expected value of partial perfect information; M. Strong and
 * J. Oakley, An efficient method for computing single-parameter partial expected value of perfect information, 2013, with groups as the smoother).
 *
 * `gain` is what taking brings over leaving in each future, higher being better. Null with fewer than 5 futures a group.
 */
export function valueOfKnowing(gain: Float64Array, unknown: Float64Array): ValueOfKnowing | null {
  const count = gain.length
  if (count < 5 * groups) return null
  const order = Array.from({ length: count }, (_, future) => future).sort((a, b) => unknown[a]! - unknown[b]! || a - b)
  const own = grouped(gain, order)
  const stream = new RandomStream().setKey(0x6b6e6f77, 0x696e6700, 0, 0, 1)
  const byChance: number[] = []
  for (let shuffle = 0; shuffle < shuffles; shuffle++) byChance.push(grouped(gain, shuffled(count, stream)).value)
  byChance.sort((a, b) => a - b)
  const chance = byChance.reduce((sum, value) => sum + value, 0) / shuffles
  // More than all but one in sixty shuffles, or it is not told from chance.
  if (own.value <= byChance[shuffles - 2]!) return { value: 0, changes: 0 }
  return { value: own.value - chance, changes: own.changes }
}

function grouped(gain: Float64Array, order: readonly number[]): ValueOfKnowing {
  const count = order.length
  let [all, better, otherwise] = [0, 0, 0]
  const parts: { size: number; mean: number; error: number }[] = []
  for (let group = 0; group < groups; group++) {
    const [from, to] = [Math.floor((group * count) / groups), Math.floor(((group + 1) * count) / groups)]
    let [sum, squares] = [0, 0]
    for (let place = from; place < to; place++) sum += gain[order[place]!]!
    const size = to - from
    const mean = sum / size
    for (let place = from; place < to; place++) squares += (gain[order[place]!]! - mean) ** 2
    parts.push({ size, mean, error: Math.sqrt(squares / (size - 1) / size) })
    all += sum
    better += Math.max(0, sum)
  }
  const takes = all > 0
  for (const { size, mean, error } of parts) if (mean > 0 !== takes && Math.abs(mean) > sure * error) otherwise += size
  return { value: (better - Math.max(0, all)) / count, changes: otherwise / count }
}

function shuffled(count: number, stream: RandomStream): number[] {
  const order = Array.from({ length: count }, (_, place) => place)
  for (let place = count - 1; place > 0; place--) {
    const other = Math.floor(stream.nextUniform() * (place + 1))
    const own = order[place]!
    order[place] = order[other]!
    order[other] = own
  }
  return order
}
