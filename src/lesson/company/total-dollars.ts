/** What invoices, or buckets of them, come to in dollars. */
export function totalDollars(parts: readonly { readonly dollars: number }[]): number {
  return parts.reduce((sum, { dollars }) => sum + dollars, 0)
}
