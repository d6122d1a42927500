/** A share of 1 in whole per cent: `92 %`. */
export function wholePercent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}

/** The same with its sign, which 0 has not: `+4 %`, `−1 %`, `0 %`. */
export function signedPercent(share: number): string {
  const size = wholePercent(Math.abs(share))
  if (size === '0 %') return size
  return `${share < 0 ? '−' : '+'}${size}`
}
