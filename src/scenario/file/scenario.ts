import type { WrittenScenario } from './scenario-schema.js'

/** A what-if as it is simulated: one set of levers, under a name. */
export interface Scenario extends Pick<WrittenScenario, 'note' | 'expect' | 'levers' | 'economics'> {
  readonly name: string
  /** First day on which levers act that do not say their own; the first simulated day if left out. */
  readonly from?: string
  /** First day of levers that a setting pulls anew, where the others have days of their own. */
  readonly newLeversFrom?: string
  /** The file it came from, for messages; empty for one that came from no file. */
  readonly file: string
  /** Of levers that another file states, by their place counted from 1 such as `terms.1`: where they stand there. */
  readonly origins?: ReadonlyMap<string, LeverOrigin>
  /** Levers that are not pulled though they stand there, by their place counted from 1 such as `terms.1`: the others keep their luck. */
  readonly leftOut?: ReadonlySet<string>
}

export interface LeverOrigin {
  readonly file: string
  readonly path: readonly PropertyKey[]
}

/** Whether the lever that a path leads to or into is not pulled. */
export function isLeftOut({ leftOut }: Scenario, path: readonly PropertyKey[]): boolean {
  return leftOut !== undefined && (leftOut.has(leverPlace(path, 1)) || leftOut.has(leverPlace(path, 2)))
}

/** The levers without those that are left out. */
export function pulledLevers(scenario: Scenario): Scenario['levers'] {
  const pulled: Record<string, unknown> = {}
  for (const [kind, own] of Object.entries(scenario.levers)) {
    if (Array.isArray(own)) pulled[kind] = own.filter((_, index) => !isLeftOut(scenario, ['levers', kind, index]))
    else if (!isLeftOut(scenario, ['levers', kind])) pulled[kind] = own
  }
  return pulled as Scenario['levers']
}

/** So many steps below `levers` as a setting is called: entries are counted from 1. */
export function leverPlace(path: readonly PropertyKey[], depth = path.length): string {
  return path
    .slice(1, depth + 1)
    .map((step) => (typeof step === 'number' ? step + 1 : String(step)))
    .join('.')
}

/** The name under which the unchanged company stands in every result. */
export const baselineName = 'baseline'
