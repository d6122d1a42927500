/** A share as whole per cent: `80 %`. */
export function percentText(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}
