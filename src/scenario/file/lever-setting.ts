import { checkedBySchema } from '../../document/checked-by-schema.js'
import { didYouMean } from '../../document/did-you-mean.js'
import { plural } from '../../document/plural.js'
import { leversSchema } from './lever-schemas.js'
import { leverPlace, type Scenario } from './scenario.js'

/** A scenario with a setting changed, or why that cannot be, in a sentence. */
export type Changed = { readonly scenario: Scenario } | { readonly fault: string }

/** A scenario that pulls no lever and comes from no file: settings can be put into it. */
export const noLevers: Scenario = { name: 'no levers', note: '', levers: leversSchema.parse(undefined), file: '' }

/** The kinds of levers that there are. */
const kinds = Object.keys(leversSchema.unwrap().shape)

/**
 * The scenario with one setting of its levers at another value. A setting is named by the way to it: `terms.net`,
 * `collections.hazard_multiplier`, `collectors.people`; where there are several levers of a kind (or contacts of a lever), by its number too, from 1:
 * `terms.2.net`. A lever that is not pulled yet is pulled, on all customers.
 */
export function withSetting(scenario: Scenario, setting: string, value: unknown): Changed {
  const [kind = '', ...steps] = setting.split('.')
  if (!kinds.includes(kind)) return { fault: `there is no lever "${kind}".${didYouMean(kind, kinds)}` }
  if (steps.some((step) => step in Object.prototype)) return { fault: `${setting} is no setting.` }
  if (steps.length === 0) return { fault: `"${setting}" is a lever; say which of its settings, like ${kind}.….` }
  const levers = structuredClone(scenario.levers) as Node
  const fresh = scenario.newLeversFrom === undefined ? {} : { from: scenario.newLeversFrom }
  const refused = put(levers, [kind, ...steps], '', value, fresh)
  if (refused) return refused
  const checked = checkedBySchema(leversSchema, levers, 'the scenario', (path) => leverPlace(['levers', ...path]))
  return 'fault' in checked ? { fault: checked.fault } : { scenario: { ...scenario, levers: checked.value } }
}

type Node = Record<string, unknown>

/** Puts a value where steps lead, making what is missing on the way (a lever of a list from `fresh`); or says which step leads nowhere. */
function put(
  node: Node | unknown[],
  [step, ...rest]: readonly string[],
  before: string,
  value: unknown,
  fresh: Node,
): { readonly fault: string } | null {
  if (Array.isArray(node)) return putIntoList(node, [step!, ...rest], before, value, fresh)
  const here = before === '' ? step! : `${before}.${step}`
  if (rest.length === 0) {
    node[step!] = value
    return null
  }
  const next = node[step!] ?? {}
  if (typeof next !== 'object') return { fault: `${here} is a value and has no settings of its own.` }
  node[step!] = next
  return put(next as Node, rest, here, value, fresh)
}

function putIntoList(
  entries: unknown[],
  [step, ...rest]: readonly string[],
  before: string,
  value: unknown,
  fresh: Node,
): { readonly fault: string } | null {
  if (!/^\d+$/.test(step!)) {
    if (entries.length > 1) {
      return { fault: `there are ${entries.length} entries of ${before}: say which, like ${before}.1.${step}.` }
    }
    if (entries.length === 0) entries.push({ ...fresh })
    return put(entries[0] as Node, [step!, ...rest], before, value, fresh)
  }
  const index = Number(step) - 1
  const here = `${before}.${step}`
  if (index < 0 || index >= entries.length) {
    return {
      fault: `there is no ${here}: ${before} has ${plural(entries.length, 'entry')}, counted from 1.`,
    }
  }
  if (rest.length > 0) return put(entries[index] as Node, rest, here, value, fresh)
  entries[index] = value
  return null
}
