/** A longer copy of a typed array whose capacity has run out. */
export function grown<T extends Int32Array | Uint32Array | Float64Array | Uint8Array>(old: T, length: number): T {
  const longer = new (old.constructor as new (length: number) => T)(length)
  longer.set(old)
  return longer
}
