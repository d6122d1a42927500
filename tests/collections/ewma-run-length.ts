import { normalProbability } from '../engine/statistics.js'

/**
 * The mean number of points until an exponentially weighted chart with a known centre and σ signals, by carrying the
 * distribution of the smoothed value forward over a grid (a Markov chain as in Brook and Evans, Biometrika 59, 1972). It
 * shares nothing with src. `shift` is how far the mean lies off the centre, in σ. `limits`: `growing` ones are exact after
 * each number of points, `fixed` ones are what they grow to, as most published tables have them.
 */
export function meanRunLength(lambda: number, width: number, shift: number, limits: 'growing' | 'fixed'): number {
  const cells = 151
  const edge = width * Math.sqrt(lambda / (2 - lambda))
  const size = (2 * edge) / cells
  const middles = Array.from({ length: cells }, (_, cell) => -edge + (cell + 0.5) * size)
  const below = (next: number, from: number) => normalProbability((next - (1 - lambda) * from) / lambda - shift)
  const moves = middles.map((from) => middles.map((to) => below(to + size / 2, from) - below(to - size / 2, from)))
  let alive: readonly number[] = middles.map((_, cell) => (cell === (cells - 1) / 2 ? 1 : 0))
  let [mean, total] = [0, 1]
  for (let points = 1; ; points++) {
    mean += total
    const growth = limits === 'fixed' ? 1 : Math.sqrt(1 - (1 - lambda) ** (2 * points))
    const next = middles.map((to, cell) => {
      // A cell that a limit cuts keeps what lies within.
      const kept = Math.min(1, Math.max(0, (edge * growth - Math.abs(to)) / size + 0.5))
      return kept * alive.reduce((sum, probability, from) => sum + probability * moves[from]![cell]!, 0)
    })
    const left = next.reduce((sum, probability) => sum + probability, 0)
    // In the long run the same share signals at every point, so what is left is a geometric series.
    if (points === 80) return mean + left / (1 - left / total)
    alive = next
    total = left
  }
}
