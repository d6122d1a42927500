/** What chance alone does to the number of hits, if every range holds its truth as often as it says. Fractions of 1. */
export interface HitsByChance {
  readonly expected: number
  /** P(so few hits or fewer). */
  readonly soFew: number
  /** P(so many hits or more). */
  readonly soMany: number
  /** Between these, both included, the hits are at least nine times in ten; at most one in twenty lies below, and one above. */
  readonly usual: readonly [low: number, high: number]
}

/**
 * The distribution of hits among ranges with these chances, of which `hits` were seen: binomial where all chances are equal, and
 * its exact counterpart where they differ (Poisson's binomial distribution), by adding one range after the other.
 */
export function hitsByChance(chances: readonly number[], hits: number): HitsByChance {
  let shares = [1]
  for (const chance of chances) {
    const next = new Array<number>(shares.length + 1).fill(0)
    shares.forEach((share, count) => {
      next[count]! += share * (1 - chance)
      next[count + 1]! += share * chance
    })
    shares = next
  }
  const upTo = (count: number) => shares.slice(0, count + 1).reduce((sum, share) => sum + share, 0)
  const from = (count: number) => shares.slice(count).reduce((sum, share) => sum + share, 0)
  const low = shares.findIndex((_, count) => upTo(count) > 0.05)
  const high = shares.map((_, count) => from(count) > 0.05).lastIndexOf(true)
  return {
    expected: chances.reduce((sum, chance) => sum + chance, 0),
    soFew: Math.min(1, upTo(hits)),
    soMany: Math.min(1, from(hits)),
    usual: [low, high],
  }
}
