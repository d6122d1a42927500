import { type Day, isoFromDay } from '../../calendar/day.js'
import { InputError } from '../../document/input-error.js'
import { cents } from '../../money/cents.js'
import { convertAmount, type ExchangeRate } from '../../money/convert.js'
import type { Currency } from '../../money/currency.js'
import { formatAmount } from '../../money/format-amount.js'
import type { ParsedTable } from '../read/parsed-table.js'
import type { RowCurrencies } from '../read/row-currencies.js'
import type { Conversions } from './convert-ledger.js'
import { type ExchangeRates, rateDays } from './exchange-rates.js'
import type { KeptRows } from './kept-rows.js'

/** How a sum of another currency becomes the ledger's: always by the same rate, so that nothing open is nothing open. */
export interface Conversion {
  readonly from: Currency
  readonly rate: ExchangeRate
}

/** Missing rates that a message shows. */
const shownMissing = 3

/** Converts the money of rows that are in another currency than the ledger's. */
export class MoneyConverter {
  /** The first day of each currency that lacks a rate. */
  readonly #missing = new Map<string, number>()
  #missingIn: ParsedTable | undefined

  constructor(
    readonly reporting: Currency,
    readonly currencies: RowCurrencies,
    readonly rates: ExchangeRates,
  ) {}

  /** How a row's money is converted by the rate of a day; null if it is in the ledger's currency. */
  conversion(table: ParsedTable, row: number, day: number): Conversion | null {
    const from = this.currencies.ofRow(table, row)
    if (from.code === this.reporting.code) return null
    const rate = this.rates.on(from.code, day)
    if (rate !== null) return { from, rate }
    this.#missingIn ??= table
    const first = this.#missing.get(from.code)
    if (first === undefined || day < first) this.#missing.set(from.code, day)
    return null
  }

  /** The conversions of a table's kept rows that need one, each by the rate of its day. */
  conversions(table: ParsedTable, kept: KeptRows, days: Int32Array): Conversions {
    const found = new Map<number, Conversion>()
    if (!this.currencies.hasForeign) return found
    for (let index = 0; index < kept.count; index++) {
      const conversion = this.conversion(table, kept.row(index), days[index]!)
      if (conversion !== null) found.set(index, conversion)
    }
    return found
  }

  /** A row's amount by the rate of a day; null if there is no rate. */
  convertOn(table: ParsedTable, row: number, day: number, amount: number): number | null {
    const from = this.currencies.ofRow(table, row)
    if (from.code === this.reporting.code) return amount
    const rate = this.rates.on(from.code, day)
    return rate === null ? null : this.convert(amount, { from, rate })
  }

  /** An amount in minor units of its own currency, in the ledger's. */
  convert(amount: number, conversion: Conversion | null): number {
    if (conversion === null || Number.isNaN(amount)) return amount
    try {
      return convertAmount(cents(amount), conversion.from, this.reporting, conversion.rate)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      const most = formatAmount(cents(Number.MAX_SAFE_INTEGER), this.reporting)
      throw new InputError(
        `${this.rates.file}: by its rate, money in ${conversion.from.code} comes to more than ${most}, the most that can be held exactly; ` +
          'look for an amount or a rate with a missing decimal point.',
      )
    }
  }

  /** Throws an InputError if a rate was missing, naming each currency and the first day that lacks one. */
  refuseMissing(): void {
    if (this.#missingIn === undefined) return
    const { file } = this.#missingIn
    const known = [...this.#missing].sort((a, b) => a[1] - b[1])
    const without = known.filter(([code]) => !this.rates.has(code)).map(([code]) => code)
    if (without.length > 0) {
      throw new InputError(
        `${file}, column currency: money is in ${without.join(', ')}, the ledger's currency is ${this.reporting.code}, and there are no exchange rates of ` +
          `${without.length === 1 ? 'it' : 'them'}; add the table fx (date, currency, rate: ${this.reporting.code} for 1 ${without[0]}), or say which currency the ledger is in.`,
      )
    }
    const shown = known.slice(0, shownMissing).map(([code, day]) => `${code} from ${isoFromDay(day as Day)} on`)
    throw new InputError(
      `${file}: the table fx lacks exchange rates (${shown.join(', ')}); a rate holds for at most ${rateDays} days, so add those of the missing days.`,
    )
  }
}
