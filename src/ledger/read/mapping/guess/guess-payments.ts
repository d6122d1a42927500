import type { Conditions } from '../mapping-schema.js'
import type { GuessDraft } from './guess-draft.js'
import { guessFilters } from './guess-filters.js'
import { conditionsOf, filterDoubts, from } from './guess-invoices.js'
import { isAmount, isDate, isFilled, type ProfiledSample } from './guess-sample.js'
import { plainName } from './header-words.js'

/** Proposes the table payments out of a file of them. */
export function guessPayments(draft: GuessDraft, sample: ProfiledSample, source: string): void {
  const filters = guessFilters(sample)
  const amount = sample.find('payment_amount', isAmount)
  const type = sample.columns.find(
    ({ name, distinct }) => plainName(name) === 'paymenttype' && distinct.includes('Receive'),
  )
  const isNegative = amount !== undefined && amount.negative > 0 && amount.positive === 0
  const add = (value: string | undefined, isTurned: boolean) =>
    draft.add(
      {
        table: 'payments',
        source,
        where: { ...conditionsOf(filters), ...(type && value ? { [type.name]: value } : {}) },
        columns: {
          payment_id: from(sample.find('payment_id', ({ isUnique }) => isUnique)),
          customer_id: from(sample.find('customer_id', isFilled)),
          payment_date: from(sample.find('payment_date', isDate)),
          amount: from(amount, isTurned ? { negate: true } : undefined),
          currency: from(sample.find('currency', ({ isCurrency }) => isCurrency)),
          method: from(sample.find('method', isFilled)),
        },
      },
      {
        ...filterDoubts(filters),
        ...(type && value
          ? {
              [`where/${type.name}`]: isTurned
                ? 'money paid to customers is taken for refunds'
                : 'only money that came in',
            }
          : {}),
        amount: isNegative ? 'all amounts are negative, so the sign is turned' : undefined,
      },
    )
  add(type ? 'Receive' : undefined, isNegative)
  if (type?.distinct.includes('Pay')) add('Pay', !isNegative)
}

interface ApplicationSurroundings {
  readonly hasCredits: boolean
  readonly payments: { readonly profiled: ProfiledSample; readonly source: string } | undefined
}

/** Proposes the table applications out of a file that says which payment pays which invoice. */
export function guessApplications(
  draft: GuessDraft,
  sample: ProfiledSample,
  source: string,
  { hasCredits, payments }: ApplicationSurroundings,
): void {
  const payment = sample.find('payment_id', isFilled)
  const invoice = sample.find('applied_invoice', isFilled)
  const amount = sample.find('applied_amount', isAmount)
  const type = sample.find('applied_type', ({ distinct }) => distinct.length > 0 && distinct.length < 12)
  const isInvoice = (value: string) => /invoice|rechnung|factur/i.test(value) && !/purchase|vendor|bill/i.test(value)
  const kinds = type?.distinct.filter(isInvoice) ?? []
  const credits = hasCredits
    ? (type?.distinct.filter((value) => /credit|gutschrift|avoir/i.test(value) && !/card/i.test(value)) ?? [])
    : []
  const others = type?.distinct.filter((value) => ![...kinds, ...credits].includes(value)) ?? []
  const join = joinOf(draft, payments, payment?.name)
  const add = (values: readonly string[], isCredit: boolean) =>
    draft.add(
      {
        table: 'applications',
        source,
        ...(join ? { join } : {}),
        where: type && values.length > 0 ? { [type.name]: values.length === 1 ? values[0]! : [...values] } : {},
        columns: {
          payment_id: from(payment),
          invoice_id: from(invoice, isCredit ? { prefix: 'CM-' } : undefined),
          amount: from(amount, isCredit && amount?.negative === 0 ? { negate: true } : undefined),
          applied_date: from(sample.find('applied_date', isDate)),
        },
      },
      {
        ...(type && values.length > 0 && !isCredit && others.length > 0
          ? { [`where/${type.name}`]: `${others.join(', ')} are left out` }
          : {}),
        ...(isCredit
          ? { amount: 'a line of a payment that names a credit memo is taken to use it up, so the sign is turned' }
          : {}),
        ...(join ? { join: 'lines of payments that are left out are left out too' } : {}),
      },
    )
  add(kinds, false)
  if (credits.length > 0) add(credits, true)
}

/** Where payments are filtered, their lines have to be found among those that are kept. */
function joinOf(draft: GuessDraft, payments: ApplicationSurroundings['payments'], match: string | undefined) {
  const parts = draft.partsOf('payments').filter(({ source }) => source === payments?.source)
  const key = parts[0]?.columns.payment_id?.from[0]?.name
  const where = commonConditions(parts.map((part) => part.where ?? {}))
  if (!payments || match === undefined || key === undefined || Object.keys(where).length === 0) return undefined
  return { payment: { source: payments.source, match, key, where, required: true } }
}

function commonConditions([first, ...rest]: readonly Conditions[]): Conditions {
  return Object.fromEntries(
    Object.entries(first ?? {}).filter(([column, condition]) =>
      rest.every((other) => JSON.stringify(other[column]) === JSON.stringify(condition)),
    ),
  )
}
