import type { LedgerData } from '../../src/ledger/ledger-data.js'
import { ledgerFrom, type Row } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'

/** An invoice of whole dollars and what happens to it. */
export interface Sale {
  /** A if not given. */
  readonly customer?: string
  readonly on: string
  readonly due: string
  readonly amount: number
  readonly paid?: readonly (readonly [day: string, amount: number, discount?: number])[]
  readonly adjusted?: readonly (readonly [day: string, kind: string, amount: number])[]
  /** The day on which a dispute was opened that is not resolved. */
  readonly disputed?: string
}

const dollars = (amount: number) => `${amount}.00`

/** The ledger of these sales as known at the end of a day. */
export async function salesLedger(sales: readonly Sale[], asOf: string): Promise<LedgerData> {
  const invoices: Row[] = []
  const payments: Row[] = []
  const applications: Row[] = []
  const adjustments: Row[] = []
  const disputes: Row[] = []
  for (const { customer = 'A', on, due, amount, paid = [], adjusted = [], disputed } of sales) {
    const invoice_id = `I${invoices.length}`
    invoices.push({ invoice_id, customer_id: customer, invoice_date: on, due_date: due, amount: dollars(amount) })
    for (const [day, cash, discount] of paid) {
      const payment_id = `P${payments.length}`
      payments.push({ payment_id, customer_id: customer, payment_date: day, amount: dollars(cash) })
      applications.push({ payment_id, invoice_id, amount: dollars(cash), discount: discount ? dollars(discount) : '' })
    }
    for (const [date, kind, moved] of adjusted) {
      adjustments.push({ adjustment_id: `X${adjustments.length}`, invoice_id, date, kind, amount: dollars(moved) })
    }
    if (disputed) disputes.push({ dispute_id: `D${disputes.length}`, invoice_id, opened_on: disputed, amount: '1.00' })
  }
  const ledger = await ledgerFrom({ invoices, payments, applications, adjustments, disputes })
  return ledger.asOf(iso(asOf)).data
}
