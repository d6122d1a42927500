import { type Estimate, fitted } from '../estimate.js'

/**
 * A probability from so many cases of which so many happened, leaning on nothing but half a case each way (Jeffreys' prior):
 * never 0 or 1, for a ledger in which nothing happened yet proves nothing. `dispersion` (1 or more) is how many cases count as
 * one where they are not independent.
 */
export function proportion(happened: number, cases: number, dispersion = 1): Estimate {
  const [yes, all] = [happened / dispersion + 0.5, cases / dispersion + 1]
  const value = yes / all
  return fitted(value, Math.sqrt((value * (1 - value)) / (all + 1)), cases)
}

/** Events per unit of time, each independent of the others, from how many were seen in how much time (Jeffreys' prior). */
export function rate(events: number, time: number): Estimate {
  return fitted((events + 0.5) / time, Math.sqrt(events + 0.5) / time, events)
}
