/** Averages over a grid of possible truths, each weighed by how probable it is. */
export interface GridPosterior<Cell> {
  mean(of: (cell: Cell) => number): number
  /** The standard deviation. */
  spread(of: (cell: Cell) => number): number
}

/** The posterior over cells with these log probabilities, which need not add up to anything. At least one cell. */
export function gridPosterior<Cell>(
  cells: readonly Cell[],
  logProbability: (cell: Cell) => number,
): GridPosterior<Cell> {
  const logs = cells.map(logProbability)
  const best = Math.max(...logs)
  const weights = logs.map((log) => Math.exp(log - best))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = (of: (cell: Cell) => number) =>
    cells.reduce((sum, cell, index) => sum + weights[index]! * of(cell), 0) / total
  return {
    mean,
    spread(of) {
      const center = mean(of)
      return Math.sqrt(mean((cell) => (of(cell) - center) ** 2))
    },
  }
}
