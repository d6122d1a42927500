import { extname } from 'node:path'
import type { Chart } from '../chart/chart.js'
import { renderPng } from '../chart/render-png.js'
import { renderSvg } from '../chart/render-svg.js'
import { InputError } from '../document/input-error.js'
import { writeWhole } from '../document/write-whole.js'
import { htmlPage } from './printed-table.js'

/** How a chart is written to a file, by its ending; refuses an ending before any work is done. */
export function chartWriter(file: string): (chart: Chart) => Promise<void> {
  const ending = extname(file).toLowerCase()
  switch (ending) {
    case '.svg':
      return async (chart) => writeWhole(file, await renderSvg(chart))
    case '.png':
      return async (chart) => writeWhole(file, await renderPng(chart))
    case '.html':
      return async (chart) => writeWhole(file, htmlPage(chart.title, `<figure>${await renderSvg(chart)}</figure>\n`))
    case '.json':
      return async (chart) => writeWhole(file, `${JSON.stringify(chart.spec, null, 2)}\n`)
    default:
      throw new InputError(
        `-o ${file}: a chart is written as .svg, .png, .html or .json; name the file by one of these.`,
      )
  }
}
