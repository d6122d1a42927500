import { dayFromIso } from '../calendar/day.js'
import { monthEnd, monthOf, monthStart } from '../calendar/month.js'
import type { Period } from '../calendar/period.js'
import type { Chart } from '../chart/chart.js'
import { renderSvg } from '../chart/render-svg.js'
import { escapeHtml } from '../document/escape-html.js'

/** A chart as a picture in a page. */
export async function chartFigure(chart: Chart): Promise<string> {
  return `<figure>${await renderSvg(chart)}</figure>`
}

/** The place of a month such as `2013-06` in a chart. */
export function monthPeriod(label: string): Period {
  const month = monthOf(dayFromIso(`${label}-01`)!)
  return { label, start: monthStart(month), end: monthEnd(month) }
}

/** Sentences, given as plain text, as a list. */
export function sentenceList(sentences: readonly string[]): string {
  return `<ul>${sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join('\n')}</ul>`
}
