import type { Warning } from '../ledger-problem.js'
import type { ParsedTables } from './parsed-tables.js'

/** What the owner should look at between payments and what they were applied to. */
export function paymentWarnings(tables: ParsedTables): Warning[] {
  const { payments, applications, invoices } = tables
  if (!payments) return []
  if (!applications) {
    const count = payments.accepted.reduce((sum, flag) => sum + flag, 0)
    const message =
      'payments are not applied to any invoice, for the table applications is missing; every invoice counts as unpaid'
    return count === 0 ? [] : [{ code: 'payments-not-applied', message, count }]
  }
  const amountOf = new Map<string, number>()
  const left = new Map<string, number>()
  const payer = new Map<string, string>()
  const owner = new Map<string, string>()
  eachAccepted(payments, (row) => {
    const id = payments.text('payment_id')[row]!
    amountOf.set(id, payments.amounts('amount')[row]!)
    left.set(id, payments.amounts('amount')[row]!)
    payer.set(id, payments.text('customer_id')[row]!)
  })
  eachAccepted(invoices, (row) => {
    owner.set(invoices.text('invoice_id')[row]!, invoices.text('customer_id')[row]!)
  })
  let forAnother = 0
  eachAccepted(applications, (row) => {
    const id = applications.text('payment_id')[row]!
    left.set(id, left.get(id)! - applications.amounts('amount')[row]!)
    if (payer.get(id) !== owner.get(applications.text('invoice_id')[row]!)) forAnother++
  })
  const isOverdrawn = (id: string) => left.get(id)! < 0 && amountOf.get(id)! >= 0
  const overdrawn = [...left.keys()].filter(isOverdrawn).length
  const warnings: Warning[] = [
    {
      code: 'payment-overdrawn',
      message: 'payments have more applied from them than came in; unapplied cash is too low by the difference',
      count: overdrawn,
    },
    { code: 'paid-for-another', message: 'applications pay another customer’s invoice', count: forAnother },
  ]
  return warnings.filter((warning) => warning.count > 0)
}

function eachAccepted(
  table: { readonly rows: number; readonly accepted: Uint8Array },
  visit: (row: number) => void,
): void {
  for (let row = 0; row < table.rows; row++) if (table.accepted[row] === 1) visit(row)
}
