import { createRequire } from 'node:module'
import type { DataFrame } from 'danfojs-node'
import { type Day, isoFromDay } from '../calendar/day.js'
import { InputError } from '../document/input-error.js'
import type { Currency } from '../money/currency.js'
import { majorUnits } from '../money/format-amount.js'
import type { LedgerData } from './ledger-data.js'
import { tableView, type ViewColumn, type ViewTable } from './table-view.js'

/**
 * A ledger's table as a danfo data frame; see Ledger.frame. Frames are made from our columns and with their types told, for
 * danfo tells types from the values: it would take identifiers such as `007` for numbers, and a column of empty texts too.
 */
export function ledgerFrame(ledger: LedgerData, table: ViewTable): DataFrame {
  const { rows, columns } = tableView(ledger, table)
  return frameOf(rows, columns, ledger.currency)
}

/** Columns as a danfo data frame, money in major units. */
export function frameOf(rows: number, columns: readonly ViewColumn[], currency: Currency): DataFrame {
  // danfo pulls in all of TensorFlow.js, so it is loaded when a frame is first asked for and not with the package.
  const danfo = createRequire(import.meta.url)('danfojs-node') as typeof import('danfojs-node')
  const dtypes = columns.map(({ kind }) => (kind === 'amount' || kind === 'number' ? 'float32' : 'string'))
  // Of columns without rows danfo makes no frame; of no rows with named columns it does.
  if (rows === 0) return new danfo.DataFrame([], { columns: columns.map(({ name }) => name), dtypes })
  const values = Object.fromEntries(columns.map((column) => [column.name, frameColumn(column, rows, currency)]))
  return new danfo.DataFrame(values, { dtypes })
}

/** A column's values: a missing text or day is '', a missing number NaN, since danfo's statistics fail on null. */
function frameColumn(column: ViewColumn, rows: number, currency: Currency): (string | number)[] {
  const values = new Array<string | number>(rows)
  switch (column.kind) {
    case 'identifier':
    case 'text':
      for (let row = 0; row < rows; row++) values[row] = column.at(row) ?? ''
      return values
    case 'date':
      for (let row = 0; row < rows; row++) {
        const day = column.at(row)
        values[row] = day === null ? '' : isoFromDay(day as Day)
      }
      return values
    case 'amount':
      for (let row = 0; row < rows; row++) {
        const amount = column.at(row)
        values[row] = amount === null ? Number.NaN : exactMajorUnits(amount, currency, column.name)
      }
      return values
    case 'number':
      for (let row = 0; row < rows; row++) values[row] = column.at(row) ?? Number.NaN
      return values
    default:
      return column satisfies never
  }
}

/** Up to here two amounts that differ by a minor unit are two numbers in major units as well, for any number of decimals. */
const mostExact = 2 ** 52

function exactMajorUnits(amount: number, currency: Currency, column: string): number {
  if (Math.abs(amount) > mostExact) {
    throw new InputError(
      `The column ${column} has an amount beyond ${mostExact / 10 ** currency.decimals} ${currency.code}, which a number in a frame does not hold exactly; export the table instead.`,
    )
  }
  return majorUnits(amount, currency)
}
