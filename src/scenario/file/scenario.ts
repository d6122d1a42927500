import type { WrittenScenario } from './scenario-schema.js'

/** A what-if as it is simulated: one set of levers, under a name. */
export interface Scenario extends Pick<WrittenScenario, 'note' | 'expect' | 'levers' | 'economics'> {
  readonly name: string
  /** First day on which levers act that do not say their own; the first simulated day if left out. */
  readonly from?: string
  /** The file it came from, for messages; empty for one that came from no file. */
  readonly file: string
  /** Of levers that another file states, by their place such as `terms.1`: where they stand there. */
  readonly origins?: ReadonlyMap<string, LeverOrigin>
  /** Levers that are not pulled though they stand there, by their place such as `terms.1`: the others keep their luck. */
  readonly leftOut?: ReadonlySet<string>
}

export interface LeverOrigin {
  readonly file: string
  readonly path: readonly PropertyKey[]
}

/** Whether the lever that a path leads to or into is not pulled. */
export function isLeftOut({ leftOut }: Scenario, [, kind, index]: readonly PropertyKey[]): boolean {
  return leftOut !== undefined && (leftOut.has(String(kind)) || leftOut.has(`${String(kind)}.${String(index)}`))
}

/** The name under which the unchanged company stands in every result. */
export const baselineName = 'baseline'
