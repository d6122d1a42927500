import type { Chart } from './chart.js'
import { cutText } from './cut-text.js'
import { emptyChart } from './empty-chart.js'
import { type Layer, layeredChart, markedPlace, rowsOfSeries, seriesField } from './layers.js'
import { historyStyle } from './theme.js'

/** Share of invoices still unpaid after a day relative to due: as seen, and as a fitted behaviour says. */
export interface SurvivalDay {
  readonly day: number
  readonly observed: number
  readonly fitted: number
}

const fittedColor = '#d55e00'
const height = 170

/** The days shown: what lies beyond is hardly anything and would crowd the rest. */
const [firstShown, lastShown] = [-45, 120]

/** How long invoices of one segment stay unpaid, seen (steps) and fitted (dashed line). The title gives the greatest gap. */
export function fittedSurvivalChart(name: string, days: readonly SurvivalDay[]): Chart {
  const shown = days.filter(({ day }) => day >= firstShown && day <= lastShown)
  if (shown.length === 0) return emptyChart(`${cutText(name, 40)}: no invoice to show`)
  const gap = shown.reduce((most, day) => Math.max(most, Math.abs(day.observed - day.fitted)), 0)
  const title = `${cutText(name, 40)}: fitted and seen differ by ${(100 * gap).toFixed(1)} points at most`
  const at = (day: number) => shown.filter((each) => each.day <= day).at(-1)
  const alt = [
    `Share of invoices of ${name} still unpaid by days relative to due, seen and fitted.`,
    ...[0, 30, 90].flatMap((day) => {
      const found = at(day)
      return found ? [`${day} days after due: seen ${percent(found.observed)}, fitted ${percent(found.fitted)}.`] : []
    }),
  ].join(' ')
  const rows = shown.map(({ day, observed, fitted }) => ({ day, seen: 100 * observed, fitted: 100 * fitted }))
  const first = Math.min(...shown.map(({ day }) => day))
  const x = {
    field: 'day',
    type: 'quantitative',
    scale: { domain: [first, lastShown], nice: false },
    axis: { title: 'days from the due date', values: [-30, 0, 30, 60, 90, 120].filter((day) => day >= first) },
  }
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    scale: { domain: [0, 100], nice: false },
    axis: { title: null, values: [0, 25, 50, 75, 100], labelExpr: "datum.value + ' %'" },
  })
  const legend = {
    scale: { domain: ['seen', 'fitted'], range: [historyStyle.color, fittedColor] },
    legend: { symbolType: 'stroke', symbolSize: 400, columns: 2 },
  }
  const layers: Layer[] = [
    ...markedPlace({ day: 0 }, 'due', x),
    {
      data: { values: rowsOfSeries(rows, 'seen') },
      mark: { type: 'line', interpolate: 'step-after' },
      encoding: { x, y: y('seen'), color: { ...seriesField, ...legend } },
    },
    {
      data: { values: rowsOfSeries(rows, 'fitted') },
      mark: { type: 'line', strokeDash: [5, 3] },
      encoding: { x, y: y('fitted'), color: { ...seriesField, ...legend } },
    },
  ]
  const subtitle = 'Share of invoices still unpaid. Solid: seen (open ones count as not paid yet). Dashed: fitted.'
  return layeredChart({ title, subtitle, alt, layers, height })
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
