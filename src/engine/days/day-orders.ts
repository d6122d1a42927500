import { grown } from './grown.js'

/** Whole numbers of a record, so that all of an order lies in half a line of the processor's memory. Its amount takes the first two. */
const width = 8
const amountsWidth = width / 2
const account = 2
const day = 3
const payment = 4
const key = 5
const salt = 6
const added = 7

/**
 * The orders of a replicate that are worked off day by day, sorted by day; of a day, in the order in which they were added:
 * of a customer, first its own and then those that levers bring. An order is known by its place after sorting.
 * Capacity grows by doubling.
 */
export class DayOrders {
  count = 0
  #drawn = new Int32Array(0)
  #drawnAmounts = new Float64Array(0)
  #sorted = new Int32Array(0)
  #amounts = new Float64Array(0)
  /** Of a held order: the next one of the account; −1 for none. */
  nextHeld = new Int32Array(0)
  /** The orders of day d are start[d] to start[d + 1] − 1; those before day 1 are day 0's. */
  readonly start: Int32Array

  constructor(readonly horizon: number) {
    this.start = new Int32Array(horizon + 3)
  }

  reset(): void {
    this.count = 0
  }

  add(
    accountNumber: number,
    orderDay: number,
    amount: number,
    paymentWord: number,
    orderKey: number,
    orderSalt: number,
    isAdded: boolean,
  ): void {
    if (this.count === this.nextHeld.length) this.#grow()
    const row = this.count++
    const drawn = this.#drawn
    const at = row * width
    this.#drawnAmounts[row * amountsWidth] = amount
    drawn[at + account] = accountNumber
    drawn[at + day] = orderDay
    drawn[at + payment] = paymentWord
    drawn[at + key] = orderKey
    drawn[at + salt] = orderSalt
    drawn[at + added] = isAdded ? 1 : 0
  }

  sort(): void {
    const { start, count, horizon } = this
    const drawn = this.#drawn
    const sorted = this.#sorted
    start.fill(0)
    for (let row = 0; row < count; row++) start[dayWithin(drawn[row * width + day]!, horizon) + 2]!++
    for (let next = 2; next < start.length; next++) start[next]! += start[next - 1]!
    for (let row = 0; row < count; row++) {
      const from = row * width
      const to = start[dayWithin(drawn[from + day]!, horizon) + 1]!++ * width
      for (let part = 0; part < width; part++) sorted[to + part] = drawn[from + part]!
    }
  }

  accountOf(order: number): number {
    return this.#sorted[order * width + account]!
  }

  dayOf(order: number): number {
    return this.#sorted[order * width + day]!
  }

  amountOf(order: number): number {
    return this.#amounts[order * amountsWidth]!
  }

  paymentOf(order: number): number {
    return this.#sorted[order * width + payment]!
  }

  keyOf(order: number): number {
    return this.#sorted[order * width + key]!
  }

  saltOf(order: number): number {
    return this.#sorted[order * width + salt]!
  }

  isAdded(order: number): boolean {
    return this.#sorted[order * width + added] === 1
  }

  #grow(): void {
    const size = Math.max(4096, this.nextHeld.length * 2)
    this.nextHeld = grown(this.nextHeld, size)
    this.#drawn = grown(this.#drawn, size * width)
    this.#drawnAmounts = new Float64Array(this.#drawn.buffer)
    this.#sorted = new Int32Array(size * width)
    this.#amounts = new Float64Array(this.#sorted.buffer)
  }
}

function dayWithin(orderDay: number, horizon: number): number {
  return Math.min(horizon, Math.max(0, orderDay))
}
