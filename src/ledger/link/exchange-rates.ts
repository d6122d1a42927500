import { type ExchangeRate, parseRate } from '../../money/convert.js'
import type { Currency } from '../../money/currency.js'
import type { ParsedTable } from '../read/parsed-table.js'

/** How many days a rate stays good: over a week end, and a week of holidays. */
export const rateDays = 10

/** The rates of an fx table: units of the ledger's currency for 1 unit of another, by day. */
export class ExchangeRates {
  readonly #byCurrency = new Map<string, { days: number[]; rates: ExchangeRate[] }>()

  /** The file of the rates, for messages. */
  readonly file: string

  /** Takes the rates of a table. A rate that is none, or that is there twice for a day, is rejected. */
  constructor(table: ParsedTable | undefined, reporting: Currency) {
    this.file = table?.file ?? ''
    if (table === undefined) return
    const [days, currencies, rates] = [table.days('date')!, table.texts('currency')!, table.texts('rate')!]
    const order = Int32Array.from({ length: table.rows }, (_, row) => row).sort((a, b) => days[a]! - days[b]! || a - b)
    for (const row of order) {
      if (!table.isAccepted(row)) continue
      const code = currencies.dictionary.at(currencies.codes[row]!)!.toUpperCase()
      const rate = parseRate(rates.dictionary.at(rates.codes[row]!)!)
      const known = this.#byCurrency.get(code) ?? { days: [], rates: [] }
      if (rate === null) {
        const reason = `it is not an exchange rate; expected ${reporting.code} for 1 ${code}, like 1.0873`
        table.reject(row, 'rate', 'not-an-amount', reason)
      } else if (known.days.at(-1) === days[row]) {
        table.reject(row, 'date', 'duplicate-identifier', `there is a rate of ${code} for this day already`)
      } else {
        known.days.push(days[row]!)
        known.rates.push(rate)
        this.#byCurrency.set(code, known)
      }
    }
  }

  has(code: string): boolean {
    return this.#byCurrency.has(code)
  }

  /** The rate of a day: the latest on or before it, at most `rateDays` old; null if there is none. */
  on(code: string, day: number): ExchangeRate | null {
    const known = this.#byCurrency.get(code)
    if (known === undefined) return null
    let low = 0
    let high = known.days.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (known.days[middle]! <= day) low = middle + 1
      else high = middle
    }
    return low > 0 && day - known.days[low - 1]! <= rateDays ? known.rates[low - 1]! : null
  }
}
