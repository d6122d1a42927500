import { never, type Plan } from '../plan.js'

/**
 * Customers whose invoices hang on one another, or on those of other customers: by a credit limit, a hold, or people whose
 * time they share, or by a goal: then all of them. 1 for each of these. They are worked off day by day, the others one after the other.
 */
export function feedbackCustomers({ customers, phases, policies, goals }: Plan): Uint8Array {
  if (goals !== null) return new Uint8Array(customers.key.length).fill(1)
  return Uint8Array.from(customers.key, (_, customer) => {
    for (let phase = customers.phaseStart[customer]!; phase < customers.phaseStart[customer + 1]!; phase++) {
      const policy = phases.policy[phase]!
      if (policies.creditLimit[policy]! < Number.POSITIVE_INFINITY) return 1
      if (policies.holdAfter[policy]! !== never || policies.contactPlan[policy]! >= 0) return 1
    }
    return 0
  })
}
