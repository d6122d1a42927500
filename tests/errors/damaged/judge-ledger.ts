import { Decimal } from 'decimal.js'
import { factAt } from '../../../src/facts/fact-table.js'
import { ledgerFacts } from '../../../src/facts/ledger-facts.js'
import { rollForwardBreaks } from '../../../src/facts/roll-forward.js'
import type { TableName } from '../../../src/ledger/canonical-tables.js'
import type { LedgerData } from '../../../src/ledger/ledger-data.js'
import { type HonestRow, type HonestTable, honestCents, honestDays } from './honest-reading.js'
import { type LedgerRow, ledgerRows, type Value } from './ledger-rows.js'

/** What an honest reader sees of each file; `null` for a table that only its own arithmetic can be held against. */
export type HonestTables = ReadonlyMap<TableName, { readonly file: string; readonly table: HonestTable | null }>

/**
 * Holds an accepted ledger against an honest reading of its files. Gives each fault as a sentence; none if every row that
 * was read is accepted as it stands in the file or listed as rejected, and all sums are right to the cent.
 */
export function judgeLedger(data: LedgerData, tables: HonestTables): string[] {
  // With only the euro's invoices left the ledger is one in euros, and the rates are of no use.
  if (data.currency.code !== 'USD') return []
  const faults: string[] = []
  const kept = new Map<TableName, readonly HonestRow[]>()
  const isForeign = tables.has('fx')
  for (const [name, { file, table }] of tables) {
    judgeCounts(data, name, file, isForeign, faults)
    if (table === null) continue
    if (!table.isCertain) {
      judgeGuesses(name, ledgerRows(data)[name], table, isForeign, faults)
      continue
    }
    const lines = new Set(data.rejects.filter((reject) => reject.file === file).map(({ line }) => line))
    const rows = table.rows.filter(({ line }) => !lines.has(line))
    kept.set(name, rows)
    if (data.tables[name]!.read !== table.rows.length) {
      faults.push(`${name}: ${data.tables[name]!.read} rows read, but the file has ${table.rows.length}`)
    }
  }
  const currencies = new Currencies(tables, kept)
  for (const [name, rows] of kept) {
    if (name !== 'fx') judgeRows(name, ledgerRows(data)[name], rows, tables, currencies, faults)
  }
  for (const { period, difference } of rollForwardBreaks(ledgerFacts(data))) {
    faults.push(`the roll-forward of ${period} is off by ${difference}`)
  }
  if (faults.length === 0 && kept.size === tables.size) judgeSums(data, tables, kept, currencies, faults)
  return faults
}

function judgeCounts(data: LedgerData, name: TableName, file: string, isForeign: boolean, faults: string[]): void {
  const counts = data.tables[name]!
  const rejects = data.rejects.filter((reject) => reject.file === file)
  const say = (text: string) => faults.push(`${name}: ${text} (${JSON.stringify(counts)})`)
  if (counts.read !== counts.accepted + counts.rejected) say('read is not accepted + rejected')
  if (counts.rejected !== rejects.length) say(`${rejects.length} rejects are listed`)
  if (new Set(rejects.map(({ line }) => line)).size !== rejects.length) say('a line is rejected twice')
  for (const { line, column, reason } of rejects) {
    if (!(Number.isInteger(line) && line > 0) || column === '' || reason === '')
      say(`a reject without a place: ${line}`)
    if (/undefined|\[object|NaN/.test(reason)) say(`a reject says "${reason}"`)
  }
  if (counts.readAmount === null) return
  if (counts.readAmount !== counts.acceptedAmount! + counts.rejectedAmount!) say('readAmount is not the sum')
  if (!Number.isSafeInteger(counts.readAmount)) say('readAmount is not exact')
  if (isForeign) return
  const unread = rejects.filter(({ amount }) => amount === null || amount === undefined).length
  if (counts.amountsUnread !== unread) say(`${unread} rejects have no amount`)
  const sum = rejects.reduce((total, { amount }) => total + (amount ?? 0), 0)
  if (counts.rejectedAmount !== sum) say(`the rejects’ amounts are ${sum}`)
}

/** Each row's money counts as it stands only if it is in the ledger's currency. */
class Currencies {
  private readonly foreignInvoices = new Set<string>()

  constructor(
    private readonly tables: HonestTables,
    kept: ReadonlyMap<TableName, readonly HonestRow[]>,
  ) {
    for (const row of kept.get('invoices') ?? []) {
      if (this.isForeignText(this.field('invoices', row, 'currency')))
        this.foreignInvoices.add(this.field('invoices', row, 'invoice_id'))
    }
  }

  field(name: TableName, row: HonestRow, column: string): string {
    const at = this.tables.get(name)?.table?.columns.indexOf(column) ?? -1
    return at < 0 ? '' : (row.fields[at] ?? '').trim()
  }

  isForeign(name: TableName, row: HonestRow): boolean {
    if (name === 'invoices' || name === 'payments') return this.isForeignText(this.field(name, row, 'currency'))
    return (
      this.foreignInvoices.has(this.field(name, row, 'invoice_id')) &&
      this.field(name, row, 'kind') !== 'fx_revaluation'
    )
  }

  private isForeignText(text: string): boolean {
    return text !== '' && text.toUpperCase() !== 'USD'
  }
}

function matches(value: Value, field: string): boolean {
  if (value === null) return field.trim() === ''
  if ('text' in value) return field.trim() === value.text
  return 'day' in value ? honestDays(field).includes(value.day) : honestCents(field) === value.cents
}

function judgeRows(
  name: TableName,
  accepted: readonly LedgerRow[],
  rows: readonly HonestRow[],
  tables: HonestTables,
  currencies: Currencies,
  faults: string[],
): void {
  const table = tables.get(name)!.table!
  if (accepted.length !== rows.length) {
    faults.push(`${name}: ${accepted.length} rows are accepted, but ${rows.length} are not rejected`)
    return
  }
  const id = (row: LedgerRow) => JSON.stringify(Object.values(row)[0])
  const first = (row: HonestRow) => JSON.stringify({ text: row.fields[table.columns.indexOf('dispute_id')]?.trim() })
  // Disputes are sorted by invoice; their identifiers are unique.
  const [ours, theirs] =
    name === 'disputes'
      ? [
          [...accepted].sort((a, b) => (id(a) < id(b) ? -1 : 1)),
          [...rows].sort((a, b) => (first(a) < first(b) ? -1 : 1)),
        ]
      : [accepted, rows]
  ours.forEach((row, index) => {
    const honest = theirs[index]!
    for (const [column, value] of Object.entries(row)) {
      if (value !== null && 'cents' in value && currencies.isForeign(name, honest)) continue
      // Whose money is in which currency is not known where the invoices are not.
      if (value !== null && 'cents' in value && tables.has('fx') && !tables.get('invoices')?.table?.isCertain) continue
      const at = table.columns.indexOf(column)
      const field = honest.fields[at] ?? ''
      if (at >= 0 ? !matches(value, field) : value !== null) {
        faults.push(
          `${name}, line ${honest.line}, ${column}: ${JSON.stringify(value)} was read from ${JSON.stringify(field.slice(0, 80))}`,
        )
      }
    }
  })
}

/** In a file that is not in order an accepted row must at least be what one of its lines could be taken for. */
function judgeGuesses(
  name: TableName,
  accepted: readonly LedgerRow[],
  table: HonestTable,
  isForeign: boolean,
  faults: string[],
): void {
  const byText = new Map<string, HonestRow[]>()
  for (const row of table.rows) {
    for (const field of new Set(row.fields.map((text) => text.trim())))
      byText.set(field, [...(byText.get(field) ?? []), row])
  }
  for (const row of accepted) {
    // With rates, an amount may be there in another currency than the file's.
    const values = Object.values(row).filter((value) => !(isForeign && value !== null && 'cents' in value))
    const [first] = values
    const candidates = first && 'text' in first ? (byText.get(first.text) ?? []) : table.rows
    const isThere = candidates.some(({ fields }) =>
      values.every((value) => value === null || fields.some((field) => matches(value, field))),
    )
    if (!isThere) faults.push(`${name}: no line of the file says ${JSON.stringify(row)}`)
  }
}

/** Receivables, sales and unapplied cash by a slow loop over the file's rows. */
function judgeSums(
  data: LedgerData,
  tables: HonestTables,
  kept: ReadonlyMap<TableName, readonly HonestRow[]>,
  currencies: Currencies,
  faults: string[],
): void {
  const of = (name: TableName, row: HonestRow, column: string) => currencies.field(name, row, column)
  const centsOf = (name: TableName, row: HonestRow, column: string) => honestCents(of(name, row, column)) ?? 0
  const open = new Map<string, { cents: number; revalued: number; rate: Decimal | null }>()
  let sales = 0
  const invoices = kept.get('invoices') ?? []
  invoices.forEach((row, index) => {
    const cents = centsOf('invoices', row, 'amount')
    const rate = currencies.isForeign('invoices', row)
      ? rateOn(
          data.invoices.issued[index]!,
          of('invoices', row, 'currency').toUpperCase(),
          kept.get('fx') ?? [],
          tables.get('fx')!.table!,
        )
      : null
    open.set(of('invoices', row, 'invoice_id'), { cents, revalued: 0, rate })
    if (cents > 0) sales += converted(cents, rate)
  })
  const payments = new Set((kept.get('payments') ?? []).map((row) => of('payments', row, 'payment_id')))
  let unapplied = (kept.get('payments') ?? []).reduce((sum, row) => sum + centsOf('payments', row, 'amount'), 0)
  for (const row of kept.get('applications') ?? []) {
    const amount = centsOf('applications', row, 'amount')
    open.get(of('applications', row, 'invoice_id'))!.cents -= amount + centsOf('applications', row, 'discount')
    const payer = of('applications', row, 'payment_id')
    if (payments.has(payer)) unapplied -= amount
    else open.get(payer)!.cents += amount
  }
  for (const row of kept.get('adjustments') ?? []) {
    const invoice = open.get(of('adjustments', row, 'invoice_id'))!
    const amount = centsOf('adjustments', row, 'amount')
    const kind = of('adjustments', row, 'kind')
    if (kind === 'fx_revaluation') invoice.revalued += amount
    else if (kind === 'write_off_reversal') invoice.cents += amount
    else if (kind !== 'recovery') invoice.cents -= amount
  }
  let receivables = 0
  for (const { cents, revalued, rate } of open.values()) receivables += converted(cents, rate) + revalued
  const facts = ledgerFacts(data)
  const last = facts.periods.length - 1
  const compare = (what: string, ours: number, theirs: number) => {
    if (ours !== theirs) faults.push(`${what} are ${ours}, but the files’ rows make ${theirs}`)
  }
  compare('receivables', factAt(facts, 0, last, 'receivables'), receivables)
  compare(
    'credit sales',
    facts.periods.reduce((sum, _, period) => sum + factAt(facts, 0, period, 'credit_sales'), 0),
    sales,
  )
  if (!tables.has('fx') && tables.has('payments'))
    compare('unapplied cash', factAt(facts, 0, last, 'unapplied_cash'), unapplied)
}

function converted(cents: number, rate: Decimal | null): number {
  return rate === null ? cents : rate.times(cents).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber() + 0
}

/** The latest rate of the last ten days. */
function rateOn(day: number, currency: string, rows: readonly HonestRow[], table: HonestTable): Decimal {
  const at = (row: HonestRow, column: string) => (row.fields[table.columns.indexOf(column)] ?? '').trim()
  let best: { day: number; rate: Decimal } | null = null
  for (const row of rows) {
    if (at(row, 'currency').toUpperCase() !== currency) continue
    for (const rated of honestDays(at(row, 'date'))) {
      if (rated <= day && day - rated <= 10 && (best === null || rated > best.day))
        best = { day: rated, rate: new Decimal(at(row, 'rate')) }
    }
  }
  return best?.rate ?? new Decimal(Number.NaN)
}
