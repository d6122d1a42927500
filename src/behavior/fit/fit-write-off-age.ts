import { median, medianAbsoluteDeviation } from 'simple-statistics'
import { type LedgerData, postingCode } from '../../ledger/ledger-data.js'
import { invoiceClosings } from '../../ledger/settlement.js'
import type { Behavior } from '../behavior.js'
import { fitted } from '../estimate.js'

/** Stated where the ledger shows too few write-offs to learn the policy from. */
const statedWriteOffAge = 180

/** Fewer write-offs than this are single events and no policy. */
const fewestWriteOffs = 10

/** The usual age of an invoice when a write-off closed it. A write-off of a small rest is no policy and does not count. */
export function fitWriteOffAge(ledger: LedgerData): Behavior['writeOff'] {
  const ages = writeOffsThatClose(ledger).map(({ row, day }) => day - ledger.invoices.due[row]!)
  if (ages.length < fewestWriteOffs) {
    return {
      daysPastDue: {
        value: statedWriteOffAge,
        provenance: 'stated',
        source: `Assumed: the ledger has ${ages.length === 0 ? 'no write-offs' : `only ${ages.length} write-offs`} of whole invoices.`,
      },
    }
  }
  // The median's own standard error is about 1.25 that of the mean of a normal sample.
  const error = (1.2533 * 1.4826 * medianAbsoluteDeviation(ages)) / Math.sqrt(ages.length)
  return { daysPastDue: fitted(Math.max(0, Math.round(median(ages))), error, ages.length) }
}

/** The write-offs that closed an invoice and were at least half of it. */
export function writeOffsThatClose(
  ledger: LedgerData,
): { readonly row: number; readonly day: number; readonly amount: number }[] {
  const { invoices, postings } = ledger
  const { closed } = invoiceClosings(ledger)
  const found: { row: number; day: number; amount: number }[] = []
  for (let row = 0; row < invoices.count; row++) {
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      const day = postings.day[posting]!
      const amount = postings.amount[posting]!
      if (postings.kind[posting] !== postingCode.write_off || day !== closed[row]) continue
      if (2 * amount >= invoices.amount[row]!) found.push({ row, day, amount })
    }
  }
  return found
}
