import type { Chart } from '../chart/chart.js'
import { renderSvg } from '../chart/render-svg.js'
import { escapeHtml } from '../document/escape-html.js'

/** A chart as a picture in a page. */
export async function chartFigure(chart: Chart): Promise<string> {
  return `<figure>${await renderSvg(chart)}</figure>`
}

/** Sentences, given as plain text, as a list. */
export function sentenceList(sentences: readonly string[]): string {
  return `<ul>${sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join('\n')}</ul>`
}
