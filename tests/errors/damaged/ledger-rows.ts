import { adjustmentKindOf } from '../../../src/ledger/adjustment-kind.js'
import type { TableName } from '../../../src/ledger/canonical-tables.js'
import type { LedgerData, TextList } from '../../../src/ledger/ledger-data.js'
import { postingKinds } from '../../../src/ledger/ledger-data.js'

/** A value of an accepted row: a text, a day number, minor units; null where empty. */
export type Value = { readonly text: string } | { readonly day: number } | { readonly cents: number } | null

export type LedgerRow = Readonly<Record<string, Value>>

const text = (list: TextList, row: number): Value => ({ text: list.at(row) ?? '' })
const day = (value: number): Value => ({ day: value })
const cents = (value: number): Value => (Number.isNaN(value) ? null : { cents: value })

/** What a ledger says each accepted row holds, by the columns that tests compare. In the order of the file, disputes apart. */
export function ledgerRows(data: LedgerData): Record<TableName, LedgerRow[]> {
  const { customers, invoices, payments, applications, adjustments, disputes, activities, surveys, postings } = data
  const rows = <T>(count: number, of: (row: number) => T): T[] => Array.from({ length: count }, (_, row) => of(row))
  const applied: LedgerRow[] = rows(applications.count, () => ({}))
  const adjusted: LedgerRow[] = rows(adjustments.count, () => ({}))
  for (let invoice = 0; invoice < invoices.count; invoice++) {
    for (let posting = postings.start[invoice]!; posting < postings.start[invoice + 1]!; posting++) {
      const kind = postingKinds[postings.kind[posting]!]!
      const source = postings.source[posting]!
      const amount = cents(postings.amount[posting]!)
      const adjustment = adjustmentKindOf(kind)
      if (adjustment !== null) {
        adjusted[source] = {
          adjustment_id: text(adjustments.ids, source),
          invoice_id: text(invoices.ids, invoice),
          date: day(postings.day[posting]!),
          amount,
          kind: { text: adjustment },
        }
        continue
      }
      const payment = applications.payment[source]!
      if (payment < 0 && -1 - payment === invoice) continue
      const payer = payment < 0 ? text(invoices.ids, -1 - payment) : text(payments.ids, payment)
      const column = kind === 'discount' ? 'discount' : 'amount'
      applied[source] = {
        ...applied[source],
        payment_id: payer,
        invoice_id: text(invoices.ids, invoice),
        [column]: amount,
      }
    }
  }
  const limits = customers.amounts.get('credit_limit')
  const promised = activities.days.get('promised_on')
  return {
    customers: rows(customers.count, (row) => ({
      customer_id: text(customers.ids, row),
      ...(limits ? { credit_limit: cents(limits[row]!) } : {}),
    })),
    invoices: rows(invoices.count, (row) => ({
      invoice_id: text(invoices.ids, row),
      customer_id: text(customers.ids, invoices.customer[row]!),
      invoice_date: day(invoices.issued[row]!),
      amount: cents(invoices.amount[row]!),
    })),
    payments: rows(payments.count, (row) => ({
      payment_id: text(payments.ids, row),
      customer_id: text(customers.ids, payments.customer[row]!),
      payment_date: day(payments.day[row]!),
      amount: cents(payments.amount[row]!),
    })),
    applications: applied,
    adjustments: adjusted,
    disputes: rows(disputes.count, (row) => ({
      dispute_id: text(disputes.ids, row),
      invoice_id: text(invoices.ids, disputes.invoice[row]!),
      opened_on: day(disputes.opened[row]!),
      amount: cents(disputes.amount[row]!),
    })),
    activities: rows(activities.count, (row) => ({
      activity_id: text(activities.ids, row),
      customer_id: text(customers.ids, activities.customer[row]!),
      date: day(activities.day[row]!),
      ...(promised
        ? { promised_on: promised[row]! > 100_000 || promised[row]! < -100_000 ? null : day(promised[row]!) }
        : {}),
    })),
    surveys: rows(surveys.count, (row) => ({
      customer_id: text(customers.ids, surveys.customer[row]!),
      date: day(surveys.day[row]!),
    })),
    fx: [],
  }
}
