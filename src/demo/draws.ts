import seedrandom from 'seedrandom'

/** A source of uniform numbers in [0, 1). */
export type Draws = () => number

/**
 * The stream of one purpose of one customer (by number) or invoice (by identifier). Each has its own, so that neither
 * more customers nor a new mechanism changes what anybody else draws.
 */
export function drawsOf(seed: string, owner: number | string, purpose: string): Draws {
  // The seed comes last: it may hold any character, and the parts before it cannot hold a slash.
  // Alea and not the default ARC4: a third of the time to begin a stream, a quarter of the time for a number.
  return seedrandom.alea(`${purpose}/${owner}/${seed}`)
}

/** Whether something of the given probability happens. */
export function happens(draws: Draws, probability: number): boolean {
  return draws() < probability
}

/** One of the items, each as likely. */
export function pick<T>(draws: Draws, items: readonly T[]): T {
  return items[Math.floor(draws() * items.length)]!
}

/** One of the items, each with the probability of its share; the shares add up to 1. */
export function pickByShare<T extends { readonly share: number }>(draws: Draws, items: readonly T[]): T {
  let left = draws()
  for (const item of items) {
    left -= item.share
    if (left < 0) return item
  }
  return items[items.length - 1]!
}

/** A uniform number in [low, high). */
export function uniform(draws: Draws, [low, high]: readonly [number, number]): number {
  return low + (high - low) * draws()
}

/** A whole number from low to high, both included, each as likely. */
export function uniformWhole(draws: Draws, [low, high]: readonly [number, number]): number {
  return low + Math.floor((high - low + 1) * draws())
}

/** An exponential number of mean 1. */
export function exponential(draws: Draws): number {
  return -Math.log(1 - draws())
}

/** A standard normal number (Box and Muller), always from two draws. */
export function normal(draws: Draws): number {
  const radius = Math.sqrt(2 * exponential(draws))
  return radius * Math.cos(2 * Math.PI * draws())
}

/** A gamma number of mean 1 and the given variance, which is at most 1 (Marsaglia and Tsang 2000, shape at least 1). */
export function gammaOfMeanOne(draws: Draws, variance: number): number {
  const shape = 1 / variance
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(draws)
    const v = (1 + c * x) ** 3
    if (v > 0 && exponential(draws) > d * (v - 1 - Math.log(v)) - x ** 2 / 2) return (d * v) / shape
  }
}

/** A beta(2, 2) number: the middle one of three uniform numbers. */
export function betaTwoTwo(draws: Draws): number {
  const [low, middle, high] = [draws(), draws(), draws()] as const
  return Math.max(Math.min(low, middle), Math.min(Math.max(low, middle), high))
}

/** A Poisson number by inversion, always from one draw; meant for small means. */
export function poisson(draws: Draws, mean: number): number {
  const target = draws()
  let probability = Math.exp(-mean)
  let cumulative = probability
  let count = 0
  while (cumulative <= target && probability > 0) {
    count++
    probability *= mean / count
    cumulative += probability
  }
  return count
}
