import type { Chart } from './chart.js'
import { hasRows, type Layer, layeredChart, rowChannel } from './layers.js'
import { ink, plotWidth, verdictColor } from './theme.js'

/** How many outcomes the intervals of one figure held. Shares are fractions. */
export interface CoverageRow {
  readonly name: string
  readonly coverage: readonly { readonly nominal: number; readonly share: number; readonly error: number }[]
}

const rowHeight = 62

/**
 * The share of outcomes that intervals of 50, 80 and 90 % held, as dots with two standard errors, against ticks where they
 * should be. Green where the tick is within two standard errors, orange with a cross where it is not.
 */
export function coverageChart(rows: readonly CoverageRow[]): Chart {
  const cells = rows.flatMap(({ name, coverage }, row) =>
    coverage.map(({ nominal, share, error }, place) => ({
      row,
      name,
      offset: (place - (coverage.length - 1) / 2) * 17,
      nominal: 100 * nominal,
      share: 100 * share,
      low: Math.max(0, 100 * (share - 2 * error)),
      high: Math.min(100, 100 * (share + 2 * error)),
      isRight: Math.abs(share - nominal) <= 2 * error,
    })),
  )
  const wrong = cells.filter(({ isRight }) => !isRight)
  const title =
    wrong.length === 0
      ? 'All ranges held about as many outcomes as they should'
      : `${wrong.length} of ${cells.length} ranges held clearly more or fewer outcomes than they should`
  const alt = rows
    .map(
      ({ name, coverage }) =>
        `${name}: ${coverage.map(({ nominal, share }) => `${percent(share)} of outcomes in the ${percent(nominal)} range`).join(', ')}.`,
    )
    .join(' ')
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    scale: { domain: [0, 100], nice: false },
    axis: { title: 'outcomes held, %', values: [0, 20, 40, 50, 60, 80, 90, 100], grid: true },
  })
  const y = rowChannel(rows.map(({ name }) => name))
  const layers = [...new Set(cells.map(({ offset }) => offset))].flatMap((offset): Layer[] => {
    const values = cells.filter((cell) => cell.offset === offset)
    return [
      {
        data: { values },
        mark: { type: 'rule', strokeWidth: 2, yOffset: offset, color: ink.axis },
        encoding: { x: x('low'), x2: { field: 'high' }, y },
      },
      {
        data: { values },
        mark: { type: 'tick', thickness: 2, size: 15, yOffset: offset, color: ink.text },
        encoding: { x: x('nominal'), y },
      },
      ...[true, false].map((isRight) => ({
        data: { values: values.filter((cell) => cell.isRight === isRight) },
        mark: {
          type: 'point',
          filled: true,
          opacity: 1,
          size: 75,
          shape: isRight ? 'circle' : 'cross',
          yOffset: offset,
          color: isRight ? verdictColor.good : verdictColor.bad,
        },
        encoding: { x: x('share'), y },
      })),
    ]
  })
  const subtitle =
    'Dots: outcomes held by the 50, 80 and 90 % ranges (top to bottom), ± 2 standard errors. Ticks: what is right.'
  return layeredChart({
    title,
    subtitle,
    alt,
    layers: layers.filter(hasRows),
    height: rowHeight * rows.length,
    width: plotWidth - 120,
  })
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}
