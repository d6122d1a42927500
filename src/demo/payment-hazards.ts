import type { Day } from '../calendar/day.js'
import type { DemoSetting } from './demo-setting.js'
import type { CustomerTruth } from './demo-truth.js'

/** A customer's daily probabilities of paying an invoice, by month of the ledger and band of days from the due date. */
export interface PaymentHazards {
  /** The first day of each band but the first, in days after the due date. */
  readonly edges: readonly number[]
  /** What accumulates on a day, −ln(1 − probability), if the probability is multiplied by `lift`; 1 without a contact. */
  accumulation(day: Day, band: number, lift: number): number
}

/** The hazards of a customer in its company's economy. */
export function paymentHazards(
  setting: DemoSetting,
  { segment, multiplier }: Pick<CustomerTruth, 'segment' | 'multiplier'>,
): PaymentHazards {
  const { parameters, paymentMultipliers, monthIndexes, start } = setting
  const { hazardEdges, hazardCap } = parameters
  const { dailyHazards } = parameters.segments[segment]
  const bands = hazardEdges.length + 1
  // One logarithm for each band of each month, not one for each day. After the last edge the hazard is 0.
  // Plain arrays: small typed ones, made for every customer, keep the garbage collector busy.
  const hazards: number[] = []
  const accumulations: number[] = []
  for (const economy of paymentMultipliers) {
    for (let band = 0; band < bands; band++) {
      const hazard = (dailyHazards[band] ?? 0) * multiplier * economy
      hazards.push(hazard)
      accumulations.push(accumulated(hazard, hazardCap))
    }
  }
  return {
    edges: hazardEdges,
    accumulation(day, band, lift) {
      const cell = monthIndexes[day - start]! * bands + band
      return lift === 1 ? accumulations[cell]! : accumulated(hazards[cell]! * lift, hazardCap)
    },
  }
}

function accumulated(hazard: number, cap: number): number {
  return -Math.log1p(-Math.min(cap, hazard))
}
