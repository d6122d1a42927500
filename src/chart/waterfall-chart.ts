import type { LeverAttribution, OutcomeAttribution } from '../decision/attribute-levers.js'
import { bridgeChart } from './bridge-chart.js'
import type { Chart } from './chart.js'
import { cutText } from './cut-text.js'
import { outcomeFormat } from './outcome-format.js'
import type { ValueFormat } from './value-format.js'

/** From the baseline to a scenario, lever by lever: what each of them does to an outcome. Throws a RangeError for an outcome that is not there. */
export function waterfallChart(attribution: LeverAttribution, outcome = attribution.outcomes[0]!.outcome.id): Chart {
  const own = attribution.outcomes.find((each) => each.outcome.id === outcome)
  if (!own) {
    const known = attribution.outcomes.map((each) => each.outcome.id).join(', ')
    throw new RangeError(`waterfallChart: no outcome "${outcome}" in the attribution; it has ${known}`)
  }
  const { name, unit, better } = own.outcome
  const format = outcomeFormat(own.outcome, attribution.currency)
  const shown = shownLevels(own, format)
  return bridgeChart({
    kpiName: name,
    unit,
    digits: shown.digits,
    better,
    currency: { ...format.currency, decimals: 0 },
    from: { label: 'baseline', value: shown.from },
    to: { label: cutText(attribution.scenario, 24), value: shown.to },
    parts: attribution.levers.map((lever, index) => ({ label: cutText(lever.name, 30), value: shown.parts[index]! })),
  })
}

/** Rounded so that what is seen adds up: the largest part takes what rounding leaves over. */
function shownLevels({ baseline, scenario, levers }: OutcomeAttribution, { unit, digits, currency }: ValueFormat) {
  const scale = unit === 'money' ? 10 ** -currency.decimals : 1
  const round = (value: number) => Number((value * scale).toFixed(digits)) + 0
  const [from, to] = [round(baseline), round(scenario)]
  const parts = levers.map(({ mean }) => round(mean ?? 0))
  const largest = parts.reduce((best, part, index) => (Math.abs(part) > Math.abs(parts[best]!) ? index : best), 0)
  const missing = parts.reduce((rest, part) => rest - part, to - from)
  parts[largest] = Number((parts[largest]! + missing).toFixed(digits)) + 0
  return { digits, from, to, parts }
}
