/** A change split by its factors, before it is held against the KPI and shown. */
export interface ChangeSplit {
  /** What the factors of the earlier period give: the KPI's own value, but for rounding. */
  readonly from: number
  readonly to: number
  /** By the ids of the parts. */
  readonly parts: Readonly<Record<string, number>>
  /** The largest sum of sizes that was added up on the way, by which rounding is measured. */
  readonly size: number
}

/** What a part is called and means. */
export interface PartText {
  readonly id: string
  readonly label: string
  readonly meaning: string
}

/**
 * A ratio in both periods. Where one of them has nothing to take it of, the other's goes for it too, so that nothing
 * changes that is not known to have changed; where both have not, it is 0, and whatever it is multiplied with is 0 too.
 */
export function ratios(part0: number, whole0: number, part1: number, whole1: number): [number, number] {
  const before = whole0 > 0 ? part0 / whole0 : null
  const after = whole1 > 0 ? part1 / whole1 : null
  return [before ?? after ?? 0, after ?? before ?? 0]
}
