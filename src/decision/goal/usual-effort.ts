import type { Behavior } from '../../behavior/behavior.js'
import { type Levers, leversSchema } from '../../scenario/file/lever-schemas.js'

/** Days past due from which salespeople call, and after how many days they call again. */
const [callsFrom, callsEvery] = [30, 14]
/** Minutes that a salesperson has for them on a working day: what is not done waits. */
const minutesADay = 60

/**
 * What full honest effort is where a goal does not say: the salesperson calls from the 30th day past due, every two weeks, as far as an hour a day goes, and disputes are resolved sooner. What a call
 * does is the behaviour's own estimate; where it knows of none, what is stated here as a range, which is an assumption.
 */
export function usualEffort({ contacts }: Behavior): Levers {
  const calls =
    contacts.sales_call === undefined
      ? { hazard_multiplier: { pert: [1, 1.15, 1.4] }, from_days_past_due: callsFrom + 1 }
      : { contacts: [{ kind: 'sales_call', day: callsFrom, every: callsEvery }] }
  return leversSchema.parse({
    collections: [calls],
    // Of collectors there are enough: only the time of Sales is counted.
    ...(contacts.sales_call === undefined
      ? {}
      : { collectors: { people: 1000, salesperson_minutes_a_day: minutesADay } }),
    billing: [{ dispute_days_multiplier: { pert: [0.6, 0.8, 1] } }],
  })
}
