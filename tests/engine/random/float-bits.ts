const view = new DataView(new ArrayBuffer(8))

/** The 64 bits of a number as 16 hexadecimal digits, so that not even the last of them can change unnoticed. */
export function bitsOf(value: number): string {
  view.setFloat64(0, value)
  return view.getBigUint64(0).toString(16).padStart(16, '0')
}

/** The number so many floating-point numbers after another one, away from zero. */
export function neighbour(value: number, after: number): number {
  view.setFloat64(0, value)
  view.setBigUint64(0, view.getBigUint64(0) + BigInt(after))
  return view.getFloat64(0)
}
