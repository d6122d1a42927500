import { escapeHtml } from '../document/escape-html.js'
import type { BrowserScript } from './live-chart-scripts.js'

/** A chart for a page: its specification, what it shows in a sentence, and a picture of it. */
export interface PageChart {
  readonly alt: string
  /** A Vega-Lite specification. */
  readonly spec: Readonly<Record<string, unknown>>
  /** HTML that says the same as the live chart; may be empty. */
  readonly still: string
}

/**
 * A chart as a picture that becomes live, with tooltips, where scripts run; paper keeps the picture. The page needs the
 * scripts of `liveChartCode`.
 */
export function liveChart({ alt, spec, still }: PageChart): string {
  return `<div class="chart" role="img" aria-label="${escapeHtml(alt)}"><div class="still">${still}</div><div class="live"></div><script type="application/json">${jsonForHtml(pageSpec(spec))}</script></div>`
}

/** What the page runs for its live charts: the libraries with their licences, and what puts charts in the place of pictures. */
export function liveChartCode(libraries: readonly BrowserScript[]): string[] {
  return [...libraries.map(libraryCode), liveUpgrade]
}

/**
 * The version named in `$schema` is for notebooks; in a page that brings its own Vega-Lite it would only cause a warning.
 * `usermeta` could overrule the options below.
 */
function pageSpec(spec: PageChart['spec']): PageChart['spec'] {
  const { $schema: _, usermeta: __, ...rest } = spec
  return rest
}

/** JSON that no HTML parser can take for the end of its script element. */
function jsonForHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

function libraryCode({ name, code, license }: BrowserScript): string {
  const notice = license.replaceAll('*/', '* /').replace(/<(?=\/script|!--)/gi, '')
  return `/* ${name}\n${notice}*/\n${code.replace(/\n?\/\/# sourceMappingURL=.*/g, '')}`
}

/** Runs in the page. A chart that cannot come alive stays a picture. */
const liveUpgrade = `
if (globalThis.vegaEmbed) for (const chart of document.querySelectorAll('.chart')) {
  const spec = JSON.parse(chart.querySelector('script').textContent)
  vegaEmbed(chart.querySelector('.live'), spec, { mode: 'vega-lite', renderer: 'svg', actions: false, defaultStyle: false })
    .then(() => chart.classList.add('is-live'), () => {})
}
`
