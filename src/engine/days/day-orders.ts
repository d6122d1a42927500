import { grown } from './grown.js'

/**
 * The orders of a replicate that are worked off day by day, sorted by day; of a day, in the order in which they were added:
 * of a customer, first its own and then those that levers bring.
 * Capacity grows by doubling.
 */
export class DayOrders {
  count = 0
  account = new Int32Array(0)
  day = new Int32Array(0)
  amount = new Float64Array(0)
  payment = new Int32Array(0)
  key = new Int32Array(0)
  salt = new Int32Array(0)
  isAdded = new Uint8Array(0)
  /** Of a held order: the next one of the account; −1 for none. */
  nextHeld = new Int32Array(0)
  /** The orders of day d are byDay[start[d]] to byDay[start[d + 1] − 1]; those before day 1 are day 0's. */
  readonly start: Int32Array
  byDay = new Int32Array(0)

  constructor(readonly horizon: number) {
    this.start = new Int32Array(horizon + 3)
  }

  reset(): void {
    this.count = 0
  }

  add(
    account: number,
    day: number,
    amount: number,
    payment: number,
    key: number,
    salt: number,
    isAdded: boolean,
  ): void {
    if (this.count === this.day.length) this.#grow()
    const row = this.count++
    this.account[row] = account
    this.day[row] = day
    this.amount[row] = amount
    this.payment[row] = payment
    this.key[row] = key
    this.salt[row] = salt
    this.isAdded[row] = isAdded ? 1 : 0
    this.nextHeld[row] = -1
  }

  sort(): void {
    const { start, count, day, byDay, horizon } = this
    start.fill(0)
    const place = (row: number) => Math.min(horizon, Math.max(0, day[row]!))
    for (let row = 0; row < count; row++) start[place(row) + 2]!++
    for (let next = 2; next < start.length; next++) start[next]! += start[next - 1]!
    for (let row = 0; row < count; row++) byDay[start[place(row) + 1]!++] = row
  }

  #grow(): void {
    const size = Math.max(4096, this.day.length * 2)
    this.account = grown(this.account, size)
    this.day = grown(this.day, size)
    this.amount = grown(this.amount, size)
    this.payment = grown(this.payment, size)
    this.key = grown(this.key, size)
    this.salt = grown(this.salt, size)
    this.isAdded = grown(this.isAdded, size)
    this.nextHeld = grown(this.nextHeld, size)
    this.byDay = grown(this.byDay, size)
  }
}
