/** An ISO 4217 currency and how many decimals its minor unit has (USD 2, JPY 0, KWD 3). */
export interface Currency {
  readonly code: string
  readonly decimals: number
}

/** The currency of money where nothing says which it is. */
export const assumedCurrency = 'USD'

/**
 * The currency of an ISO 4217 code, with the number of decimals that the runtime's own currency data
 * gives. Null if the text is not the code of a currency in use.
 */
export function currencyOf(code: string): Currency | null {
  if (!/^[A-Z]{3}$/.test(code)) return null
  const before = known.get(code)
  if (before !== undefined) return before
  const currency = lookedUp(code)
  known.set(code, currency)
  return currency
}

/** The currency of whatever code a result names: a code the runtime does not know is taken to have two decimals. */
export function currencyOfAnyCode(code: string): Currency {
  return currencyOf(code) ?? { code, decimals: 2 }
}

/** The runtime takes milliseconds to answer, and the same few codes are asked for again and again. */
const known = new Map<string, Currency | null>()

function lookedUp(code: string): Currency | null {
  if (!Intl.supportedValuesOf('currency').includes(code)) return null
  const decimals = new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
    .maximumFractionDigits
  return { code, decimals: decimals ?? 2 }
}
