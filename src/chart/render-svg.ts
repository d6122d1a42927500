import { createHash } from 'node:crypto'
import { escapeHtml } from '../document/escape-html.js'
import type { Chart } from './chart.js'

/**
 * Draws a chart as a standalone SVG document. The same chart gives the same bytes. The root element carries the
 * alt sentence for screen readers. Throws if the specification cannot be drawn without a warning from Vega.
 */
export async function renderSvg(chart: Chart): Promise<string> {
  // Loaded here and not above: notebook cells require() this package, and Vega's graph has a top-level await.
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')])
  fixTextWidths(vega)
  const logger = throwingLogger(chart.title)
  const compiled = vegaLite.compile(chart.spec as unknown as Parameters<typeof vegaLite.compile>[0], { logger })
  const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none', logger })
  try {
    const svg = await view.toSVG()
    return labelled(withOwnIds(svg, chart), chart.alt)
  } finally {
    view.finalize()
  }
}

/** Vega numbers clip paths and gradients by a counter of the process; and two charts in one page must not share an id. */
function withOwnIds(svg: string, chart: Chart): string {
  const prefix = createHash('sha256').update(JSON.stringify(chart.spec)).digest('hex').slice(0, 8)
  const order: string[] = []
  return svg.replace(/(\bid="|url\(#)((?:clip|gradient_)\d+)(?=[")])/g, (_, before: string, id: string) => {
    if (!order.includes(id)) order.push(id)
    return `${before}c${prefix}-${order.indexOf(id)}`
  })
}

/**
 * Vega measures text with a canvas where one is installed and guesses 0.8 em a character where none is, so the same
 * chart would differ between machines. 0.62 em is the mean width of the widest common sans-serif, DejaVu Sans.
 */
function fixTextWidths(vega: object): void {
  const { textMetrics } = vega as { textMetrics: { width: (item: { fontSize?: number }, text: unknown) => number } }
  textMetrics.width = meanTextWidth
}

function meanTextWidth(item: { fontSize?: number }, text: unknown): number {
  return Math.round(0.62 * (item.fontSize ?? 11) * String(text ?? '').length)
}

function labelled(svg: string, alt: string): string {
  return svg.replace(/^<svg /, () => `<svg role="img" aria-label="${escapeHtml(alt)}" `)
}

interface Logger {
  level(): number
  level(level: number): this
  error(...messages: readonly unknown[]): this
  warn(...messages: readonly unknown[]): this
  info(...messages: readonly unknown[]): this
  debug(...messages: readonly unknown[]): this
}

/** A warning means a wrong picture, and a library that prints to the console spoils `--json`: so neither is let through. */
function throwingLogger(title: string): Logger {
  const raise = (messages: readonly unknown[]): never => {
    throw new Error(`the chart "${title}" cannot be drawn: ${messages.map(String).join(' ')}`)
  }
  const logger: Logger = {
    level: ((level?: number) => (level === undefined ? 2 : logger)) as Logger['level'],
    error: (...messages) => raise(messages),
    warn: (...messages) => raise(messages),
    info: () => logger,
    debug: () => logger,
  }
  return logger
}
