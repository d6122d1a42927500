import type { ContactKind, DemoParameters } from './demo-truth.js'
import { type Draws, happens, uniformWhole } from './draws.js'

/** A contact that is planned for an invoice, with what chance has in store for it. */
export interface PlannedContact {
  readonly daysPastDue: number
  readonly kind: ContactKind
  /** Null for the written kinds. */
  readonly reached: boolean | null
  /** A promise to pay so many days later, and whether it will be kept; null if there is none. */
  readonly promise: { readonly days: number; readonly keeps: boolean } | null
  readonly minutes: number
}

/** Gives the contacts of one invoice, one at a call in the order of their days; then null. */
export type ContactPlan = () => PlannedContact | null

/** The contacts of one invoice that will be made if it is still open then, each drawn when it is asked for. */
export function planContacts(draws: Draws, contacts: DemoParameters['contacts']): ContactPlan {
  const { plan, mostDelay, kinds, promiseDays, promiseKept } = contacts
  const delays = [0, mostDelay] as const
  let step = 0
  return () => {
    while (step < plan.length) {
      const { daysPastDue, kind, probability } = plan[step++]!
      const { rightParty, promise, minutes } = kinds[kind]
      const isDone = happens(draws, probability)
      const delay = uniformWhole(draws, delays)
      const isReached = happens(draws, rightParty ?? 1)
      const isPromised = happens(draws, promise)
      const days = uniformWhole(draws, promiseDays)
      const keeps = happens(draws, promiseKept)
      const worked = uniformWhole(draws, minutes)
      if (!isDone) continue
      return {
        daysPastDue: daysPastDue + delay,
        kind,
        reached: rightParty === null ? null : isReached,
        promise: rightParty !== null && isReached && isPromised ? { days, keeps } : null,
        minutes: worked,
      }
    }
    return null
  }
}
