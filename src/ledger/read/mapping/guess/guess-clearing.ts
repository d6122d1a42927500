import type { GuessDraft } from './guess-draft.js'
import { sapTypes } from './guess-filters.js'
import { isAmount, isDate, isFilled, type ProfiledSample } from './guess-sample.js'
import type { ColumnProfile } from './profile-column.js'

/** Proposes payments and applications out of line items with document types and clearing documents. */
export function guessClearing(
  draft: GuessDraft,
  sample: ProfiledSample,
  source: string,
  columns: Readonly<Record<'id' | 'customer' | 'amount' | 'clearing' | 'types', ColumnProfile>>,
): void {
  const { id, customer, amount, clearing, types } = columns
  const present = (wanted: readonly string[]) => types.distinct.filter((type) => wanted.includes(type))
  const payments = present(sapTypes.payment)
  const posted = sample.find('invoice_date', isDate)
  const cleared = sample.find('settled_date', isDate)
  const day = (column: ColumnProfile | undefined) => (column ? { from: [column] } : undefined)
  const isNegative = sample.within(amount, types, payments).positive === 0
  const turned = isNegative ? { from: [amount], options: { negate: true as const } } : { from: [amount] }
  draft.add(
    {
      table: 'payments',
      source,
      where: { [types.name]: payments },
      columns: {
        payment_id: { from: [id] },
        customer_id: { from: [customer] },
        payment_date: day(posted),
        amount: turned,
      },
    },
    {
      [`where/${types.name}`]: `${payments.join(', ')} are taken for incoming payments`,
      amount: isNegative ? 'all of them are negative, so the sign is turned' : undefined,
    },
  )
  const documents = new Set(sample.within(id, types, payments).values)
  const others = clearing.distinct.filter((document) => !documents.has(document))
  if (others.length > 0) addOtherClearings(draft, sample, source, columns, payments, cleared, others)

  const discount = sample.find('cash_discount', isAmount)
  const isCleared = { [clearing.name]: { empty: false } }
  draft.add(
    {
      table: 'applications',
      source,
      where: { [types.name]: present(sapTypes.invoice), ...isCleared },
      columns: {
        payment_id: { from: [clearing] },
        invoice_id: { from: [id] },
        amount: { from: [amount], ...(discount ? { options: { minus: discount.name } } : {}) },
        discount: day(discount),
        applied_date: day(cleared),
      },
    },
    { payment_id: 'a cleared invoice is taken as paid in full by its clearing document' },
  )
  const credits = present(sapTypes.credit)
  if (credits.length > 0) {
    draft.add({
      table: 'applications',
      source,
      where: { [types.name]: credits, ...isCleared },
      columns: {
        payment_id: { from: [clearing] },
        invoice_id: { from: [id] },
        amount: { from: [amount] },
        applied_date: day(cleared),
      },
    })
  }
  const reference = sample.find('invoice_reference', isFilled)
  if (!reference) return
  draft.add(
    {
      table: 'applications',
      source,
      where: { [types.name]: payments, [clearing.name]: { empty: true }, [reference.name]: { empty: false } },
      columns: { payment_id: { from: [id] }, invoice_id: { from: [reference] }, amount: turned },
    },
    { invoice_id: `an open payment with ${reference.name} is taken for a part payment` },
  )
}

/** Clearing documents that are no payment become payments of nothing, so that what they clear can name one. */
function addOtherClearings(
  draft: GuessDraft,
  sample: ProfiledSample,
  source: string,
  { id, customer, clearing, types }: Readonly<Record<'id' | 'customer' | 'clearing' | 'types', ColumnProfile>>,
  payments: readonly string[],
  cleared: ColumnProfile | undefined,
  others: readonly string[],
): void {
  const kept = types.distinct.filter((type) =>
    [...sapTypes.invoice, ...sapTypes.credit].some((known) => known === type),
  )
  draft.add(
    {
      table: 'payments',
      source,
      join: {
        payment: {
          source,
          match: clearing.name,
          key: id.name,
          where: { [types.name]: [...payments] },
          duplicates: 'first',
        },
      },
      where: { [types.name]: kept, [clearing.name]: { empty: false }, [`payment.${id.name}`]: { empty: true } },
      columns: {
        payment_id: { from: [clearing] },
        customer_id: { from: [customer] },
        payment_date: cleared ? { from: [cleared] } : undefined,
      },
      constants: { amount: '0' },
      distinct: true,
    },
    {
      payment_id: `${others.slice(0, 3).join(', ')} clear without being a payment in ${sample.sample.file}; they become payments of 0`,
    },
  )
}
