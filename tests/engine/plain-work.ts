import type { FactName } from '../../src/facts/columns.js'
import type { PlainResponse } from './plain-company.js'

/** One step of following up an invoice. */
export interface PlainStep {
  /** Days past due; negative before due. */
  readonly day: number
  readonly kind: PlainContactKind
  /** Days after which it is done again, until the next step's day; null for once. */
  readonly every: number | null
}

/** A kind of contact. The same object is the same kind, wherever it stands. */
export interface PlainContactKind {
  /** The fact that counts it; null where its cost alone is known. */
  readonly fact: (FactName & ('invoice_copies' | 'emails' | 'calls' | 'sales_calls')) | null
  readonly doer: 'nobody' | 'collectors' | 'salesperson'
  readonly minutes: number
  readonly cost: number
  /** What it multiplies the accumulated hazard by, and for how many days from the next day on. */
  readonly multiplier: PlainResponse
  readonly effectDays: number
  /** Probability that it reaches who decides; null for what is only sent. */
  readonly rightParty: PlainResponse | null
  /** Probability that it then brings a promise, for so many days ahead, and that this is kept. */
  readonly promise: PlainResponse
  readonly promiseDays: number
  readonly kept: PlainResponse
}

/** Who has how much time for contacts, and what is done first. */
export interface PlainWork {
  readonly order: 'oldest' | 'largest' | 'riskiest'
  readonly collectors: Minutes
  readonly salespeople: readonly Minutes[]
}

/** The minutes that people have on days 0, 1, …; after the last of them it begins anew. */
export type Minutes = readonly number[]

export function minutesOn(minutes: Minutes, day: number): number {
  return minutes[day % minutes.length]!
}
