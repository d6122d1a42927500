/** What one owner of a goal has sold and been paid in the period at hand, and what it began with, as reported. */
export class OwnerSums {
  /** Receivables at the beginning of the period. */
  opening = 0
  sales = 0
  settled = 0
  settledOnTime = 0

  /** A period begins. */
  begin(opening: number): void {
    this.opening = opening
    this.sales = 0
    this.settled = 0
    this.settledOnTime = 0
  }
}
