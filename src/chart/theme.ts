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
    layout: { top: { direction: 'vertical', anchor: 'start', margin: 4 } },
    columnPadding: 14,
    rowPadding: 4,
  },
  line: { strokeWidth: 2.2, strokeJoin: 'round', strokeCap: 'butt' },
  text: { fontSize: 11.5, color: ink.text },
} as const
