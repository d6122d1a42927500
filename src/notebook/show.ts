import type { Chart } from '../chart/chart.js'
import { renderSvg } from '../chart/render-svg.js'
import { bundleWriter } from './display-bundle.js'

/** The newest Vega-Lite that JupyterLab and VS Code can draw; chart specifications are valid under it. */
const vegaLiteSchema = 'https://vega.github.io/schema/vega-lite/v5.json'

/**
 * Shows a chart as the output of a notebook cell: live where the front end draws Vega-Lite, else as a picture, else as
 * the alt sentence. Use it with `await`. Outside a notebook it prints the alt sentence.
 */
export async function show(chart: Chart): Promise<void> {
  // Fetched before the wait, or a chart that was not awaited would end up under a later cell.
  const write = bundleWriter()
  const svg = await renderSvg(chart)
  write({
    // No text/html: JupyterLab would prefer it to the live chart.
    data: {
      'application/vnd.vegalite.v5+json': { ...chart.spec, $schema: vegaLiteSchema },
      'image/svg+xml': svg,
      'text/plain': chart.alt,
    },
    metadata: { alt: chart.alt },
  })
}
