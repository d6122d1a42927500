import type { Scenario } from '../scenario/file/scenario.js'

/** One lever of a scenario, with its place, counted from 1 (`terms.1`), and what it is called: `terms: net 45`. */
export interface NamedLever {
  readonly place: string
  readonly name: string
}

/** All levers that a scenario pulls, in the order of their kinds. */
export function leversOf({ levers, leftOut }: Scenario): NamedLever[] {
  const all = Object.entries(levers).flatMap(([kind, own]) => {
    if (own === undefined) return []
    if (!Array.isArray(own)) return [{ place: kind, name: leverName(kind, own) }]
    return own.map((lever, index) => ({ place: `${kind}.${index + 1}`, name: leverName(kind, lever) }))
  })
  const names = all.map(({ name }) => name)
  return all
    .filter(({ place }) => !leftOut?.has(place))
    .map((lever) =>
      names.filter((name) => name === lever.name).length === 1
        ? lever
        : { ...lever, name: `${lever.name} (${lever.place})` },
    )
}

/** The scenario without some of its levers; those that stay keep their luck. */
export function withoutLevers(scenario: Scenario, places: readonly string[]): Scenario {
  return { ...scenario, leftOut: new Set([...(scenario.leftOut ?? []), ...places]) }
}

/** What is said of a lever beside its settings. */
const aside = ['where', 'from', 'phase_in_days', 'pass_through', 'from_days_past_due', 'minutes_a_day']
/** Settings that are as they are if nobody says them. */
const usual: Readonly<Record<string, unknown>> = {
  order_lift: 0,
  adverse_selection: 1,
  credit_quality_price: 1,
  order_of_work: 'oldest',
}
const longest = 48

function leverName(kind: string, lever: object): string {
  const settings = Object.entries(lever)
    .filter(([key, value]) => value !== undefined && !aside.includes(key) && usual[key] !== value)
    .map(([key, value]) => settingText(key, value))
  const where = 'where' in lever ? Object.entries(lever.where as object).map(whereText) : []
  const text = `${kind.replaceAll('_', ' ')}: ${settings.join(', ')}${where.length > 0 ? ` for ${where.join(', ')}` : ''}`
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

function settingText(key: string, value: unknown): string {
  const name = key.replaceAll('_', ' ')
  if (key === 'discount' && typeof value === 'object') {
    const { percent, days } = value as { percent: number; days: number }
    return `discount ${percent} % in ${days} days`
  }
  if (Array.isArray(value))
    return key === 'contacts' ? value.map(({ kind }) => String(kind).replaceAll('_', ' ')).join(', ') : name
  return typeof value === 'object' || value === true ? name : `${name} ${String(value)}`
}

function whereText([attribute, value]: [string, unknown]): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.join(' or ')
  const { at_least, below } = value as { readonly at_least?: number; readonly below?: number }
  const bounds = [
    ...(at_least === undefined ? [] : [`from ${at_least}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ]
  return `${attribute.replaceAll('_', ' ')} ${bounds.join(' ')}`
}
