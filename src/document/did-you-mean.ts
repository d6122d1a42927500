import { closest, distance } from 'fastest-levenshtein'
import { shortText } from './visible-text.js'

/**
 * The known word that a mistyped one most likely meant; null if none is near. Letter case is no distance. `reach` is how
 * many letters may differ: by default a third of the word, at least two.
 */
export function nearest(
  word: string,
  known: readonly string[],
  reach = Math.max(2, Math.floor(word.length / 3)),
): string | null {
  if (known.length === 0 || word.length > longestWord) return null
  const lowerCase = known.map((entry) => entry.toLowerCase())
  const found = closest(word.toLowerCase(), lowerCase)
  return distance(word.toLowerCase(), found) <= reach ? known[lowerCase.indexOf(found)]! : null
}

/** Beyond this it is no word that anybody mistyped, and comparing it would take long. */
const longestWord = 200

/**
 * The tail of an error message about an unknown word: ` Did you mean "net"?` if a known word is near, else the
 * known words.
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known)
  if (meant !== null) return ` Did you mean "${meant}"?`
  if (known.length === 0) return ''
  const shown = known
    .slice(0, 12)
    .map((name) => shortText(name, 40))
    .join(', ')
  return ` Known: ${shown}${known.length > 12 ? ', …' : ''}.`
}
