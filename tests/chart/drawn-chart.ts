import { expect } from 'vitest'
import type { Chart } from '../../src/chart/chart.js'
import { renderSvg } from '../../src/chart/render-svg.js'
import { compileWarnings } from './compile-spec.js'

/** A name as a ledger may hold it: long, and made to break out of HTML, expressions and pictures. */
export const hostileName = `<script>alert("1")</script> & 'Söhne' \${WWWWWWWWWWWWWWWWWWWWWW} ]] \\ \u202e\u0000 of a very long name`

/** Draws a chart and returns the picture, having checked what all charts promise: plain data, no warning, no text cut off at an edge. */
export async function drawn(chart: Chart): Promise<string> {
  expect(JSON.parse(JSON.stringify(chart.spec))).toEqual(chart.spec)
  expect(compileWarnings(chart.spec)).toEqual([])
  const svg = await renderSvg(chart)
  expect(textsOutside(svg)).toEqual([])
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML does not allow them.
  expect(svg).not.toMatch(/[\u0000-\u0008\u202e]|<script|undefined|NaN|null/)
  return svg
}

/** The texts in a picture as a reader would copy them, a line each. */
export function textsOf(svg: string): string[] {
  return placedTexts(svg).map(({ text }) => text)
}

/** The lines of the chart's data that belong to its layer number `layer`. */
export function layerRows(chart: Chart, layer: number): Record<string, unknown>[] {
  const layers = chart.spec.layer as readonly { readonly data: { readonly values: Record<string, unknown>[] } }[]
  return layers[layer]!.data.values
}

/** Texts of which more than 3 pixels lie outside the picture. */
function textsOutside(svg: string): string[] {
  const [, width] = /viewBox="0 0 ([\d.]+) /.exec(svg)!
  return placedTexts(svg)
    .filter(({ left, right }) => left < -3 || right > Number(width) + 3)
    .map(({ text, left, right }) => `${text} from ${left} to ${right} of ${width}`)
}

interface PlacedText {
  readonly text: string
  readonly left: number
  readonly right: number
}

/** Follows the groups of Vega's SVG and adds up where they are moved to. */
function placedTexts(svg: string): PlacedText[] {
  const texts: PlacedText[] = []
  const groups: number[] = [0]
  let style = { x: 0, em: 0, anchor: 'start' }
  for (const [, tag, attributes, content] of svg.matchAll(/<(\/?\w+)([^>]*)>([^<]*)/g)) {
    const moved = Number(/transform="translate\((-?[\d.e]+)/.exec(attributes!)?.[1] ?? 0)
    if (tag === 'g') groups.push(groups.at(-1)! + moved)
    if (tag === '/g') groups.pop()
    if (tag === 'text') {
      const size = Number(/font-size="([\d.]+)px/.exec(attributes!)![1])
      const em = /font-weight="[67]00"/.test(attributes!) ? size * 1.1 : size
      style = { x: groups.at(-1)! + moved, em, anchor: /text-anchor="(\w+)"/.exec(attributes!)?.[1] ?? 'start' }
    }
    if ((tag === 'text' || tag === 'tspan') && content !== '') {
      const text = unescaped(content!)
      const width = widthInEm(text) * style.em
      const left = style.x - (style.anchor === 'end' ? width : style.anchor === 'middle' ? width / 2 : 0)
      texts.push({ text, left, right: left + width })
    }
  }
  return texts
}

/** As DejaVu Sans has it, of which letters are wider than those of most fonts. */
function widthInEm(text: string): number {
  let width = 0
  for (const character of text) {
    if (/[iIjl.,:;'| ]/.test(character)) width += 0.31
    else if (/[tfr()[\]/\\"-]/.test(character)) width += 0.39
    else if (/[mwMW@%…]/.test(character)) width += 0.98
    else width += /\p{Lu}/u.test(character) ? 0.7 : 0.62
  }
  return width
}

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
}
