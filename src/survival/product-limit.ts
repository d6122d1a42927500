/**
 * The share that is still unpaid after each day, by the product-limit estimator (Kaplan and Meier, JASA 53, 1958): the
 * product of 1 − paid ÷ at risk over the days so far. A day on which nothing is at risk changes nothing.
 */
export function productLimit(atRisk: Float64Array, paid: Float64Array): Float64Array {
  let survival = 1
  return atRisk.map((count, day) => {
    if (count > 0) survival *= 1 - paid[day]! / count
    return survival
  })
}
