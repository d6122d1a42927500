/** Where one part of a stack lies on the value axis. */
export interface StackSegment {
  /** Its place in the stack's order. */
  readonly part: number
  readonly low: number
  readonly high: number
}

/** Puts parts on top of one another from 0: positive ones upwards in their order, negative ones downwards. Parts of 0 have no place. */
export function stackSegments(parts: readonly number[]): StackSegment[] {
  let top = 0
  let bottom = 0
  return parts.flatMap((value, part) => {
    if (value === 0) return []
    if (value > 0) {
      top += value
      return [{ part, low: top - value, high: top }]
    }
    bottom += value
    return [{ part, low: bottom, high: bottom - value }]
  })
}
