/**
 * Tail probabilities for statistical tests, so that each can state its false-alarm rate: a test that asks for a
 * p-value of at least `falseAlarmRate` fails for a right model once in 1 ÷ falseAlarmRate seeds.
 */

/** How often a right model may fail one statistical test over all seeds. The seeds are fixed, so it never flickers. */
export const falseAlarmRate = 1e-6

/** ln Γ(x) for x > 0, by Stirling's series after shifting x above 20. */
export function logGamma(x: number): number {
  let shift = 0
  let z = x
  for (; z < 20; z++) shift += Math.log(z)
  const square = z * z
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / z
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift
}

/** The upper regularised gamma function Q(a, x) = Γ(a, x) ÷ Γ(a): by series below a + 1, by continued fraction above. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let [sum, term] = [1 / a, 1 / a]
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= x / (a + n)
      sum += term
    }
    return 1 - scale * sum
  }
  // Lentz's algorithm for the continued fraction of Γ(a, x).
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 10_000; n++) {
    const coefficient = n * (a - n)
    b += 2
    d = 1 / (coefficient * d + b)
    c = b + coefficient / c
    fraction *= c * d
    if (Math.abs(c * d - 1) < 1e-16) break
  }
  return scale * fraction
}

/** P(X ≥ x) of a chi-square variable. */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  return upperGamma(degreesOfFreedom / 2, x / 2)
}

/** P(|Z| ≥ |z|) of a standard normal variable. */
export function twoSidedNormalTail(z: number): number {
  return chiSquareTail(z * z, 1)
}

/** P(Z ≤ z) of a standard normal variable, with full relative accuracy in the lower tail. */
export function normalProbability(z: number): number {
  return z < 0 ? twoSidedNormalTail(z) / 2 : 1 - twoSidedNormalTail(z) / 2
}

/** The two-sided p-value of a count that is Poisson with a large mean, by the normal limit. */
export function poissonPValue(count: number, mean: number): number {
  return twoSidedNormalTail((count - mean) / Math.sqrt(mean))
}

/** The p-value of counts against expected ones, Pearson's chi-square; every expected count must be at least 5. */
export function pearsonPValue(counts: readonly number[], expected: readonly number[]): number {
  if (expected.some((value) => value < 5)) throw new RangeError('pearsonPValue needs expected counts of at least 5')
  const statistic = counts.reduce((sum, count, cell) => sum + (count - expected[cell]!) ** 2 / expected[cell]!, 0)
  return chiSquareTail(statistic, counts.length - 1)
}

/** The p-value of draws from a distribution with this quantile function, by counting them in cells that are equally likely. */
export function quantilePValue(
  draws: readonly number[],
  quantile: (probability: number) => number,
  cells = Math.min(100, Math.floor(draws.length / 50)),
): number {
  const ends = Array.from({ length: cells - 1 }, (_, cell) => quantile((cell + 1) / cells))
  const counts = new Array<number>(cells).fill(0)
  for (const draw of draws) {
    const cell = ends.findIndex((end) => draw <= end)
    counts[cell < 0 ? cells - 1 : cell]! += 1
  }
  return pearsonPValue(counts, new Array<number>(cells).fill(draws.length / cells))
}

/** The two-sided p-value of a chi-square statistic: too great and too small are both improbable. */
export function twoSidedChiSquare(statistic: number, degreesOfFreedom: number): number {
  const upper = chiSquareTail(statistic, degreesOfFreedom)
  return 2 * Math.min(upper, 1 - upper)
}

/** The two-sided p-value of the mean of many independent draws of a distribution with this mean and standard deviation. */
export function meanPValue(draws: readonly number[], mean: number, deviation: number): number {
  const sum = draws.reduce((total, draw) => total + draw, 0)
  return twoSidedNormalTail((sum / draws.length - mean) / (deviation / Math.sqrt(draws.length)))
}

/**
 * The two-sided p-value of the variance of many independent draws of known mean: its own variance is (kurtosis − 1) × variance²
 * ÷ draws, kurtosis being 3 for a normal distribution.
 */
export function variancePValue(draws: readonly number[], mean: number, variance: number, kurtosis: number): number {
  const seen = draws.reduce((total, draw) => total + (draw - mean) ** 2, 0) / draws.length
  return twoSidedNormalTail((seen - variance) / (variance * Math.sqrt((kurtosis - 1) / draws.length)))
}
