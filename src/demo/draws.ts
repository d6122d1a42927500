import seedrandom from 'seedrandom'

/** A source of uniform numbers in [0, 1). */
export type Draws = () => number

/**
 * The stream of one purpose of one customer. Every customer and every purpose has its own, so that neither more
 * customers nor a new mechanism changes what anybody else draws.
 */
export function drawsOf(seed: string, customerNumber: number, purpose: string): Draws {
  // The seed comes last: it may hold any character, and the parts before it cannot hold a slash.
  return seedrandom(`${purpose}/${customerNumber}/${seed}`)
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
