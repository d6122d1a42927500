import type { Plan } from '../plan.js'
import type { CustomerPolicies } from '../policies/customer-policies.js'
import { purpose } from '../random/purpose.js'
import { RandomStream, triple32 } from '../random/random-stream.js'
import type { ReplicateParameters } from '../replicate-parameters.js'

const arrivals = new RandomStream()

/**
 * Visits the new customers of a replicate. Each is like a customer that is there, with luck of its own (the key), from a
 * first day on. They come as orders do, by season and growth; those that the policy of their first day does not admit are
 * not visited. `policies` stands at the customer that the newcomer is like.
 */
export function eachNewcomer(
  plan: Plan,
  parameters: ReplicateParameters,
  policies: CustomerPolicies,
  replicate: number,
  horizon: number,
  visit: (like: number, key: number, from: number) => void,
): void {
  const { segments, keyHigh, keyLow } = plan
  const clock = parameters.orderClock
  const end = clock.atEndOf(horizon)
  for (let segment = 0; segment < segments.key.length; segment++) {
    const rate = parameters.arrivalsPerDay[segment]!
    const first = segments.memberStart[segment]!
    const members = segments.memberStart[segment + 1]! - first
    if (rate <= 0 || members === 0) continue
    // A number of its own for the n-th newcomer of the segment: what it is like does not hang on when it comes.
    arrivals.setKey(keyHigh, keyLow, replicate, segments.key[segment]!, purpose.arrival)
    let time = arrivals.nextExponential() / rate
    for (; time < end; time += arrivals.nextExponential() / rate) {
      const like = segments.members[first + Math.floor(arrivals.nextUniform() * members)]!
      const key = triple32(arrivals.nextWord())
      const from = clock.dayAt(time)
      policies.of(like)
      if (policies.on(from).admitsNew === 1) visit(like, key, from)
    }
  }
}
