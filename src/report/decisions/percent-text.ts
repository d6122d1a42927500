/** A share as whole per cent: `80 %`; `over 99 %` if it is not quite all. */
export function percentText(share: number): string {
  // What is nearly sure is not sure, and what hardly ever comes does come.
  const whole = (100 * share).toFixed(0)
  if (whole === '100' && share < 1) return 'over 99 %'
  return whole === '0' && share > 0 ? 'under 1 %' : `${whole} %`
}
