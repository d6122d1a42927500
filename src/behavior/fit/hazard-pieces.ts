/**
 * Where a daily hazard may change, in days relative to due: fine around the due date, where customers decide. The first piece
 * has no first day of its own; it begins with the earliest day at risk.
 */
const pieceEdges: readonly number[] = [-60, -45, -30, -20, -10, -3, 0, 1, 4, 8, 15, 31, 61, 91, 121, 181]

/** How many pieces there are. */
export const pieceCount = pieceEdges.length + 1

/** The first day of a piece; −Infinity for the first one. */
export function pieceStart(piece: number): number {
  return piece === 0 ? Number.NEGATIVE_INFINITY : pieceEdges[piece - 1]!
}

/** The last day of a piece; Infinity for the last one. */
export function pieceEnd(piece: number): number {
  return piece === pieceCount - 1 ? Number.POSITIVE_INFINITY : pieceEdges[piece]! - 1
}

const [tableFrom, tableThrough] = [pieceEdges[0]! - 1, pieceEdges[pieceEdges.length - 1]!]
const table = Int8Array.from({ length: tableThrough - tableFrom + 1 }, (_, index) => {
  const day = tableFrom + index
  let piece = 0
  while (piece < pieceEdges.length && pieceEdges[piece]! <= day) piece++
  return piece
})

/** The piece that a day relative to due lies in. */
export function pieceOf(day: number): number {
  return table[Math.min(Math.max(day, tableFrom), tableThrough) - tableFrom]!
}
