type NumberArray = Int32Array | Float64Array | Uint8Array

/** A typed array that grows by doubling; `array` is as long as it was allocated, not as it was filled. */
export class GrowingArray<T extends NumberArray> {
  array: T

  constructor(
    readonly make: (length: number) => T,
    expected: number,
  ) {
    this.array = make(expected)
  }

  /** Makes room for so many items. */
  reserve(length: number): void {
    if (length <= this.array.length) return
    const larger = this.make(Math.max(length, 2 * this.array.length))
    larger.set(this.array)
    this.array = larger
  }
}

export const int32 = (length: number) => new Int32Array(length)
export const float64 = (length: number) => new Float64Array(length)
