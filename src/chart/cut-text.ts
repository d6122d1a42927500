import { visibleText } from '../document/visible-text.js'

/**
 * A ledger's text as a chart writes it: on one line, its control characters visible, and cut with `…` where it would be
 * wider than `width`, in em. A blank text is `(no name)`, for a mark without a name would seem forgotten.
 */
export function cutText(text: string, width: number): string {
  const line = visibleText(text.replace(/\s+/g, ' ').trim()).replace(noCharacters, '')
  if (line === '') return '(no name)'
  const characters = graphemesOf(line)
  if (roomOf(characters) <= width) return line
  const room = width - textWidth('…')
  let kept = ''
  let used = 0
  for (const character of characters) {
    used += roomOf([character])
    if (used > room) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}

/** About how wide a text is, in em: that of DejaVu Sans, the widest of the common fonts, rather too much than too little. */
export function textWidth(text: string): number {
  return graphemesOf(text).reduce((width, character) => width + characterWidth(character), 0)
}

/** Room for a text, in em: Vega is told that every letter takes 0.62 (render-svg.ts), and makes that much for narrow ones too. */
function roomOf(characters: readonly string[]): number {
  return characters.reduce((room, character) => room + Math.max(0.62, characterWidth(character)), 0)
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function graphemesOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment)
}

/** Code points that XML does not allow and that nothing can show. */
const noCharacters = /[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

function characterWidth(grapheme: string): number {
  if (/^[ijlI.,:;'| ]/.test(grapheme)) return 0.34
  if (/^[tfr()[\]/\\"-]/.test(grapheme)) return 0.45
  if (/^[mwMW@%…]/.test(grapheme)) return 1
  if (/^[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]/.test(grapheme)) return 1.05
  if (/^\p{Extended_Pictographic}/u.test(grapheme) || grapheme.codePointAt(0)! > 0xffff) return 1.3
  return /^\p{Lu}/u.test(grapheme) ? 0.76 : 0.64
}
