import type { Check } from '../check.js'
import { type CheckContext, Tally } from '../check-context.js'
import { eachEqualSet, hashOf } from '../equal-rows.js'
import type { Found } from '../finding.js'

interface Entries {
  readonly count: number
  readonly customer: Int32Array
  readonly day: Int32Array
  readonly amount: Float64Array
}

/** Rows that repeat an earlier one's customer, day and positive amount under an identifier of their own. */
function repeats(
  { count, customer, day, amount }: Entries,
  example: (first: number, second: number) => string,
): Found | null {
  const tally = new Tally()
  const firstOf = new Map<number, number>()
  eachEqualSet(
    count,
    (row) => (amount[row]! > 0 ? hashOf(customer[row]!, day[row]!, amount[row]!) : hashOf(row, -1, -1)),
    (a, b) => amount[a]! > 0 && amount[a] === amount[b] && customer[a] === customer[b] && day[a] === day[b],
    ([first, ...others]) => {
      for (const row of others) {
        firstOf.set(row, first!)
        tally.add(row, amount[row]!)
      }
    },
  )
  if (tally.count === 0) return null
  return {
    count: tally.count,
    amount: tally.amount,
    examples: tally.examples((row) => ({ text: example(firstOf.get(row)!, row) })),
  }
}

const threshold =
  'Equal to the cent, on the same day, for the same customer; the first of each set is not counted. No tolerance: near misses are mostly real business.'

export const likelyDuplicateInvoice: Check = {
  definition: {
    code: 'likely-duplicate-invoice',
    unit: 'invoice',
    severity: 'warning',
    title: 'Invoices repeat another one’s customer, date and amount',
    meaning:
      'Two invoices have different identifiers but the same customer, date and amount. The money is that of the second and later ones.',
    effect:
      'If they are one invoice entered twice, credit sales and receivables are too high, and the one that nobody will pay raises DSO and past due as it ages, and lowers CEI.',
    whatToDo:
      'Compare the documents behind each pair; credit the one that was issued twice. Equal orders on one day are possible.',
    threshold,
  },
  run(context: CheckContext) {
    const { count, customer, issued, amount } = context.ledger.invoices
    return repeats(
      { count, customer, day: issued, amount },
      (first, second) => `${context.invoice(second)}: the same as ${context.invoiceId(first)}`,
    )
  },
}

export const likelyDuplicatePayment: Check = {
  definition: {
    code: 'likely-duplicate-payment',
    unit: 'payment',
    severity: 'warning',
    title: 'Payments repeat another one’s customer, date and amount',
    meaning:
      'Two payments have different identifiers but the same customer, date and amount. The money is that of the second and later ones.',
    effect:
      'If they are one receipt entered twice, cash and unapplied cash are too high, and receivables and DSO too low.',
    whatToDo: 'Compare with the bank statement; take out the one that the bank does not show.',
    threshold,
  },
  run(context: CheckContext) {
    return repeats(
      context.ledger.payments,
      (first, second) => `${context.payment(second)}: the same as ${context.paymentId(first)}`,
    )
  },
}
