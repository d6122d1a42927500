/** Fonts that every desktop, notebook and printer has; nothing is loaded. */
export const fontFamily = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif'

/** Width of a chart's plot in pixels: with its axis and its end labels about 640, which fits a notebook and an A4 page. */
export const plotWidth = 540

/** Height of a chart's plot in pixels. */
export const plotHeight = 250

export const ink = {
  text: '#1f2933',
  quietText: '#52606d',
  axis: '#9aa5b1',
  grid: '#e9edf1',
} as const

/** A line's look: told apart by dash as well as by colour, for readers who see few colours and for grey printers. */
export interface LineStyle {
  readonly color: string
  /** Lengths of dash and gap in pixels; [1, 0] is a solid line. */
  readonly dash: readonly number[]
}

const solid = [1, 0] as const

/** What has happened. */
export const historyStyle: LineStyle = { color: '#1f2933', dash: solid }

/** Today's policy simulated on: neutral, so that the scenarios carry the colour. */
export const baselineStyle: LineStyle = { color: '#52606d', dash: [5, 4] }

/**
 * The Okabe-Ito palette without black (history is nearly black) and without yellow and sky blue, which are too
 * light for a thin line on white. Source: Okabe and Ito, Color Universal Design (2008).
 */
const scenarioStyles: readonly LineStyle[] = [
  { color: '#0072b2', dash: solid },
  { color: '#d55e00', dash: [9, 3] },
  { color: '#009e73', dash: [2, 2] },
  { color: '#cc79a7', dash: [9, 3, 2, 3] },
  { color: '#e69f00', dash: [14, 4] },
]

/** The look of the scenario at `position` (from 0, the baseline not counted). Colours repeat after five with other dashes. */
export function scenarioStyle(position: number): LineStyle {
  const count = scenarioStyles.length
  const { color } = scenarioStyles[position % count]!
  const { dash } = scenarioStyles[(position + Math.floor(position / count)) % count]!
  return { color, dash }
}

/** For what is good and what is bad; never alone, always with a sign, a shape or a word. Both are of the Okabe-Ito palette. */
export const verdictColor = { good: '#009e73', bad: '#d55e00', neither: ink.quietText } as const

/** A level that was set and not measured, such as a target. */
export const targetStyle: LineStyle = { color: '#0072b2', dash: [7, 4] }

/**
 * The look of one of several lines of the same rank, at `position` from 0. No two that follow one another share a dash, and
 * thirty differ in colour or dash.
 */
export function seriesStyle(position: number): LineStyle {
  const colors = [historyStyle.color, ...scenarioStyles.map(({ color }) => color)]
  const dashes = scenarioStyles.map(({ dash }) => dash)
  const round = Math.floor(position / colors.length)
  return { color: colors[position % colors.length]!, dash: dashes[(position + round) % dashes.length]! }
}

/** What is not past due: grey, so that the buckets after it carry the colour. */
export const currentColor = '#dbe2e8'

/** The colours of `count` past-due buckets, the oldest last: one hue that darkens, so that grey tells them apart too. */
export function agingColors(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    between(['#f2ae66', '#dd8030', '#b4551a', '#7d350c', '#431a04'], count === 1 ? 0.5 : index / (count - 1)),
  )
}

/** One hue from light to dark for values from low to high; even steps of the value are about even steps of lightness. */
export const sequentialColors = ['#e4eff8', '#a9cfe8', '#5fa4d0', '#0072b2', '#003a63'] as const

/** A colour mixed with white: opaque, so that it looks the same on paper and in a legend. */
export function tint(color: string, strength: number): string {
  return between(['#ffffff', color], strength)
}

/** The colour at a place from 0 to 1 on the way through `colors`. */
export function between(colors: readonly string[], place: number): string {
  const at = Math.min(1, Math.max(0, place)) * (colors.length - 1)
  const first = Math.min(Math.floor(at), colors.length - 2)
  const channel = (from: number) => {
    const [low, high] = [colors[first]!, colors[first + 1]!].map((color) =>
      Number.parseInt(color.slice(from, from + 2), 16),
    )
    return Math.round(low! + (high! - low!) * (at - first))
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}

/** The Vega-Lite configuration that all charts share. */
export const chartConfig = {
  background: '#ffffff',
  font: fontFamily,
  padding: 6,
  // The whole picture has one alt sentence; a label on every mark would make a screen reader drone.
  aria: false,
  view: { stroke: null },
  title: {
    anchor: 'start',
    frame: 'bounds',
    align: 'left',
    fontSize: 14,
    fontWeight: 600,
    lineHeight: 18,
    color: ink.text,
    subtitleFontSize: 11.5,
    subtitleLineHeight: 16,
    subtitleColor: ink.quietText,
    subtitlePadding: 5,
    offset: 10,
  },
  axis: {
    labelColor: ink.quietText,
    labelFontSize: 11,
    titleColor: ink.quietText,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    tickColor: ink.axis,
    domainColor: ink.axis,
    gridColor: ink.grid,
    labelPadding: 5,
  },
  axisX: { grid: false, tickSize: 4 },
  axisY: { grid: true, domain: false, ticks: false },
  legend: {
    orient: 'top',
    direction: 'horizontal',
    title: null,
    labelColor: ink.text,
    labelFontSize: 11.5,
    labelLimit: 600,
    symbolSize: 180,
    symbolStrokeWidth: 2.2,
    offset: 40,
    columnPadding: 14,
    rowPadding: 4,
  },
  line: { strokeWidth: 2.2, strokeJoin: 'round', strokeCap: 'butt' },
  text: { fontSize: 11.5, color: ink.text },
} as const
