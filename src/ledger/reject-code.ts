/**
 * Why a row was rejected, as a short word that stays the same from version to version: the class of the reason, of which
 * `Reject.reason` is the sentence. `meaning` is one line; `advice` says what to do about it.
 */
export interface RejectCodeText {
  readonly meaning: string
  readonly advice: string
}

/** The reasons in groups: first what keeps a record from being a row, then values, then identifiers, then logic. */
export const rejectCodes = {
  'malformed-row': {
    meaning: 'the record is no row: too few or too many fields, an open quote, or bytes that are no text',
    advice: 'Export the file again with every field that holds the delimiter, a quote or a line break put in quotes.',
  },
  'control-character': {
    meaning: 'the value holds a control character, which no name or identifier has',
    advice: 'Take the character out at the source; it most often comes from a copied cell or a broken conversion.',
  },
  'empty-required': {
    meaning: 'a value that every row needs is empty',
    advice: 'Fill the value in at the source; the figures cannot count a row without it.',
  },
  'not-an-amount': {
    meaning: 'the text is not an amount of money, or not a number where one is expected',
    advice:
      'Write amounts like 1,234.50, -12 or (12.00); if the file has decimal commas, say so in a mapping (decimals: comma).',
  },
  'too-many-decimals': {
    meaning: 'the amount has more decimals than its currency, and amounts are never rounded',
    advice: 'Export amounts in the currency’s own minor unit; 1.000 may be a thousand written with a point.',
  },
  'amount-too-large': {
    meaning: 'the amount is beyond 2^53 − 1 minor units and could not be held exactly',
    advice: 'Look for a missing decimal point or two fields run together; no invoice is that large.',
  },
  'wrong-sign': {
    meaning: 'the amount’s sign contradicts what the row says it is',
    advice: 'Write adjustments as positive amounts of their kind; take a write_off back with a write_off_reversal.',
  },
  'not-a-date': {
    meaning: 'the text is not a day of the calendar between 1900 and 2199',
    advice: 'Write dates like 2024-03-31, or state the order of day and month in a mapping (dates: day-first).',
  },
  'unknown-kind': {
    meaning: 'the value is none of those that the column may have: a kind, a flag, payment terms',
    advice:
      'Translate the source’s own codes into the canonical ones in a mapping; the reject names those that are known.',
  },
  'currency-mismatch': {
    meaning: 'the row is in a currency that cannot be brought into the ledger’s, or contradicts the row it refers to',
    advice: 'Give exchange rates in the table fx, or read each currency as a ledger of its own.',
  },
  'duplicate-identifier': {
    meaning: 'the identifier is there already; the first row with it was kept',
    advice:
      'Find out which row is right; an export run twice, or two entities that share a number range, are usual causes.',
  },
  'orphan-customer': {
    meaning: 'the customer that the row names is not in the ledger, or was rejected there',
    advice: 'Add the customer to the customers table, or export both tables for the same company and span of time.',
  },
  'orphan-invoice': {
    meaning: 'the invoice that the row names is not in the ledger, or was rejected there',
    advice: 'Export invoices from further back, so that every invoice that was paid or adjusted since is among them.',
  },
  'orphan-payment': {
    meaning: 'the payment or credit note that the application names is not in the ledger, or was rejected there',
    advice: 'Export payments for at least the span of time of their applications.',
  },
  'due-before-issue': {
    meaning: 'the invoice would be due before its own date',
    advice: 'Correct the due date at the source; swapped columns and day-month mix-ups are usual causes.',
  },
  'settled-before-issue': {
    meaning: 'the invoice would be settled before its own date',
    advice: 'Correct the settled date, or give payments and applications, where a payment may come before its invoice.',
  },
  'resolved-before-opened': {
    meaning: 'the dispute is resolved before it was opened',
    advice: 'Correct the day that is wrong; the two are often swapped.',
  },
  'promised-before-contact': {
    meaning: 'the promise would fall due before the contact in which it was made',
    advice: 'Correct the day that is wrong; the two are often swapped.',
  },
  'applied-before-paid': {
    meaning: 'the money of a payment would be applied before it came in',
    advice: 'Correct the applied date or the payment date; leave applied_date empty if it is the day of the payment.',
  },
  'adjustment-before-invoice': {
    meaning: 'a credit memo, write-off or other adjustment, or a dispute’s end, is dated before what it belongs to',
    advice: 'Correct the date, or the identifier of the invoice if the adjustment belongs to an earlier one.',
  },
} as const satisfies Readonly<Record<string, RejectCodeText>>

export type RejectCode = keyof typeof rejectCodes

export function isRejectCode(text: string): text is RejectCode {
  return Object.hasOwn(rejectCodes, text)
}
