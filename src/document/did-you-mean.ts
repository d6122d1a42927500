import { closest, distance } from 'fastest-levenshtein'

/**
 * The tail of an error message about an unknown word: ` Did you mean "net"?` if a known word is near, else the
 * known words.
 */
export function didYouMean(word: string, known: readonly string[]): string {
  if (known.length === 0) return ''
  // Letter case is no distance: "emea" is near "EMEA".
  const lowerCase = known.map((entry) => entry.toLowerCase())
  const nearest = closest(word.toLowerCase(), lowerCase)
  if (distance(word.toLowerCase(), nearest) <= Math.max(2, Math.floor(word.length / 3))) {
    return ` Did you mean "${known[lowerCase.indexOf(nearest)]}"?`
  }
  const shown = known.slice(0, 12).join(', ')
  return ` Known: ${shown}${known.length > 12 ? ', …' : ''}.`
}
