/** The futures that define a figure in every way it was run: only they can be compared. */
export function sharedFutures(ways: readonly Float64Array[]): number[] {
  return [...ways[0]!.keys()].filter((future) => ways.every((values) => !Number.isNaN(values[future]!)))
}

/** What is known of some futures alone. */
export function ofFutures(values: Float64Array, futures: readonly number[]): Float64Array {
  return Float64Array.from(futures, (future) => values[future]!)
}
