import type { Chart } from './chart.js'
import { rasterize } from './rasterize.js'
import { renderSvg } from './render-svg.js'

/** Pixels of the picture for each pixel of the chart: sharp on screens and in slides. */
const scale = 2

/** Draws a chart as a PNG picture on white. Fonts are those of the machine, so the bytes may differ between machines. */
export async function renderPng(chart: Chart): Promise<Uint8Array> {
  return await rasterize(await renderSvg(chart), scale, '#ffffff')
}
