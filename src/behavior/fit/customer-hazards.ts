import type { FittedPayments } from './fit-payments.js'
import { pieceCount } from './hazard-pieces.js'

/** No daily probability of paying is taken to be higher, however fast a customer is. */
export const highestHazard = 0.95

/** The daily probability of paying by customer and piece: row customer × pieceCount + piece. */
export function customerHazards(
  { segments, members }: Pick<FittedPayments, 'segments' | 'members'>,
  customers: number,
): Float64Array {
  const hazards = new Float64Array(customers * pieceCount)
  members.forEach((own, segment) => {
    const { daily, multipliers } = segments[segment]!
    own.forEach((customer, index) => {
      for (let piece = 0; piece < pieceCount; piece++) {
        hazards[customer * pieceCount + piece] = Math.min(highestHazard, daily[piece]! * multipliers[index]!.value)
      }
    })
  })
  return hazards
}
