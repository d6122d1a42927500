import { textWidth } from './cut-text.js'

/**
 * Breaks text at its spaces, but not before a `%`, into lines of at most `width` characters and, where given, at most
 * `widest` em, which counts for wide letters; a longer word is cut. Always at least one line.
 */
export function wrapText(text: string, width: number, widest = Number.POSITIVE_INFINITY): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+(?![\s%])/).flatMap((whole) => cutWord(whole, width, widest))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && !fits(longer, width, widest)) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return [...lines, line]
}

function fits(text: string, width: number, widest: number): boolean {
  return text.length <= width && (widest === Number.POSITIVE_INFINITY || textWidth(text) <= widest)
}

function cutWord(word: string, width: number, widest: number): string[] {
  if (fits(word, width, widest)) return [word]
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && !fits(piece + character, width, widest)) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}
