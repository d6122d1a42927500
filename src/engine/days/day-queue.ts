import { grown } from './grown.js'

const nowhere = -1

/**
 * What is waiting to happen, by day. An entry waits for at most one day at a time, so the queue is a doubly linked list
 * per day threaded through two arrays; nothing is allocated while it is used.
 */
export class DayQueue {
  readonly #head: Int32Array
  #next = new Int32Array(0)
  #previous = new Int32Array(0)
  /** By entry: the day on which it waits. */
  #day = new Int32Array(0)

  constructor(readonly lastDay: number) {
    this.#head = new Int32Array(lastDay + 1).fill(nowhere)
  }

  reset(): void {
    this.#head.fill(nowhere)
    this.#day.fill(nowhere)
  }

  /** Puts an entry on a day, wherever it waited before; days after the last are forgotten, for they lie beyond the horizon. */
  schedule(entry: number, day: number): void {
    if (entry >= this.#next.length) this.#grow(entry)
    this.remove(entry)
    if (day > this.lastDay) return
    const first = this.#head[day]!
    this.#next[entry] = first
    this.#previous[entry] = nowhere
    if (first >= 0) this.#previous[first] = entry
    this.#head[day] = entry
    this.#day[entry] = day
  }

  /** Takes one entry off a day, the last one put there first; −1 when the day is done. */
  take(day: number): number {
    const entry = this.#head[day]!
    if (entry >= 0) this.remove(entry)
    return entry
  }

  remove(entry: number): void {
    const day = this.#day[entry]!
    if (day < 0) return
    const next = this.#next[entry]!
    const previous = this.#previous[entry]!
    if (next >= 0) this.#previous[next] = previous
    if (previous >= 0) this.#next[previous] = next
    else this.#head[day] = next
    this.#day[entry] = nowhere
  }

  #grow(entry: number): void {
    const length = this.#next.length
    const longer = Math.max(1024, entry + 1, length * 2)
    this.#next = grown(this.#next, longer)
    this.#previous = grown(this.#previous, longer)
    this.#day = grown(this.#day, longer).fill(nowhere, length)
  }
}
