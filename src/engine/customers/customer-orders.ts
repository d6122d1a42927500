import type { Invoicing } from '../invoices/invoicing.js'
import { OrderSource } from '../orders/draw-orders.js'
import type { Plan } from '../plan.js'
import { purpose } from '../random/purpose.js'
import { RandomStream } from '../random/random-stream.js'
import { beliefOf, type ReplicateParameters } from '../replicate-parameters.js'

const other = new RandomStream()

/** The orders of one customer after the other, block by block. */
export class CustomerOrders {
  readonly #source: OrderSource

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    readonly invoicing: Invoicing,
    readonly horizon: number,
  ) {
    this.#source = new OrderSource(new RandomStream(), parameters.orderClock)
  }

  /** Mixed into every decision about the orders of the block. */
  get salt(): number {
    return this.#source.salt
  }

  /**
   * Draws the orders of a customer from its first day on, until its default has been noticed, and visits each block of them
   * with how many it has. `greatestLift` is 0 for the customer's own orders, which come first; those that levers add are drawn
   * as often as the greatest lift says. `invoicing` stands at the customer.
   */
  each(
    replicate: number,
    customer: number,
    key: number,
    from: number,
    defaultDay: number,
    visit: (count: number, from: number, greatestLift: number) => void,
  ): void {
    const { plan, invoicing } = this
    const { keyHigh, keyLow } = plan
    const rate = this.#rate(replicate, customer, key)
    if (rate <= 0) return
    const logMean = this.#logMean(replicate, customer, key)
    const logDeviation = plan.customers.logAmountDeviation[customer]!
    const first = from - invoicing.longestLag()
    const through = Math.min(this.horizon, defaultDay + plan.ordersStopAfterDefault - 1)
    const source = this.#source
    source.stream.setKey(keyHigh, keyLow, replicate, key, purpose.orders)
    source.begin(rate, first, through, logMean, logDeviation)
    for (let count = source.next(); count > 0; count = source.next()) visit(count, from, 0)
    const lift = invoicing.greatestLift()
    if (lift <= 0) return
    source.stream.setKey(keyHigh, keyLow, replicate, key, purpose.addedOrders)
    source.begin(rate * lift, first, through, logMean, logDeviation)
    for (let count = source.next(); count > 0; count = source.next()) visit(count, from, lift)
  }

  /** Orders a day at the customer's own rate. */
  #rate(replicate: number, customer: number, key: number): number {
    const { customers, keyHigh, keyLow } = this.plan
    const rate = customers.ordersPerDay[customer]!
    const shape = customers.ordersShape[customer]!
    if (rate <= 0 || shape <= 0) return rate
    const belief = beliefOf(this.plan, replicate)
    return rate * other.setKey(keyHigh, keyLow, belief, key, purpose.orderParameter).nextGammaOfMeanOne(shape)
  }

  #logMean(replicate: number, customer: number, key: number): number {
    const { customers, keyHigh, keyLow } = this.plan
    const mean = customers.logAmountMean[customer]!
    const error = customers.logAmountMeanError[customer]!
    if (error <= 0) return mean
    other.setKey(keyHigh, keyLow, beliefOf(this.plan, replicate), key, purpose.amountParameter)
    // So that ignorance of the mean amount does not raise the mean amount.
    return mean + (error * other.nextNormal() - (error * error) / 2)
  }
}
