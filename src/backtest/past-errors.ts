/** One forecast number and what came of it. */
interface PastForecast {
  /** The outcome's month. */
  readonly month: number
  readonly forecast: number
  readonly actual: number
}

/** With fewer errors than this nothing can be said of how far a forecast will be off: it stays a single number. */
const fewestErrors = 4

/**
 * Makes a distribution of a single number: the number times what outcomes were, as a multiple of it, whenever the same method
 * forecast as many months ahead before. Only outcomes known at the origin count. So a baseline competes with its honest
 * range, and not as a number that claims to be certain.
 */
export class PastErrors {
  readonly #byKey = new Map<string, PastForecast[]>()

  /** `key` tells measures, groups and horizons apart. */
  keep(key: string, past: PastForecast): void {
    const known = this.#byKey.get(key)
    if (known) known.push(past)
    else this.#byKey.set(key, [past])
  }

  /** Ascending; the number alone where too little is known of its past errors. */
  distribution(key: string, origin: number, forecast: number): Float64Array {
    const known = (this.#byKey.get(key) ?? []).filter((past) => past.month <= origin && past.forecast > 0)
    if (known.length < fewestErrors) return Float64Array.of(forecast)
    return Float64Array.from(known, (past) => (forecast * past.actual) / past.forecast).sort()
  }
}
