/** A range of replicates that is run, kept and looked at as one. */
export interface ReplicateBlock {
  readonly first: number
  readonly count: number
}

/**
 * Replicates of a block: enough to hide the cost of handing it to a thread and of keeping it, few enough for a smooth
 * progress bar and for little to be lost with a killed run.
 */
export const blockSize = 25

/** The blocks of replicates `first` to `end − 1`, in order; `first` is a whole number of blocks. */
export function blocksOf(first: number, end: number): ReplicateBlock[] {
  const blocks: ReplicateBlock[] = []
  for (let at = first; at < end; at += blockSize) blocks.push({ first: at, count: Math.min(blockSize, end - at) })
  return blocks
}
