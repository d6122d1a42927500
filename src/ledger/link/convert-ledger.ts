import type { InvoiceTable, PaymentTable, Postings } from '../ledger-data.js'
import { openAmountSign, postingCode } from '../ledger-data.js'
import type { Conversion, MoneyConverter } from './money-converter.js'

/** The conversion of each row whose money is in another currency; empty in a ledger of one currency. */
export type Conversions = ReadonlyMap<number, Conversion>

/**
 * Amounts and margins of invoices in the ledger's currency, each by the rate of its invoice date.
 */
export function convertInvoices(table: InvoiceTable, conversions: Conversions, money: MoneyConverter): InvoiceTable {
  if (conversions.size === 0) return table
  const amount = table.amount.slice()
  const margin = table.amounts.get('margin')?.slice()
  for (const [row, conversion] of conversions) {
    amount[row] = money.convert(amount[row]!, conversion)
    if (margin) margin[row] = money.convert(margin[row]!, conversion)
  }
  return { ...table, amount, amounts: margin ? new Map([...table.amounts, ['margin', margin]]) : table.amounts }
}

/** Payments in the ledger's currency, each by the rate of its own day. */
export function convertPayments(table: PaymentTable, conversions: Conversions, money: MoneyConverter): PaymentTable {
  if (conversions.size === 0) return table
  const amount = table.amount.slice()
  for (const [row, conversion] of conversions) amount[row] = money.convert(amount[row]!, conversion)
  return { ...table, amount }
}

/**
 * Postings in the ledger's currency, by the rate of their invoice's date: the open amount on every day is the open amount
 * of the invoice's own currency, converted. A posting is the step between two of them, so rounding never adds up, and an
 * invoice that is paid in full has nothing open. Revaluations are in the ledger's currency already.
 */
export function convertPostings(
  postings: Postings,
  invoiced: Float64Array,
  conversions: Conversions,
  money: MoneyConverter,
): Postings {
  if (conversions.size === 0) return postings
  const amount = postings.amount.slice()
  for (const [invoice, conversion] of conversions) {
    let open = invoiced[invoice]!
    let converted = money.convert(open, conversion)
    for (let posting = postings.start[invoice]!; posting < postings.start[invoice + 1]!; posting++) {
      const kind = postings.kind[posting]!
      if (kind === postingCode.revaluation) continue
      const sign = openAmountSign[kind]!
      if (sign === 0) {
        amount[posting] = money.convert(amount[posting]!, conversion)
        continue
      }
      open += sign * amount[posting]!
      const after = money.convert(open, conversion)
      amount[posting] = sign * (after - converted) + 0
      converted = after
    }
  }
  return { ...postings, amount }
}

/** A column of amounts that each belong to an invoice, in the ledger's currency. */
export function convertByInvoice(
  amounts: Float64Array,
  invoice: Int32Array,
  conversions: Conversions,
  money: MoneyConverter,
): Float64Array {
  if (conversions.size === 0) return amounts
  return amounts.map((value, row) => money.convert(value, conversions.get(invoice[row]!) ?? null))
}
