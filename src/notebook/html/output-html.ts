import { stripVTControlCharacters } from 'node:util'
import { escapeHtml } from '../../document/escape-html.js'
import { liveChart } from '../../page/live-chart.js'
import type { Output } from '../notebook-file.js'
import type { MarkdownPage } from './markdown-html.js'
import { safeHtml } from './safe-html.js'

/** Where an output stands: in which code cell, counted from 1, and which output of it. */
export interface OutputPlace {
  readonly cell: number
  readonly output: number
}

/** An output of a cell as HTML, in the richest form that a page can show; empty if it has none. */
export function outputHtml(output: Output, place: OutputPlace, markdown: MarkdownPage): string {
  switch (output.output_type) {
    case 'stream':
      return textBlock(output.text, output.name === 'stderr' ? 'text stderr' : 'text', place)
    case 'error':
      return errorBlock(output, place)
    case 'display_data':
    case 'execute_result':
      return bundleHtml(output, place, markdown)
    default:
      return output satisfies never
  }
}

/** Whether an output is a live chart. */
export function isChart(output: Output): boolean {
  return 'data' in output && chartSpec(output.data) !== undefined
}

type Bundle = Extract<Output, { readonly data: object }>

function bundleHtml({ data, metadata }: Bundle, place: OutputPlace, markdown: MarkdownPage): string {
  const plain = text(data, 'text/plain')
  const alt =
    typeof metadata.alt === 'string' ? metadata.alt : (plain ?? `Picture ${place.output} of cell ${place.cell}`)
  const picture = pictureOf(data)
  const still = picture === undefined ? `<p>${escapeHtml(alt)}</p>` : `<img src="${picture}" alt="${escapeHtml(alt)}">`
  const spec = chartSpec(data)
  if (spec !== undefined) return `<figure>${liveChart({ alt, spec, still })}</figure>`
  const html = text(data, 'text/html')
  if (html !== undefined) {
    const safe = safeHtml(html, `cell-${place.cell}-${place.output}-`)
    return `<div class="html" role="region" aria-label="${labelOf(place)}" tabindex="0">${safe}</div>`
  }
  if (picture !== undefined) return `<figure>${still}</figure>`
  const words = text(data, 'text/markdown')
  if (words !== undefined) return markdown.render(words, {}, 3)
  return plain === undefined ? '' : textBlock(plain, 'text', place)
}

function chartSpec(data: Bundle['data']): Readonly<Record<string, unknown>> | undefined {
  const [, spec] = Object.entries(data).find(([type]) => /^application\/vnd\.vegalite\.v\d+\+json$/.test(type)) ?? []
  return typeof spec === 'object' && spec !== null && !Array.isArray(spec)
    ? (spec as Record<string, unknown>)
    : undefined
}

/** A picture as a `data:` URL. As an image a drawing can neither run nor load anything. */
function pictureOf(data: Bundle['data']): string | undefined {
  const svg = text(data, 'image/svg+xml')
  if (svg !== undefined) return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
  for (const type of ['image/png', 'image/jpeg', 'image/gif', 'image/webp']) {
    const pixels = text(data, type)?.replace(/\s/g, '')
    if (pixels !== undefined && /^[\w+/]+=*$/.test(pixels)) return `data:${type};base64,${pixels}`
  }
  return undefined
}

function text(data: Bundle['data'], type: string): string | undefined {
  const value = data[type]
  return typeof value === 'string' ? value : undefined
}

function textBlock(text: string, look: string, place: OutputPlace): string {
  const shown = stripVTControlCharacters(text).trimEnd()
  if (shown === '') return ''
  const classes = isDrawn(shown) ? look : `${look} sentences`
  return `<pre class="${classes}" role="region" aria-label="${labelOf(place)}" tabindex="0">${escapeHtml(shown)}</pre>`
}

/**
 * Whether a text is a table or a drawing, whose lines mean nothing once they are broken: it has a sign that only draws, or two
 * lines in a row that are rows of a table. One such row alone is a sentence with a blank too many, or a line under a title.
 */
function isDrawn(text: string): boolean {
  const lines = text.split('\n')
  const rows = lines.map(isRow)
  return lines.some((line, index) => drawing.test(line) || (rows[index] && rows[index + 1]))
}

/** Boxes and blocks, but no `─`, `━` or `═`, which may be dashes; and where rules of ASCII cross. */
const drawing = /[\u2502-\u254f\u2551-\u259f]|-\+-/

/** A row of columns, one between bars, or a rule. */
function isRow(line: string): boolean {
  return gap.test(line) || /^\s*\|.*\|\s*$/.test(line) || /^[\s+|:]*[-=─━═]{3}[-=─━═\s+|:]*$/.test(line)
}

/** Blanks or a tab between columns. Two blanks may also follow the end of a sentence, three or a tab the sign of a list. */
const gap = /(?:[\p{L}\p{N}%:](?: {2}|\t)|\S\S(?: {3}|\t))\s*\S/u

function errorBlock(
  { ename, evalue, traceback }: Extract<Output, { readonly ename: string }>,
  place: OutputPlace,
): string {
  const sentence = escapeHtml(evalue === '' ? ename : `${ename}: ${evalue}`)
  const trace = stripVTControlCharacters(traceback.join('\n')).trimEnd()
  const below = trace === '' || trace === `${ename}: ${evalue}` ? '' : textBlock(trace, 'text', place)
  return `<div class="error" role="group" aria-label="Error of cell ${place.cell}"><p><strong>Cell ${place.cell} failed.</strong> ${sentence}</p>${below}</div>`
}

function labelOf({ cell, output }: OutputPlace): string {
  return `Output ${output} of cell ${cell}`
}
