import type { SeekResult, TriedSetting } from '../../decision/seek.js'
import { outcomeRange, outcomeValue } from './outcome-text.js'
import { percentText } from './percent-text.js'
import type { WordTable } from './word-table.js'

/** `DSO in 2025-12 at most 45.0 days`. */
export function seekTargetText({ target, currency }: SeekResult): string {
  return `${target.outcome.name} ${target.bound} ${outcomeValue(target.outcome, target.value, currency)}`
}

/** What was found, in sentences. */
export function seekSentences(result: SeekResult): string[] {
  const { setting, found, mayBe, surely, best, today, confidence, between, tried, replicates } = result
  const asked = `${seekTargetText(result)}, in ${percentText(confidence)} of futures`
  const interval = ({ probability, low, high }: Omit<TriedSetting, 'value'>) =>
    `${percentText(probability)} of futures (95 % interval ${percentText(low)} to ${percentText(high)})`
  const now = `If nothing is changed, it is reached in ${interval(today)}.`
  if (!found) {
    const nearest =
      best.probability === 0
        ? 'None of those tried reaches it in any future.'
        : `The best is ${best.value}: ${interval(best)}.`
    const perhaps =
      mayBe === null ? [] : [`With more futures ${mayBe} might turn out to do; run more with --replicates.`]
    return [
      `No ${setting} of the ${tried.length} that were tried from ${between[0]} to ${between[1]} reaches ${asked}. ${nearest}`,
      ...perhaps,
      now,
    ]
  }
  const first = tried[0]!
  if (found.value === first.value) {
    return [
      `${setting} ${found.value} reaches ${asked}, already at the first end of the range: ${interval(found)}.`,
      now,
    ]
  }
  const bounds =
    surely === null
      ? `So many futures do not show that any setting up to ${between[1]} surely does; run more with --replicates.`
      : mayBe === surely
        ? `${replicates.toLocaleString('en-US')} futures leave no doubt about the setting.`
        : `${replicates.toLocaleString('en-US')} futures leave it between ${mayBe}, which may do, and ${surely}, which surely does.`
  return [`${setting} ${found.value} reaches ${asked}: ${interval(found)}.`, bounds, now]
}

/** All settings that were tried. */
export function seekTable({ tried, target, currency, setting }: SeekResult): WordTable {
  return {
    header: [setting, 'reached in', '95 % interval', `${target.outcome.name}: median, 90 % range`],
    rows: tried.map(({ value, probability, low, high, q05, q50, q95 }) => [
      String(value),
      percentText(probability),
      `${percentText(low)} to ${percentText(high)}`,
      q05 === null || q50 === null || q95 === null ? '–' : outcomeRange(target.outcome, [q05, q50, q95], currency),
    ]),
  }
}
