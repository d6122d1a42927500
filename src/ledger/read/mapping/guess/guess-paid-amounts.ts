import type { Conditions } from '../mapping-schema.js'
import type { GuessDraft } from './guess-draft.js'
import { isAmount, isDate, type ProfiledSample } from './guess-sample.js'
import type { ColumnProfile } from './profile-column.js'

/** Proposes payments and credit memos out of amounts that each invoice row carries. */
export function guessPaidAmounts(
  draft: GuessDraft,
  sample: ProfiledSample,
  source: string,
  where: Conditions,
  { id, customer, paid }: Readonly<Record<'id' | 'customer' | 'paid', ColumnProfile>>,
): void {
  const settled = sample.find('settled_date', isDate)
  const issued = sample.find('invoice_date', isDate)
  const changed = sample.find('changed', isDate) ?? issued
  const day = [settled, changed].filter((column) => column !== undefined)
  const isPaid = { ...where, [paid.name]: { greater_than: 0 } }
  draft.add(
    {
      table: 'payments',
      source,
      where: isPaid,
      columns: {
        payment_id: { from: [id], options: { prefix: 'PAY-' } },
        customer_id: { from: [customer] },
        payment_date: day.length > 0 ? { from: day } : undefined,
        amount: { from: [paid] },
      },
    },
    {
      payment_date:
        `one payment per invoice, of ${paid.name}, on the day of ${settled?.name ?? 'its last change'}` +
        (settled && changed ? `, else of ${changed.name}; part payments carry no day of their own` : ''),
    },
  )
  draft.add({
    table: 'applications',
    source,
    where: isPaid,
    columns: {
      payment_id: { from: [id], options: { prefix: 'PAY-' } },
      invoice_id: { from: [id] },
      amount: { from: [paid] },
    },
  })
  const credited = sample.find('credited', isAmount)
  if (!credited) return
  draft.add(
    {
      table: 'adjustments',
      source,
      where: { ...where, [credited.name]: { greater_than: 0 } },
      columns: {
        adjustment_id: { from: [id], options: { prefix: 'CN-' } },
        invoice_id: { from: [id] },
        date: day.length > 0 ? { from: day } : undefined,
        amount: { from: [credited] },
      },
      constants: { kind: 'credit_memo' },
    },
    { date: `${credited.name} is taken for one credit memo per invoice, on the same day as its payment` },
  )
}
