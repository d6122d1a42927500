/**
 * Throws an Error with the arithmetic unless the parts of a figure add up to it. Whole numbers must do so exactly; where
 * there are fractions, or more than a double holds exactly, so many additions may have rounded.
 */
export function refuseOtherSum(figure: string, parts: readonly number[], value: number): void {
  let [sum, size] = [0, 0]
  for (const part of parts) {
    sum += part
    size += Math.abs(part)
  }
  const isExact = Number.isInteger(value) && size <= Number.MAX_SAFE_INTEGER && parts.every(Number.isInteger)
  const slack = isExact ? 0 : Math.max(size, Math.abs(value)) * Number.EPSILON * (parts.length + 1)
  // Written so that NaN, on either side, does not pass.
  if (Math.abs(sum - value) <= slack) return
  throw new Error(
    `the audit of ${figure} does not add up: the figure is ${value}, ${parts.length} lines come to ${sum}, the difference is ${sum - value}`,
  )
}
