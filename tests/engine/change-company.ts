import type { PlainCompany, PlainCustomer, PlainPolicy, PlainSegment } from './plain-company.js'

/** The company with each of its customers changed. */
export function withCustomers(
  company: PlainCompany,
  change: (customer: PlainCustomer) => Partial<PlainCustomer>,
): PlainCompany {
  return { ...company, customers: company.customers.map((customer) => ({ ...customer, ...change(customer) })) }
}

/** The company with each of its segments changed. */
export function withSegments(
  company: PlainCompany,
  change: (segment: PlainSegment) => Partial<PlainSegment>,
): PlainCompany {
  return { ...company, segments: company.segments.map((segment) => ({ ...segment, ...change(segment) })) }
}

/** The company with the policy of each phase changed. */
export function withPolicies(
  company: PlainCompany,
  change: (policy: PlainPolicy, from: number) => Partial<PlainPolicy>,
): PlainCompany {
  return withCustomers(company, ({ phases }) => ({
    phases: phases.map(({ from, policy }) => ({ from, policy: { ...policy, ...change(policy, from) } })),
  }))
}

/** The company without levers: all that its customers' first policies say holds for good. */
export function withoutLevers(company: PlainCompany): PlainCompany {
  return withCustomers(company, ({ phases }) => ({ phases: phases.slice(0, 1) }))
}

/** The company with a lever for all: from a day on, whatever policy a customer stands under then or later is changed. */
export function withLever(
  company: PlainCompany,
  from: number,
  change: (policy: PlainPolicy) => Partial<PlainPolicy>,
): PlainCompany {
  return withCustomers(company, ({ phases }) => {
    const before = phases.filter((phase) => phase.from < from)
    const later = phases.filter((phase) => phase.from > from)
    const then = phases.filter((phase) => phase.from <= from).at(-1)!
    const changed = [{ ...then, from }, ...later].map((phase) => ({
      from: phase.from,
      policy: { ...phase.policy, ...change(phase.policy) },
    }))
    return { phases: [...before, ...changed] }
  })
}
