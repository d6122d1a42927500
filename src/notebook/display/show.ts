import type { Chart } from '../../chart/chart.js'
import { renderSvg } from '../../chart/render-svg.js'
import { bundleWriter } from './bundle-writer.js'
import type { Showable } from './display-bundle.js'
import { type TableRow, table } from './table.js'

/** The newest Vega-Lite that JupyterLab and VS Code can draw; chart specifications are valid under it. */
const vegaLiteSchema = 'https://vega.github.io/schema/vega-lite/v5.json'

/**
 * Shows something as the output of a notebook cell. A chart: live where the front end draws Vega-Lite, else as a picture, else as
 * the alt sentence. A table, cards, a comparison, an exercise, a verdict: as HTML, else as text. Use it with `await`. Outside a
 * notebook it prints the text.
 */
export async function show(shown: Chart | Showable): Promise<void> {
  // Fetched before the wait, or a chart that was not awaited would end up under a later cell.
  const write = bundleWriter()
  if ('bundle' in shown) {
    write(shown.bundle)
    return
  }
  const svg = await renderSvg(shown)
  write({
    // No text/html: JupyterLab would prefer it to the live chart.
    data: {
      'application/vnd.vegalite.v5+json': { ...shown.spec, $schema: vegaLiteSchema },
      'image/svg+xml': svg,
      'text/plain': shown.alt,
    },
    metadata: { alt: shown.alt },
  })
}

/** Shows rows as a table under the running notebook cell; outside a notebook, prints them. Numbers are shown as they are. */
export function showTable(rows: readonly TableRow[], caption?: string): void {
  bundleWriter()(table(rows, caption === undefined ? {} : { caption }).bundle)
}
