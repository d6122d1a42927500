/** A number to six decimals: what is rounded before use is short in truth.json and yet exactly what was used. */
export function sixDecimals(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
