import type { Day } from '../../calendar/day.js'
import { parseAmount } from '../../money/parse-amount.js'
import type { RejectCode } from '../reject-code.js'
import { type DateStyle, dateExample, parseDate } from './parse-date.js'
import { provenDateStyle } from './proven-date-style.js'
import type { TableRecipe } from './table-recipe.js'

/** Why a text could not be understood. */
export interface ValueProblem {
  readonly code: RejectCode
  readonly problem: string
}

/** How many decimals the currency of a row has. */
export type DecimalsAt = (column: string, row: number) => number

/** Texts that are remembered with what they mean; days repeat a lot, and so do round amounts. */
const mostRemembered = 50_000

/** Understands the values of one source that are not written in the plainest way. */
export class ValueParser {
  readonly #days = new Map<string, Day | ValueProblem>()
  /** By how amounts are written and how many decimals their currency has, then by text. */
  readonly #amounts = new Map<string, Map<string, number | ValueProblem>>()
  #provenStyle: DateStyle | undefined

  constructor(
    readonly recipe: TableRecipe,
    readonly dateColumns: readonly string[],
    readonly decimalsAt: DecimalsAt,
  ) {}

  isNegated(column: string): boolean {
    return this.recipe.columns.get(column)!.negated !== undefined
  }

  /** The day of a text. Asks the whole source for the order of day and month when a date needs it. */
  async day(column: string, text: string): Promise<Day | ValueProblem> {
    const stated = this.recipe.columns.get(column)!.dates
    const style = stated ?? this.#provenStyle ?? (await this.#proveStyle(text))
    const key = stated === undefined ? text : `${column}\n${text}`
    const known = this.#days.get(key)
    if (known !== undefined) return known
    const parsed = parseDate(text, style) ?? { code: 'not-a-date' as const, problem: dateReason(text.trim(), style) }
    remember(this.#days, key, parsed)
    return parsed
  }

  amount(column: string, text: string, row: number): number | ValueProblem {
    const decimals = this.decimalsAt(column, row)
    const { decimals: style } = this.recipe.columns.get(column)!
    const key = `${style} ${decimals}`
    let known = this.#amounts.get(key)
    if (known === undefined) {
      known = new Map()
      this.#amounts.set(key, known)
    }
    const before = known.get(text)
    if (before !== undefined) return before
    const amount = parseAmount(text, decimals, style)
    remember(known, text, amount)
    return amount
  }

  number(text: string): number | ValueProblem {
    const trimmed = text.trim()
    if (/^-?\d+(?:\.\d+)?$/.test(trimmed) && Number.isFinite(Number(trimmed))) return Number(trimmed)
    return { code: 'not-an-amount', problem: 'it is not a number; expected one like 12 or 0.5' }
  }

  async #proveStyle(text: string): Promise<DateStyle> {
    if (this.recipe.source.spreadsheetDates) return 'excel-serial'
    if (!/^\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\s*$/.test(text)) return 'iso'
    this.#provenStyle = await provenDateStyle(this.recipe, this.dateColumns)
    return this.#provenStyle
  }
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.size >= mostRemembered) map.clear()
  map.set(key, value)
}

function dateReason(text: string, style: DateStyle): string {
  if (/^\d{5}(\.\d+)?$/.test(text)) return 'it looks like a spreadsheet’s number for a day; write dates as 2024-03-31'
  if (/^(1[0-8]|2[2-9]|[3-9]\d)\d\d-\d\d-\d\d$/.test(text)) return 'only dates from 1900 to 2199 are read'
  return `it is not a date of the calendar; expected one like ${dateExample(style)}`
}
