import type { Levers } from './lever-schemas.js'
import type { LeverOrigin, Scenario } from './scenario.js'

const listKinds = ['terms', 'credit', 'collections', 'billing', 'sales'] as const
const singleKinds = ['collectors', 'write_off', 'economy', 'goal'] as const

/**
 * A scenario with the levers of others before its own: lists one after the other, single levers the last one's alone. Each
 * lever keeps the day from which it acts in its own scenario, and the place at which it is written.
 */
export function extendScenario(others: readonly Scenario[], own: Scenario): Scenario {
  const parts = [...others, own]
  const levers: Record<string, unknown> = {}
  const origins = new Map<string, LeverOrigin>()
  for (const kind of listKinds) {
    const all = parts.flatMap((part) => part.levers[kind].map((lever, index) => ({ part, lever, index })))
    levers[kind] = all.map(({ part, lever }) => withFrom(lever, part))
    all.forEach(({ part, index }, row) => {
      origins.set(`${kind}.${row + 1}`, originOf(part, `${kind}.${index + 1}`, ['levers', kind, index]))
    })
  }
  for (const kind of singleKinds) {
    const part = parts.filter((each) => each.levers[kind] !== undefined).at(-1)
    if (!part) continue
    levers[kind] = withFrom(part.levers[kind]!, part)
    origins.set(kind, originOf(part, kind, ['levers', kind]))
  }
  const economics = parts.filter((part) => part.economics !== undefined).at(-1)?.economics
  const { from, ...rest } = own
  return {
    ...rest,
    ...(from === undefined ? {} : { newLeversFrom: from }),
    levers: levers as Levers,
    origins,
    ...(economics ? { economics } : {}),
  }
}

/** A goal has no day of its own: it holds from the beginning. */
function withFrom<T extends object>(lever: T, { from }: Scenario): T {
  if ('metric' in lever || ('from' in lever && lever.from !== undefined) || from === undefined) return lever
  return { ...lever, from }
}

function originOf({ origins, file }: Scenario, key: string, path: readonly PropertyKey[]): LeverOrigin {
  return origins?.get(key) ?? { file, path }
}
