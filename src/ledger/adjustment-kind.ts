import { adjustmentKinds } from './canonical-tables.js'
import type { PostingKind } from './ledger-data.js'

export type AdjustmentKind = (typeof adjustmentKinds)[number]

/** The posting that an adjustment makes. Both go by the same name but for the revaluation. */
export function postingOf(kind: AdjustmentKind): PostingKind {
  return kind === 'fx_revaluation' ? 'revaluation' : kind
}

/** The adjustment that a posting comes from; null for one that comes from an application. */
export function adjustmentKindOf(posting: PostingKind): AdjustmentKind | null {
  return adjustmentKinds.find((kind) => postingOf(kind) === posting) ?? null
}
