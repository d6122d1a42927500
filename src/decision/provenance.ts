import { isoFromDay } from '../calendar/day.js'
import { engineVersion } from '../engine/plan.js'
import { ledgerHash } from '../ledger/ledger-hash.js'
import { contentHash } from '../scenario/content-hash.js'
import type { FuturesInput } from './outcome-runs.js'

/** What an answer was made with: the same inputs and seed give the same answer. Hashes are SHA-256. */
export interface Provenance {
  readonly seed: string
  readonly engine: string
  readonly parameters: 'drawn' | 'fixed'
  readonly asOf: string
  readonly ledgerHash: string
  readonly behaviorHash: string
}

export function provenanceOf({
  behavior,
  ledger,
  asOf,
  seed = 'arlab',
  parameters = 'drawn',
}: FuturesInput): Provenance {
  return {
    seed,
    engine: engineVersion,
    parameters,
    asOf: isoFromDay(ledger?.knownThrough ?? asOf!),
    ledgerHash: ledger === undefined ? '' : ledgerHash(ledger.data),
    behaviorHash: contentHash(behavior),
  }
}
