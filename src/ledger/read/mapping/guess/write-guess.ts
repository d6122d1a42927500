import { Document, isMap, isScalar } from 'yaml'
import type { MappingGuess } from './guess-mapping.js'

/** A proposal as the text of a mapping file: what is unsure stands as a comment above the line it concerns. */
export function guessText({ mapping, unsure }: MappingGuess): string {
  const document = new Document(mapping, { aliasDuplicateObjects: false })
  for (const { path, reason } of unsure) {
    const key = keyAt(document, path)
    const comment = ` unsure: ${reason}`
    if (key) key.commentBefore = key.commentBefore ? `${key.commentBefore}\n${comment}` : comment
    else document.comment = document.comment ? `${document.comment}\n${comment}` : comment
  }
  document.commentBefore =
    ' A mapping proposed from headers and values. Check every line marked "unsure", then delete the mark.\n' +
    ' yaml-language-server: $schema=mapping.schema.json'
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

/** The key of a path, or of the nearest parent that is there. A first key's comment would be its parent's, so that is taken. */
function keyAt(document: Document, path: readonly (string | number)[]) {
  for (let depth = path.length; depth > 0; depth--) {
    const step = path[depth - 1]!
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true)
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === step)
      if (pair && isScalar(pair.key)) return pair.key
    } else if (typeof step === 'number') {
      const item = document.getIn(path.slice(0, depth), true)
      const first = isMap(item) ? item.items[0]?.key : undefined
      if (isScalar(first)) return first
    }
  }
  return null
}
