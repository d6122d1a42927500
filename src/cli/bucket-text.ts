/** A share in per cent without the sign; what is not nothing is never written as 0.0. */
export function percentText(share: number, decimals: number): string {
  const text = (share * 100).toFixed(decimals)
  return Number(text) === 0 && share > 0 ? `<${(10 ** -decimals).toFixed(decimals)}` : text
}

/** The name of a bucket, as short as a column's head must be: `1–30`. */
export function shortBucket(name: string): string {
  return name.replace(' days', '')
}
