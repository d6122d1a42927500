import { OrderSource } from '../orders/draw-orders.js'
import type { Plan } from '../plan.js'
import { purpose } from '../random/purpose.js'
import { RandomStream } from '../random/random-stream.js'
import type { ReplicateParameters } from '../replicate-parameters.js'

const other = new RandomStream()

/** Begins the orders of one customer after the other. */
export class CustomerOrders {
  readonly source: OrderSource
  #rate = 0
  #logMean = 0
  #customer = 0
  #key = 0
  #replicate = 0

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
  ) {
    this.source = new OrderSource(new RandomStream(), parameters.orderClock)
  }

  /** Settles how often and for how much a customer orders in a replicate; whether it orders at all. */
  of(replicate: number, customer: number, key: number): boolean {
    const { customers, keyHigh, keyLow } = this.plan
    this.#customer = customer
    this.#key = key
    this.#replicate = replicate
    this.#rate = customers.ordersPerDay[customer]!
    if (this.#rate <= 0) return false
    const shape = customers.ordersShape[customer]!
    if (shape > 0) {
      this.#rate *= other.setKey(keyHigh, keyLow, replicate, key, purpose.orderParameter).nextGammaOfMeanOne(shape)
    }
    this.#logMean = customers.logAmountMean[customer]!
    const error = customers.logAmountMeanError[customer]!
    if (error > 0) {
      other.setKey(keyHigh, keyLow, replicate, key, purpose.amountParameter)
      // So that ignorance of the mean amount does not raise the mean amount.
      this.#logMean += error * other.nextNormal() - (error * error) / 2
    }
    return true
  }

  /** Begins the customer's own orders of the days `from` to `through`, or those that a lever adds, as a share of its own. */
  begin(from: number, through: number, added = 0): void {
    const { source, plan } = this
    const use = added > 0 ? purpose.addedOrders : purpose.orders
    source.stream.setKey(plan.keyHigh, plan.keyLow, this.#replicate, this.#key, use)
    const rate = added > 0 ? this.#rate * added : this.#rate
    source.begin(rate, from, through, this.#logMean, plan.customers.logAmountDeviation[this.#customer]!)
  }
}
