import seedrandom from 'seedrandom'
import { isoFromDay } from '../../../src/calendar/day.js'
import type { TableName } from '../../../src/ledger/canonical-tables.js'

/** A table as its file shows it: the header's names, and the fields of each row. */
export interface TextTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export type TextTables = Readonly<Partial<Record<TableName, TextTable>>>

const invoiceCount = 70
const firstDay = 19_700

/**
 * A sound ledger of every table, with all that can happen to an invoice: part payments, discounts, credit notes that are
 * applied, write-offs and reversals, disputes, promises. With `foreign` some invoices are in EUR and there are rates.
 */
export function goodLedger(foreign: boolean): TextTables {
  const random = seedrandom(foreign ? 'good ledger with rates' : 'good ledger')
  const below = (count: number) => Math.floor(random() * count)
  const day = (value: number) => isoFromDay(value as Parameters<typeof isoFromDay>[0])
  const money = (cents: number) =>
    `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`

  const customers = Array.from({ length: 12 }, (_, index) => [
    `C${100 + index}`,
    index % 4 === 0 ? `Müller, Söhne & "Co" ${index}` : `Kunde Nr ${index}`,
    ['small', 'large'][index % 2]!,
    ['EMEA', 'APAC', 'Américas'][index % 3]!,
    ['net 30', '2/10 net 30', 'net 45'][index % 3]!,
    money(100_000 * (1 + index)),
  ])
  const invoices: string[][] = []
  const payments: string[][] = []
  const applications: string[][] = []
  const adjustments: string[][] = []
  const disputes: string[][] = []
  const activities: string[][] = []
  for (let index = 0; index < invoiceCount; index++) {
    const id = `INV-${1000 + index}`
    const customer = `C${100 + (index % 12)}`
    const issued = firstDay + index * 3
    const isNote = index % 10 === 7
    const cents = isNote ? -(1000 + below(5000)) : 5000 + below(2_000_000)
    const currency = foreign && index % 5 === 2 && !isNote ? 'EUR' : 'USD'
    invoices.push([
      id,
      customer,
      day(issued),
      index % 6 === 0 ? '' : day(issued + 30),
      money(cents),
      ...(foreign ? [currency] : []),
      index % 9 === 4 ? 'yes' : '',
    ])
    if (isNote) {
      // The note pays part of the invoice of the same customer that came 12 before, if there is one.
      if (index >= 12) applications.push([id, `INV-${1000 + index - 12}`, money(Math.min(-cents, 900)), '', ''])
      continue
    }
    if (index % 3 !== 2) {
      const payment = `P-${1000 + index}`
      const paidOn = issued + 5 + below(60)
      const discount = index % 4 === 0 ? Math.floor(cents / 50) : 0
      const paid = index % 7 === 3 ? Math.floor(cents / 2) : cents - discount
      payments.push([payment, customer, day(paidOn), money(paid), ...(foreign ? [currency] : []), 'wire'])
      applications.push([
        payment,
        id,
        money(paid),
        index % 2 === 0 ? day(paidOn + 2) : '',
        discount > 0 ? money(discount) : '',
      ])
    }
    if (index % 11 === 5)
      adjustments.push([`A-${index}`, id, day(issued + 20), money(700), 'credit_memo', 'price; agreed'])
    if (index % 13 === 8) {
      adjustments.push([`A-${index}-w`, id, day(issued + 90), money(500), 'write_off', 'old'])
      adjustments.push([`A-${index}-r`, id, day(issued + 95), money(200), 'write_off_reversal', ''])
    }
    if (index % 17 === 9) adjustments.push([`A-${index}-x`, id, day(issued + 30), money(-333), 'fx_revaluation', ''])
    if (index % 8 === 1)
      disputes.push([
        `D-${index}`,
        id,
        day(issued + 10),
        money(1000),
        index % 16 === 1 ? day(issued + 40) : '',
        'short, delivery',
      ])
    if (index % 6 === 2)
      activities.push([
        `T-${index}`,
        customer,
        day(issued + 35),
        'call',
        id,
        index % 12 === 2 ? day(issued + 45) : '',
        '1000.00',
      ])
  }
  const surveys = customers.map(([id], index) => [id!, day(firstDay + 30 * index), String(index % 11)])
  const rates = Array.from({ length: 40 }, (_, index) => [
    day(firstDay + 6 * index),
    'EUR',
    `1.${String(500 + below(4000)).padStart(4, '0')}`,
  ])
  const currency = foreign ? ['currency'] : []
  return {
    customers: { columns: ['customer_id', 'name', 'segment', 'region', 'terms', 'credit_limit'], rows: customers },
    invoices: {
      columns: ['invoice_id', 'customer_id', 'invoice_date', 'due_date', 'amount', ...currency, 'disputed'],
      rows: invoices,
    },
    payments: {
      columns: ['payment_id', 'customer_id', 'payment_date', 'amount', ...currency, 'method'],
      rows: payments,
    },
    applications: { columns: ['payment_id', 'invoice_id', 'amount', 'applied_date', 'discount'], rows: applications },
    adjustments: { columns: ['adjustment_id', 'invoice_id', 'date', 'amount', 'kind', 'reason'], rows: adjustments },
    disputes: { columns: ['dispute_id', 'invoice_id', 'opened_on', 'amount', 'resolved_on', 'reason'], rows: disputes },
    activities: {
      columns: ['activity_id', 'customer_id', 'date', 'kind', 'invoice_id', 'promised_on', 'promised_amount'],
      rows: activities,
    },
    surveys: { columns: ['customer_id', 'date', 'score'], rows: surveys },
    ...(foreign ? { fx: { columns: ['date', 'currency', 'rate'], rows: rates } } : {}),
  }
}
