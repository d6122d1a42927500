import { isTotal } from '../facts/fact-table.js'
import { kpiById } from '../kpi/catalogue.js'
import type { Expectation } from './file/expectation.js'
import type { WrittenScenario } from './file/scenario-schema.js'
import type { KpiSpread, MetExpectation, PairedDifference } from './result.js'

/** Standard errors on either side of a mean that hold the true one 95 times in a hundred. */
const width = 1.96
/** Fewer futures than these that define a KPI say nothing of it. */
const leastDefined = 10
/** What "hardly" is, as a share of the baseline's mean. */
const hardly = 0.02

/** Holds what was expected of a scenario against what came of it in the last month, company-wide. */
export function expectationsMet(
  expected: NonNullable<WrittenScenario['expect']>,
  baseline: readonly KpiSpread[],
  differences: readonly PairedDifference[],
): MetExpectation[] {
  return Object.entries(expected).map(([kpi, word]) => {
    const isIt = (entry: KpiSpread | PairedDifference) => entry.kpi === kpi && isTotal(entry.group)
    const difference = differences.filter(isIt).at(-1)
    const { mean: level = null, defined = 0 } = baseline.filter(isIt).at(-1) ?? {}
    if (!difference || difference.mean === null || difference.se === null || level === null || defined < leastDefined) {
      return { kpi, expected: word!, holds: null, isShown: false, mean: null, low: null, high: null }
    }
    const { mean, se } = difference
    const [low, high] = [mean - width * se, mean + width * se]
    const holds = isAsExpected(word!, mean, low, high, level)
    return { kpi, expected: word!, holds, isShown: isShown(word!, mean, low, high, level), mean, low, high }
  })
}

/** What does not rise or fall is what is not shown to. */
function isAsExpected(word: Expectation, ...change: [mean: number, low: number, high: number, level: number]): boolean {
  switch (word) {
    case 'does not rise':
      return !isShown('rises', ...change)
    case 'does not fall':
      return !isShown('falls', ...change)
    case 'hardly moves': {
      const [mean, , , level] = change
      return Math.abs(mean) < hardly * Math.abs(level) || !(isShown('rises', ...change) || isShown('falls', ...change))
    }
    default:
      return isShown(word, ...change)
  }
}

/** Whether the whole interval is as expected. */
function isShown(word: Expectation, mean: number, low: number, high: number, level: number): boolean {
  switch (word) {
    case 'rises':
      return low > 0
    case 'falls':
      return high < 0
    case 'does not rise':
      return high <= 0
    case 'does not fall':
      return low >= 0
    case 'hardly moves':
      return Math.abs(mean) < hardly * Math.abs(level) && Math.max(-low, high) < hardly * Math.abs(level)
    default:
      return word satisfies never
  }
}

/** Whether expectations come true in the mean over the futures, in words; single futures may differ, and the figures stand elsewhere. */
export function expectationNotes(met: readonly MetExpectation[]): string[] {
  const listed = (is: (each: MetExpectation) => boolean) =>
    met.filter(is).map(({ kpi, expected }) => `${kpiById(kpi).name} ${expected}`)
  const shown = listed(({ holds, isShown }) => holds === true && isShown)
  const open = listed(({ holds, isShown }) => holds === true && !isShown)
  const failed = listed(({ holds }) => holds === false)
  const unknown = listed(({ holds }) => holds === null)
  return [
    ...(shown.length > 0 ? [`As expected on average: ${shown.join('; ')}.`] : []),
    ...(open.length > 0 ? [`Expected, and not shown otherwise: ${open.join('; ')}.`] : []),
    ...(failed.length > 0 ? [`Not as expected: ${failed.join('; ')} – this does not come, or not surely.`] : []),
    ...(unknown.length > 0 ? [`Cannot be told, as hardly any future defines it: ${unknown.join('; ')}.`] : []),
  ]
}
