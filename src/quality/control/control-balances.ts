import { dayFromIso } from '../../calendar/day.js'
import { type Month, monthOf } from '../../calendar/month.js'
import { didYouMean } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import { shortList } from '../../document/visible-text.js'
import type { Group } from '../../facts/fact-table.js'
import type { Currency } from '../../money/currency.js'
import { type DecimalStyle, parseAmount } from '../../money/parse-amount.js'

/** The rows of a control file as texts, whatever kind of file it was. */
export interface ControlTable {
  /** As the user named it, for messages. */
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
  /** The file's line of a row (rows count from 0). */
  lineOf(row: number): number
}

/** What the general ledger says receivables are at the end of a month, in minor units. */
interface ControlBalance {
  readonly month: Month
  readonly group: Group
  readonly balance: number
  readonly line: number
}

export interface ControlBalances {
  readonly file: string
  /** The columns besides month and balance: attributes of the ledger. */
  readonly by: readonly string[]
  readonly balances: readonly ControlBalance[]
}

/** How the file writes what it holds. */
export interface ControlStyle {
  readonly currency: Currency
  readonly decimals?: DecimalStyle
  /** The attributes that a further column may name. */
  readonly attributes: readonly string[]
}

const monthText = /^(\d{4})-(\d{2})$/

/**
 * Reads control balances: a column `month` (2024-03, or any day of the month as 2024-03-31), a column `balance`, and any
 * attributes of the ledger to balance by. Throws an InputError with the line for a value that cannot be read, and for a
 * month that is there twice: a control that is not sound proves nothing.
 */
export function controlBalances(table: ControlTable, style: ControlStyle): ControlBalances {
  const names = table.columns.map((name) => name.trim().toLowerCase())
  const [monthColumn, balanceColumn] = ['month', 'balance'].map((name) => {
    const index = names.indexOf(name)
    if (index >= 0) return index
    throw new InputError(
      `${table.file}, line 1: a control file needs the columns month and balance; this one has ${shortList(table.columns)}.`,
    )
  }) as [number, number]
  const groupColumns = [...names.keys()].filter((index) => index !== monthColumn && index !== balanceColumn)
  for (const index of groupColumns) {
    if (style.attributes.includes(names[index]!)) continue
    throw new InputError(
      `${table.file}, line 1, column ${table.columns[index]}: this is no attribute of the ledger to balance by.` +
        `${didYouMean(names[index]!, style.attributes)} Take the column out if it is no group.`,
    )
  }
  if (table.rows.length === 0)
    throw new InputError(`${table.file}: there are no rows below the header to reconcile with.`)

  const seen = new Map<string, number>()
  const balances = table.rows.map((row, index): ControlBalance => {
    const line = table.lineOf(index)
    const where = (column: number) =>
      `${table.file}, line ${line}, column ${table.columns[column]}: "${row[column] ?? ''}"`
    const month = controlMonth(row[monthColumn]?.trim() ?? '')
    if (month === null) {
      throw new InputError(
        `${where(monthColumn)} is not a month; write it like 2024-03, or as a day of it like 2024-03-31.`,
      )
    }
    const balance = parseAmount(row[balanceColumn] ?? '', style.currency.decimals, style.decimals)
    if (typeof balance !== 'number') throw new InputError(`${where(balanceColumn)}: ${balance.problem}.`)
    const group = Object.fromEntries(groupColumns.map((column) => [names[column]!, row[column]?.trim() || '(none)']))
    const key = JSON.stringify([month, group])
    const earlier = seen.get(key)
    if (earlier !== undefined) {
      throw new InputError(
        `${where(monthColumn)} has a balance on line ${earlier} already; give one for each month and group.`,
      )
    }
    seen.set(key, line)
    return { month, group, balance, line }
  })
  return { file: table.file, by: groupColumns.map((column) => names[column]!), balances }
}

function controlMonth(text: string): Month | null {
  const match = monthText.exec(text)
  const day = dayFromIso(match ? `${text}-01` : text.replace(/[T ]00:00:00.*$/, ''))
  return day === null ? null : monthOf(day)
}
