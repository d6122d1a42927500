import type { ActivityTable, SurveyTable, TextColumn } from '../ledger-data.js'
import { noDay } from '../no-day.js'
import type { ParsedTable } from '../read/parsed-table.js'
import { emptyColumns } from './empty-tables.js'
import { KeptRows } from './kept-rows.js'
import type { LinkedCustomers } from './link-customers.js'
import type { LinkedInvoices } from './link-invoices.js'
import { orphanInvoice } from './link-payments.js'
import type { MoneyConverter } from './money-converter.js'
import { RowIndex } from './row-index.js'
import { flagOf } from './understand-texts.js'

const flags = ['right_party', 'kept'] as const

/** What collectors and salespeople did. An activity names a customer and may name one of the invoices. */
export function linkActivities(
  table: ParsedTable | undefined,
  customers: LinkedCustomers,
  invoices: LinkedInvoices,
  money: MoneyConverter,
): ActivityTable {
  if (table === undefined) {
    const none = new Int32Array(0)
    return { count: 0, ids: [], customer: none, invoice: none, day: none, ...emptyColumns }
  }
  const owners = table.texts('customer_id')!.codes
  const invoiceCodes = table.texts('invoice_id')?.codes
  const [days, promised] = [table.days('date')!, table.days('promised_on')]
  const customer = new Int32Array(table.rows)
  const invoice = new Int32Array(table.rows).fill(-1)
  for (let row = 0; row < table.rows; row++) {
    if (!table.isAccepted(row)) continue
    customer[row] = customers.index.of(owners[row]!)
    const named = invoiceCodes?.[row] ?? -1
    if (named >= 0) invoice[row] = invoices.index.of(named)
    if (customer[row]! < 0) table.reject(row, 'customer_id', 'orphan-customer', customers.orphanReason)
    else if (named >= 0 && invoice[row]! < 0) table.reject(row, 'invoice_id', 'orphan-invoice', orphanInvoice)
    else if (promised !== undefined && promised[row] !== noDay && promised[row]! < days[row]!) {
      const reason = 'the promise would fall due before it was made'
      table.reject(row, 'promised_on', 'promised-before-contact', reason)
    }
  }
  RowIndex.byIdentifier(table, 'activity_id', 'the activity is there twice; identifiers must be unique')
  const kept = KeptRows.of(table)
  const optional = kept.optional(table, [
    'kind',
    'outcome',
    'right_party',
    'promised_on',
    'promised_amount',
    'kept',
    'minutes',
    'cost',
    'by',
  ])
  const promisedAmount = optional.amounts.get('promised_amount')
  const amounts = new Map(optional.amounts)
  if (promisedAmount && money.currencies.hasForeign) {
    const converted = promisedAmount.map((amount, index) => {
      const row = kept.row(index)
      return Number.isNaN(amount) ? amount : (money.convertOn(table, row, days[row]!, amount) ?? Number.NaN)
    })
    amounts.set('promised_amount', converted)
  }
  return {
    ...optional,
    amounts,
    attributes: new Map(
      [...optional.attributes].map(([name, column]) => [
        name,
        (flags as readonly string[]).includes(name) ? flagColumn(column) : column,
      ]),
    ),
    count: kept.count,
    ids: kept.identifiers(table.texts('activity_id')!),
    customer: kept.integers(customer),
    invoice: kept.integers(invoice),
    day: kept.integers(days),
  }
}

const flagValues = ['yes', 'no'] as const

/** However a flag is written, it reads `yes` or `no`. */
function flagColumn({ codes, values }: TextColumn): TextColumn {
  const flagByCode = Array.from({ length: values.length }, (_, code) => {
    const flag = flagOf(values.at(code)!)
    return flag === null ? -1 : flagValues.indexOf(flag)
  })
  return { codes: codes.map((code) => flagByCode[code] ?? -1), values: flagValues }
}

/** Customers' answers to surveys. */
export function linkSurveys(table: ParsedTable | undefined, customers: LinkedCustomers): SurveyTable {
  if (table === undefined) {
    return { count: 0, customer: new Int32Array(0), day: new Int32Array(0), score: new Float64Array(0) }
  }
  const owners = table.texts('customer_id')!.codes
  const customer = new Int32Array(table.rows)
  for (let row = 0; row < table.rows; row++) {
    if (!table.isAccepted(row)) continue
    customer[row] = customers.index.of(owners[row]!)
    if (customer[row]! < 0) table.reject(row, 'customer_id', 'orphan-customer', customers.orphanReason)
  }
  const kept = KeptRows.of(table)
  return {
    count: kept.count,
    customer: kept.integers(customer),
    day: kept.integers(table.days('date')!),
    score: kept.doubles(table.numbers('score')!),
  }
}
