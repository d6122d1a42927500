import type { Frontier } from '../../decision/frontier.js'
import { outcomeChange, outcomeValue } from './outcome-text.js'
import { percentText } from './percent-text.js'
import type { WordTable } from './word-table.js'

/** The choices, those that nothing beats first. */
export function frontierTable({ points, outcomes, currency, futures }: Frontier): WordTable {
  const rows = [...points]
    .sort((a, b) => Number(b.onFrontier) - Number(a.onFrontier) || a.means[0]! - b.means[0]!)
    .map(({ name, means, changes, onFrontier, probability, beatenBy }) => [
      name,
      onFrontier
        ? `beaten by none (${percentText(probability)} sure)`
        : `beaten, by ${beatenBy} (${percentText(1 - probability)} sure that by one of them)`,
      ...outcomes.map((outcome, index) => {
        const value = outcomeValue(outcome, means[index]!, currency)
        return changes[index]!.mean === 0 ? value : `${value}; ${outcomeChange(outcome, changes[index]!, currency)}`
      }),
    ])
  return {
    header: ['choice', '', ...outcomes.map(({ name, better }) => `${name} (${better} is better)`)],
    rows,
    wordColumns: 2,
    notes: [
      `Means of ${futures.toLocaleString('en-US')} futures, and the change from the baseline under the same luck with the range that holds 90 % of them. How sure: the share of resampled sets of futures in which it is so.`,
    ],
  }
}
