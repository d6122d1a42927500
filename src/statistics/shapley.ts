/**
 * Splits a change over the factors that made it: each gets what its own change does to the value, averaged over all
 * orders in which the factors can change one after the other. The parts add up to the change, whatever the function,
 * and none depends on an order; a factor that changes nothing gets 0.
 *
 * `values` holds the value of every mixture of before and after: in `values[mixture]`, factor i is as it is after where bit
 * i of the number is set, and else as before. So for k factors there are 2^k, from all before to all after.
 *
 *     averagedOverOrders([2 * 3, 5 * 3, 2 * 7, 5 * 7])   // [15, 14]: 3 × (3 + 7) ÷ 2 and 4 × (2 + 5) ÷ 2
 *
 * Throws a RangeError unless the number of values is a power of 2. Source: L. S. Shapley, A value for n-person games,
 * 1953. The average is taken over sets and not over orders: with s factors changed before it, a factor meets each of the
 * (k − 1 over s) sets of them equally often, and each s from 0 to k − 1 equally often.
 */
export function averagedOverOrders(values: ArrayLike<number>): number[] {
  const count = Math.round(Math.log2(values.length))
  if (count < 0 || values.length !== 2 ** count) {
    throw new RangeError(`averagedOverOrders needs a value for each of 2, 4, 8 … mixtures, got ${values.length}`)
  }
  return Array.from({ length: count }, (_, factor) => {
    const effects = new Float64Array(count)
    for (let mixture = 0; mixture < values.length; mixture++) {
      if ((mixture & (1 << factor)) !== 0) continue
      effects[bitsSet(mixture)]! += values[mixture | (1 << factor)]! - values[mixture]!
    }
    let sets = 1
    let sum = 0
    for (let size = 0; size < count; size++) {
      sum += effects[size]! / sets
      sets = (sets * (count - 1 - size)) / (size + 1)
    }
    return sum / count
  })
}

function bitsSet(mixture: number): number {
  let count = 0
  for (let rest = mixture; rest > 0; rest >>= 1) count += rest & 1
  return count
}
