import { betaQuantile } from './distributions.js'

/**
 * The interval that holds a true share with a probability of at least `level` (0.95 if not given), where so many of so many independent
 * observations were seen; neither needs to be whole. (C. Clopper and E. Pearson, The use of confidence or fiducial limits, 1934.)
 */
export function exactShareInterval(
  seen: number,
  observations: number,
  level = 0.95,
): readonly [low: number, high: number] {
  const tail = (1 - level) / 2
  return [
    seen <= 0 ? 0 : betaQuantile(tail, seen, observations - seen + 1),
    seen >= observations ? 1 : betaQuantile(1 - tail, seen + 1, observations - seen),
  ]
}
