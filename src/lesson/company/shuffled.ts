import type { Draws } from '../../demo/draws.js'

/** The items in an order drawn at random (R. Durstenfeld 1964). */
export function shuffled<T>(random: Draws, items: readonly T[]): T[] {
  const left = [...items]
  for (let last = left.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const [a, b] = [left[last]!, left[other]!]
    left[last] = b
    left[other] = a
  }
  return left
}
