import type { Plan } from '../engine/plan.js'
import { contactFacts, type FactName, factNames, simulatedFacts } from '../facts/columns.js'

/** The facts that a plan does not simulate, and why: what nobody has said anything of is not known to be 0. */
export function notSimulated({ policies, customers }: Plan): ReadonlyMap<FactName, string> {
  const absent = new Map<FactName, string>()
  const lack = (facts: readonly FactName[], reason: string) => {
    for (const fact of facts) absent.set(fact, reason)
  }
  for (const fact of factNames) if (!simulatedFacts.includes(fact)) absent.set(fact, `${fact} is not simulated`)
  if (policies.contactPlan.every((plan) => plan < 0)) {
    lack(contactFacts, 'contacts are simulated only where a scenario says whom to contact when')
    // An agency's fees cost money without any contact.
    if (policies.agencyFee.some((fee) => fee > 0)) absent.delete('collection_cost')
  }
  if (customers.marginRate.every((rate) => rate === 0)) lack(['gross_margin'], 'the behaviour knows no margins')
  if (policies.billingLag.every((lag) => lag === 0)) {
    lack(['bill_lag_invoices', 'bill_lag_weight'], 'the behaviour knows no days from delivery to invoice')
  }
  return absent
}
