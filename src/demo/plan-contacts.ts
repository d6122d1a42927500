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

/** The contacts of one invoice that will be made if it is still open then, each drawn when the one before is over. */
export function* planContacts(
  draws: Draws,
  { plan, mostDelay, kinds, promiseDays, promiseKept }: DemoParameters['contacts'],
): Generator<PlannedContact, undefined> {
  for (const { daysPastDue, kind, probability } of plan) {
    const { rightParty, promise, minutes } = kinds[kind]
    const isDone = happens(draws, probability)
    const delay = uniformWhole(draws, [0, mostDelay])
    const isReached = happens(draws, rightParty ?? 1)
    const isPromised = happens(draws, promise)
    const days = uniformWhole(draws, promiseDays)
    const keeps = happens(draws, promiseKept)
    const worked = uniformWhole(draws, minutes)
    if (!isDone) continue
    yield {
      daysPastDue: daysPastDue + delay,
      kind,
      reached: rightParty === null ? null : isReached,
      promise: rightParty !== null && isReached && isPromised ? { days, keeps } : null,
      minutes: worked,
    }
  }
}
