import { createRequire } from 'node:module'
import type { DataFrame } from 'danfojs-node'
import { type Day, isoFromDay } from '../calendar/day.js'
import { didYouMean } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import { majorUnits } from '../money/format-amount.js'
import { type LedgerData, postingKinds, type TextColumn } from './ledger-data.js'
import { openAmounts } from './open-amounts.js'

/** The tables that `ledger.frame` gives. */
const frameTables = ['customers', 'invoices', 'postings'] as const
export type FrameTable = (typeof frameTables)[number]

type FrameColumns = Record<string, (string | number)[]>

/** A ledger's table as a danfo data frame; see Ledger.frame. */
export function ledgerFrame(ledger: LedgerData, table: FrameTable): DataFrame {
  // danfo pulls in all of TensorFlow.js, so it is loaded when a frame is first asked for and not with the package.
  const danfo = createRequire(import.meta.url)('danfojs-node') as typeof import('danfojs-node')
  return new danfo.DataFrame(frameColumns(ledger, table))
}

/** The columns of a frame: identifiers text, money in major units, dates ISO text, a missing text as ''. */
function frameColumns(ledger: LedgerData, table: FrameTable): FrameColumns {
  const { customers, invoices, postings, currency } = ledger
  const isoDays = (days: Int32Array) => Array.from(days, (value) => isoFromDay(value as Day))
  const money = (amounts: Float64Array) => Array.from(amounts, (amount) => majorUnits(amount, currency))
  switch (table) {
    case 'customers':
      return { customer_id: [...customers.ids], ...textColumns(customers.attributes) }
    case 'invoices':
      return {
        invoice_id: [...invoices.ids],
        customer_id: Array.from(invoices.customer, (row) => customers.ids[row]!),
        invoice_date: isoDays(invoices.issued),
        due_date: isoDays(invoices.due),
        amount: money(invoices.amount),
        open_amount: money(openAmounts(ledger, ledger.asOf)),
        disputed: Array.from(invoices.disputed, (flag) => (flag === 1 ? 'yes' : 'no')),
        ...textColumns(invoices.attributes),
      }
    case 'postings': {
      const invoice: string[] = []
      for (let row = 0; row < invoices.count; row++) {
        for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
          invoice.push(invoices.ids[row]!)
        }
      }
      return {
        invoice_id: invoice,
        date: isoDays(postings.day),
        kind: Array.from(postings.kind, (code) => postingKinds[code]!),
        amount: money(postings.amount),
      }
    }
    default:
      throw new InputError(`"${String(table satisfies never)}" is no table.${didYouMean(String(table), frameTables)}`)
  }
}

function textColumns(attributes: ReadonlyMap<string, TextColumn>): FrameColumns {
  return Object.fromEntries(
    [...attributes].map(([name, { codes, values }]) => [name, Array.from(codes, (code) => values[code] ?? '')]),
  )
}
