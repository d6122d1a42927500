/**
 * The mean of values that come one by one, and its standard error, without keeping them. A run of `run` values is one
 * observation, their mean; NaN counts for nothing. (B. P. Welford, Technometrics 4, 1962.)
 */
export class RunningMean {
  mean = 0
  /** Observations that are whole. */
  count = 0
  #squares = 0
  #inRun = 0
  #defined = 0
  #sum = 0

  constructor(readonly run: number) {}

  add(value: number): void {
    if (!Number.isNaN(value)) {
      this.#defined++
      this.#sum += value
    }
    if (++this.#inRun < this.run) return
    if (this.#defined > 0) this.#observe(this.#sum / this.#defined)
    this.#inRun = 0
    this.#defined = 0
    this.#sum = 0
  }

  get standardError(): number {
    return this.count < 2 ? 0 : Math.sqrt(this.#squares / (this.count - 1) / this.count)
  }

  #observe(value: number): void {
    this.count++
    const distance = value - this.mean
    this.mean += distance / this.count
    this.#squares += distance * (value - this.mean)
  }
}
