import { agingStates, transitionSources, transitionTargets } from './aging-states.js'

const sources = transitionSources.length
const targets = transitionTargets.length
const cells = sources * targets

/** What one customer's invoices held and where it went, by source and source × targets + target. */
export class CustomerMoves {
  readonly held: Float64Array = new Float64Array(sources)
  readonly moved: Float64Array = new Float64Array(cells)
  /** Invoices at month ends: one that was open at three counts three times. */
  readonly invoices: Float64Array = new Float64Array(sources)
  /** What is open at a month end and was not at the one before, by bucket. */
  readonly reopened: Float64Array = new Float64Array(agingStates.length)
  paidInCash = 0

  add(other: CustomerMoves): void {
    for (let source = 0; source < sources; source++) {
      this.held[source]! += other.held[source]!
      this.invoices[source]! += other.invoices[source]!
    }
    for (let cell = 0; cell < cells; cell++) this.moved[cell]! += other.moved[cell]!
    for (let state = 0; state < agingStates.length; state++) this.reopened[state]! += other.reopened[state]!
    this.paidInCash += other.paidInCash
  }

  clear(): void {
    this.held.fill(0)
    this.moved.fill(0)
    this.invoices.fill(0)
    this.reopened.fill(0)
    this.paidInCash = 0
  }
}

/**
 * The moves of all customers of a group, with the sums of squares and products that the standard error of a ratio of
 * customers' sums is made of.
 */
export class TransitionSums {
  readonly all = new CustomerMoves()
  readonly customers: Int32Array = new Int32Array(sources)
  readonly #heldSquares = new Float64Array(sources)
  readonly #heldTimesMoved = new Float64Array(cells)
  readonly #movedSquares = new Float64Array(cells)

  /** Adds all moves of one customer: call it once for each. */
  addCustomer(moves: CustomerMoves): void {
    this.all.add(moves)
    for (let source = 0; source < sources; source++) {
      const held = moves.held[source]!
      if (held === 0) continue
      this.customers[source]! += 1
      this.#heldSquares[source]! += held * held
      for (let cell = source * targets; cell < (source + 1) * targets; cell++) {
        const moved = moves.moved[cell]!
        this.#heldTimesMoved[cell]! += held * moved
        this.#movedSquares[cell]! += moved * moved
      }
    }
  }

  /**
   * The standard error of the share of a source that went to a target; null where fewer than two customers held anything.
   * With x and y what a customer held and moved, p = Σy ÷ Σx and n customers: √(n ÷ (n − 1) × Σ(y − p·x)²) ÷ Σx.
   */
  standardError(source: number, target: number): number | null {
    const [customers, held] = [this.customers[source]!, this.all.held[source]!]
    if (customers < 2) return null
    const cell = source * targets + target
    const share = this.all.moved[cell]! / held
    const residual =
      this.#movedSquares[cell]! - 2 * share * this.#heldTimesMoved[cell]! + share * share * this.#heldSquares[source]!
    return Math.sqrt((customers / (customers - 1)) * Math.max(0, residual)) / held
  }

  /** How many customers of equal size would say as much: (Σ held)² ÷ Σ held². */
  effectiveCustomers(source: number): number {
    const squares = this.#heldSquares[source]!
    return squares === 0 ? 0 : this.all.held[source]! ** 2 / squares
  }
}
