import { type Group, sameGroup } from '../facts/fact-table.js'
import { type Measure, measures } from './measures.js'
import type { BaselineScore, Coverage, ForecastScore, MeasureScore, Skill } from './result.js'

const nominals: readonly number[] = [0.5, 0.8, 0.9]
const pitBins = 10

/** Sums up the forecasts of each measure and group. */
export function scoreMeasures(forecasts: readonly ForecastScore[], groups: readonly Group[]): MeasureScore[] {
  return groups.flatMap((group) =>
    measures.flatMap(({ id }) => {
      const own = forecasts.filter((forecast) => forecast.measure === id && sameGroup(forecast.group, group))
      return own.length === 0 ? [] : [scoreOf(id, group, own)]
    }),
  )
}

function scoreOf(measure: Measure['id'], group: Group, own: readonly ForecastScore[]): MeasureScore {
  const meanActual = meanOf(own, ({ actual }) => actual)
  const horizons = [...new Set(own.map(({ horizon }) => horizon))].sort((a, b) => a - b)
  return {
    measure,
    group,
    outcomes: own.length,
    meanActual,
    crps: meanOf(own, ({ crps }) => crps),
    coverage: nominals.map((nominal) => coverageOf(own, nominal)),
    naive: skillOf(own, ({ naive }) => naive),
    rollRate: skillOf(own, ({ rollRate }) => rollRate),
    bias: biasOf(own),
    byHorizon: horizons.map((horizon) => {
      const these = own.filter((forecast) => forecast.horizon === horizon)
      return {
        horizon,
        outcomes: these.length,
        bias: biasOf(these),
        crps: meanOf(these, ({ crps }) => crps),
        coverage90: coverageOf(these, 0.9).share,
      }
    }),
    pitHistogram: Array.from(
      { length: pitBins },
      (_, bin) => own.filter(({ pit }) => Math.min(pitBins - 1, Math.floor(pit * pitBins)) === bin).length,
    ),
  }
}

/** Whether the middle `nominal` of the futures holds what happened. */
function isCovered({ pit }: ForecastScore, nominal: number): boolean {
  return pit >= (1 - nominal) / 2 && pit <= (1 + nominal) / 2
}

function coverageOf(own: readonly ForecastScore[], nominal: number): Coverage {
  const share = own.filter((forecast) => isCovered(forecast, nominal)).length / own.length
  const months = new Set(own.map(({ month }) => month)).size
  // At 0 or all, the error that one more case the other way would have.
  const spread = Math.max(share * (1 - share), (1 / (months + 2)) * (1 - 1 / (months + 2)))
  return { nominal, share, error: Math.sqrt(spread / months) }
}

function skillOf(
  own: readonly ForecastScore[],
  baseline: (forecast: ForecastScore) => BaselineScore | null,
): Skill | null {
  const both = own.filter((forecast) => baseline(forecast) !== null)
  if (both.length === 0) return null
  const crps = meanOf(both, (forecast) => forecast.crps)
  const baselineAbsoluteError = meanOf(both, (forecast) => baseline(forecast)!.absoluteError)
  const baselineCrps = meanOf(both, (forecast) => baseline(forecast)!.crps)
  const against = (theirs: number) => (theirs > 0 ? 1 - crps / theirs : 0)
  const [ofNumber, ofRange] = [against(baselineAbsoluteError), against(baselineCrps)]
  return { outcomes: both.length, crps, baselineAbsoluteError, baselineCrps, ofNumber, ofRange }
}

function biasOf(own: readonly ForecastScore[]): number {
  const actual = meanOf(own, (forecast) => forecast.actual)
  return actual === 0 ? 0 : meanOf(own, (forecast) => forecast.mean - forecast.actual) / actual
}

function meanOf<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0) / values.length
}
