import type { LedgerData } from '../../ledger/ledger-data.js'
import { type Estimate, fitted, stated } from '../estimate.js'

/** Order amounts as lognormal. */
export interface FittedAmounts {
  readonly logMean: readonly Estimate[]
  readonly logDeviation: readonly number[]
}

/**
 * The spread of logarithms is pooled over the segment's customers; the mean is placed so that the customer's mean amount is
 * met exactly.
 */
export function fitAmounts(
  { invoices, customers }: LedgerData,
  segmentOf: Int32Array,
  segments: number,
): FittedAmounts {
  const count = new Float64Array(customers.count)
  const sum = new Float64Array(customers.count)
  const logSum = new Float64Array(customers.count)
  const logSquares = new Float64Array(customers.count)
  for (let row = 0; row < invoices.count; row++) {
    const amount = invoices.amount[row]!
    if (amount <= 0) continue
    const customer = invoices.customer[row]!
    const log = Math.log(amount)
    count[customer]! += 1
    sum[customer]! += amount
    logSum[customer]! += log
    logSquares[customer]! += log ** 2
  }
  const squares = new Float64Array(segments)
  const freedom = new Float64Array(segments)
  for (let customer = 0; customer < customers.count; customer++) {
    if (count[customer]! < 2) continue
    const segment = segmentOf[customer]!
    squares[segment]! += Math.max(0, logSquares[customer]! - logSum[customer]! ** 2 / count[customer]!)
    freedom[segment]! += count[customer]! - 1
  }
  const logDeviation = Array.from(segmentOf, (segment) =>
    freedom[segment]! > 0 ? Math.sqrt(squares[segment]! / freedom[segment]!) : 0,
  )
  return {
    logDeviation,
    logMean: logDeviation.map((deviation, customer) => {
      if (count[customer] === 0) return stated(0)
      const mean = Math.log(sum[customer]! / count[customer]!) - deviation ** 2 / 2
      // What the mean of so many lognormal amounts is off by, relative to it.
      return fitted(mean, Math.sqrt(Math.expm1(deviation ** 2) / count[customer]!), count[customer]!)
    }),
  }
}
