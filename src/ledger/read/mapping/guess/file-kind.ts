import { isAmount, isDate, isFilled, type ProfiledSample } from './guess-sample.js'

/** What the rows of a file are. */
export type FileKind = 'invoices' | 'credits' | 'payments' | 'applications' | 'customers'

export interface FileKindGuess {
  readonly kind: FileKind | null
  /** What it was told by, for people. */
  readonly because: string
  readonly isUnsure: boolean
}

const fileWords: readonly (readonly [kind: FileKind, words: RegExp])[] = [
  ['applications', /applic|alloc|payment.?line|reference|line.?payment|verrechnung/i],
  ['credits', /credit|gutschrift|avoir|abono/i],
  ['payments', /pay|receipt|zahlung|pago|paiement|cash/i],
  ['customers', /customer|client|kunde|contact|debitor/i],
  ['invoices', /invoice|rechnung|factur|sales|open.?item|line.?item|posten|fbl5n/i],
]

/** Tells what a file holds by its headers first, by its name where they leave it open. */
export function guessFileKind(sample: ProfiledSample): FileKindGuess {
  const customer = sample.find('customer_id', isFilled)
  const due = sample.find('due_date', isDate) ?? sample.find('terms')
  const amount = sample.find('amount', isAmount)
  const date = sample.find('invoice_date', isDate)
  const byName = fileWords.find(([, words]) => words.test(sample.stem))?.[0]
  const payment = sample.find('payment_id', isFilled)
  const applied = sample.find('applied_invoice', isFilled)
  if (!customer && payment && applied && payment !== applied && sample.find('applied_amount', isAmount)) {
    return sure(
      'applications',
      `each row names a payment (${payment.name}) and an invoice (${applied.name}), and no customer`,
    )
  }
  if (sample.has('remaining credit')) return sure('credits', 'it says how much credit remains')
  const paymentSign = [
    'payment type',
    'unapplied amt',
    'unallocated amount',
    'payment method',
    'mode of payment',
    'paymentmethodref.name',
  ]
  if (customer && !due && sample.find('payment_amount', isAmount) && sample.has(...paymentSign)) {
    return sure('payments', 'it says how customers paid, and no due date')
  }
  if (customer && amount && date) {
    const isOther = byName === 'credits' || byName === 'payments'
    if (isOther && !due) return { kind: byName, because: 'its name says so', isUnsure: true }
    const because = due
      ? `each row has a customer, a day, an amount and ${due.name}`
      : 'each row has a customer, a day and an amount'
    return { kind: 'invoices', because, isUnsure: !due }
  }
  if (customer && !amount && customer.isUnique)
    return sure('customers', `each row is another ${customer.name}, without an amount`)
  if (byName) return { kind: byName, because: 'its name says so', isUnsure: true }
  return { kind: null, because: 'no column names that are known were found', isUnsure: true }
}

function sure(kind: FileKind, because: string): FileKindGuess {
  return { kind, because, isUnsure: false }
}
