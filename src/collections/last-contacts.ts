import type { Day } from '../calendar/day.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { textAt } from '../ledger/text-at.js'

/** What was last done with a customer. */
export interface LastContact {
  readonly day: Day
  /** `call`, `sales_call`, `email`, `letter`, `visit` or `invoice_copy`. */
  readonly kind: string
  /** Null where the ledger does not say what came of it. */
  readonly outcome: string | null
}

/** What was done, in words: `sales call`. */
export function contactWords({ kind }: LastContact): string {
  return kind.replace('_', ' ')
}

/** The latest activity with each customer that has one, whatever the invoice, by its row; the later row of one day. */
export function lastContacts({ activities }: LedgerData): Map<number, LastContact> {
  const latest = new Map<number, number>()
  for (let row = 0; row < activities.count; row++) {
    const customer = activities.customer[row]!
    const before = latest.get(customer)
    if (before === undefined || activities.day[row]! >= activities.day[before]!) latest.set(customer, row)
  }
  const kinds = activities.attributes.get('kind')
  const outcomes = activities.attributes.get('outcome')
  const contacts = new Map<number, LastContact>()
  for (const [customer, row] of latest) {
    contacts.set(customer, {
      day: activities.day[row]! as Day,
      kind: (kinds && textAt(kinds, row)) ?? '',
      outcome: (outcomes && textAt(outcomes, row)) ?? null,
    })
  }
  return contacts
}
