import { visibleText } from '../document/visible-text.js'

/** A text of a ledger for a cell of a text table: on one line, control characters visible, at most `most` characters. */
export function cutCell(text: string, most: number): string {
  const characters = [...visibleText(text.replace(/\s+/g, ' ').trim())]
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`
}
