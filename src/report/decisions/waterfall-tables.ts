import { outcomeFormat } from '../../chart/outcome-format.js'
import type { LeverAttribution } from '../../decision/attribute-levers.js'
import { outcomeChange, outcomeValue } from './outcome-text.js'
import type { WordTable } from './word-table.js'

/** What each lever does to each outcome, from the baseline to the scenario. */
export function waterfallTables({ outcomes, levers, scenario, currency, replicates }: LeverAttribution): WordTable[] {
  const tables = outcomes.map(({ outcome, baseline, scenario: after, total, levers: parts }): WordTable => {
    const { unit } = outcomeFormat(outcome, currency)
    const shown = unit === 'percent' ? 'points' : unit === 'money' ? currency : unit
    return {
      title: outcome.name,
      header: ['', shown],
      rows: [
        ['baseline', outcomeValue(outcome, baseline, currency)],
        ...levers.map(({ name }, index) => [`  ${name}`, outcomeChange(outcome, parts[index]!, currency)]),
        [scenario, outcomeValue(outcome, after, currency)],
        ['  in all', outcomeChange(outcome, total, currency)],
      ],
    }
  })
  const last = tables.at(-1)!
  const left = Math.max(...outcomes.map(({ undefinedFutures }) => undefinedFutures))
  const leftOut =
    left === 0
      ? ''
      : ` Up to ${left.toLocaleString('en-US')} are left out, as some set of levers leaves them without the outcome.`
  return [
    ...tables.slice(0, -1),
    {
      ...last,
      notes: [
        `Means of ${replicates.toLocaleString('en-US')} futures, with the range that holds 90 % of them; each lever’s part is averaged over all orders, and the parts add up.${leftOut}`,
      ],
    },
  ]
}
