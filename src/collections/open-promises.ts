import type { Day } from '../calendar/day.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { noDay } from '../ledger/no-day.js'
import { textAt } from '../ledger/text-at.js'

/**
 * `open` through the day that was promised. After it `broken`, as nobody marked it as kept; `past` in a ledger that never
 * says which promises were kept.
 */
type PromiseState = 'open' | 'broken' | 'past'

/** A promise to pay that has not been made good. */
export interface OpenPromise {
  readonly promisedOn: Day
  /** Minor units; null where no amount was promised. */
  readonly amount: number | null
  readonly madeOn: Day
  readonly state: PromiseState
}

/**
 * The promise that each customer still has to keep, by its row, at the end of the ledger's as-of day: the one made last of
 * those that are not kept and not resolved. A promise is resolved when the invoice that it names is open no more; one
 * whose day is past is made good by a promise that was made after it and kept. `open` is the open amount of each invoice.
 */
export function openPromises(ledger: LedgerData, open: Float64Array): Map<number, OpenPromise> {
  const { activities, asOf } = ledger
  const promises = new Map<number, OpenPromise>()
  const promisedOn = activities.days.get('promised_on')
  if (promisedOn === undefined) return promises
  const kept = activities.attributes.get('kept')
  const amounts = activities.amounts.get('promised_amount')
  const rows = Array.from({ length: activities.count }, (_, row) => row).filter((row) => promisedOn[row] !== noDay)
  rows.sort((a, b) => activities.day[a]! - activities.day[b]! || a - b)
  for (const row of rows) {
    const customer = activities.customer[row]!
    if (kept && textAt(kept, row) === 'yes') {
      if (promises.get(customer)?.state !== 'open') promises.delete(customer)
      continue
    }
    const invoice = activities.invoice[row]!
    if (invoice >= 0 && open[invoice]! <= 0) continue
    const amount = amounts?.[row] ?? Number.NaN
    const due = promisedOn[row]! as Day
    promises.set(customer, {
      promisedOn: due,
      amount: Number.isNaN(amount) ? null : amount,
      madeOn: activities.day[row]! as Day,
      state: due >= asOf ? 'open' : kept ? 'broken' : 'past',
    })
  }
  return promises
}
