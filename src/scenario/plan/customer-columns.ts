import type { CustomerBehavior } from '../../behavior/behavior.js'
import type { Plan } from '../../engine/plan.js'
import { discountReturn } from './policy.js'
import { gammaShape, normalError, type ParameterMode } from './segment-columns.js'

type OwnColumns = Omit<Plan['customers'], 'group' | 'segment' | 'payCalendar' | 'salesPool' | 'phaseStart'>

/** What the behaviour says of each customer alone. */
export function customerColumns(
  customers: readonly CustomerBehavior[],
  key: Uint32Array,
  mode: ParameterMode,
): OwnColumns {
  const column = (of: (customer: CustomerBehavior) => number) => Float64Array.from(customers, of)
  return {
    key,
    ordersPerDay: column(({ ordersPerDay }) => ordersPerDay.value),
    ordersShape: column(({ ordersPerDay }) => gammaShape(ordersPerDay, mode)),
    logAmountMean: column(({ logAmountMean }) => logAmountMean.value),
    logAmountMeanError: column(({ logAmountMean }) => normalError(logAmountMean, mode)),
    logAmountDeviation: column(({ logAmountDeviation }) => logAmountDeviation),
    multiplier: column(({ multiplier }) => multiplier.value),
    multiplierShape: column(({ multiplier }) => gammaShape(multiplier, mode)),
    defaulted: column(({ defaulted }) => defaulted?.value ?? 0),
    marginRate: column(({ marginRate }) => marginRate ?? 0),
    // Slow payers are the risky ones; nobody is infinitely so.
    risk: column(({ multiplier }) => 1 / Math.max(1e-6, multiplier.value)),
    ...hurdleBounds(customers),
  }
}

/** What customers do with the discount that is offered to them today tells what return they ask for. */
function hurdleBounds(customers: readonly CustomerBehavior[]): Pick<Plan['customers'], 'hurdleAbove' | 'hurdleAtMost'> {
  const known = customers.map(({ netDays, discount }) =>
    discount === undefined
      ? null
      : { taken: discount.taken, logReturn: Math.log(discountReturn({ net: netDays, discount })) },
  )
  return {
    hurdleAbove: Float64Array.from(known, (own) => (own && !own.taken ? own.logReturn : Number.NEGATIVE_INFINITY)),
    hurdleAtMost: Float64Array.from(known, (own) => (own?.taken ? own.logReturn : Number.POSITIVE_INFINITY)),
  }
}
