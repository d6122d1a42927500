import type { Sensitivity, UnknownEffect } from '../../decision/sensitivity.js'
import type { ValueOfKnowing } from '../../decision/value-of-knowing.js'
import { outcomeChange, outcomeValue } from './outcome-text.js'
import { percentText } from './percent-text.js'
import type { WordTable } from './word-table.js'

/** What an outcome hangs on, and what would be worth knowing. */
export function sensitivityTables(result: Sensitivity): WordTable[] {
  const { outcome, currency, tornado, unknowns, scenario, mean, change, decision } = result
  const value = (own: number) => outcomeValue(outcome, own, currency)
  return [
    {
      title: `${outcome.name} under ${scenario}: ${value(mean)}, against the baseline ${outcomeChange(outcome, change, currency)}`,
      header: ['if it were otherwise', 'one way', 'the other', 'apart by'],
      rows: tornado.map(({ name, low, high, swing }) => [
        name,
        `${low.at}: ${value(low.outcome)}`,
        `${high.at}: ${value(high.outcome)}`,
        value(swing),
      ]),
    },
    {
      title: `Decided by ${decision.by.name}: ${outcomeChange(decision.by, decision.change, currency)}, better in ${percentText(decision.better)} of futures`,
      header: ['unknown', `correlation with ${outcome.name}`, 'knowing it is worth', 'would change the decision in'],
      rows: unknowns.map(({ name, kind, correlation, knowing }) => [
        name,
        correlation === null
          ? '–'
          : `${signed(correlation.value)} (${signed(correlation.low)} to ${signed(correlation.high)})`,
        worth(kind, knowing, result),
        knowing === null || knowing.changes === 0 ? '–' : `${percentText(knowing.changes)} of futures`,
      ]),
      notes: [
        'Correlations are Spearman’s, with their 95 % intervals. Knowing is worth the mean of the better choice with the knowledge, less that without it; nothing where it is no more than chance would bring.',
      ],
    },
  ]
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(2)
  return Number(text) === 0 ? text : value < 0 ? `−${text}` : `+${text}`
}

function worth(
  kind: UnknownEffect['kind'],
  knowing: ValueOfKnowing | null,
  { decision, currency }: Sensitivity,
): string {
  if (kind === 'luck') return 'nobody can know'
  if (knowing === null) return 'too few futures'
  return knowing.value === 0 ? 'nothing' : outcomeValue(decision.by, knowing.value, currency)
}
