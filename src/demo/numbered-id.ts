/** The id of a customer's row from its place (from 0) among the customer's: `P0012-003`; it widens where digits run out. */
export function numberedId(letter: string, customerId: string, index: number): string {
  return `${letter}${customerId.slice(1)}-${String(index + 1).padStart(3, '0')}`
}
