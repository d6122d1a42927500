import { logGamma } from '../engine/statistics.js'

/** P(|T| ≤ t) of Student’s T by Simpson’s rule over its density: slow, and without a library. */
function studentProbability(t: number, freedom: number): number {
  const scale = Math.exp(logGamma((freedom + 1) / 2) - logGamma(freedom / 2)) / Math.sqrt(freedom * Math.PI)
  const density = (x: number) => scale * (1 + (x * x) / freedom) ** (-(freedom + 1) / 2)
  const steps = 2000
  let sum = density(0) + density(t)
  for (let step = 1; step < steps; step++) sum += (step % 2 === 1 ? 4 : 2) * density((t * step) / steps)
  return (2 * sum * t) / steps / 3
}

/** The t that |T| stays below with this probability, by halving. */
export function plainStudentQuantile(probability: number, freedom: number): number {
  let [low, high] = [0, 50]
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2
    if (studentProbability(middle, freedom) < probability) low = middle
    else high = middle
  }
  return low
}

/** Half the width of the interval that holds a mean with this probability, from the values themselves. */
export function plainHalfWidth(values: readonly number[], probability: number): number {
  const mean = meanOf(values)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const error = Math.sqrt(squares / (values.length - 1) / values.length)
  return plainStudentQuantile(probability, values.length - 1) * error
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
