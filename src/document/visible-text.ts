/**
 * A text on one line, with everything in it to be seen: line ends, control characters and the marks that turn the direction
 * of writing are shown as escapes (`\n`, `\u0000`), for a message with a file's own text in it must not end early, ring a
 * bell or colour a terminal.
 */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => {
    const known = named[character]
    return known ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: such characters are what is looked for.
const unseen = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g
const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A text for a message, cut where it is longer than a message can hold. */
export function shortText(text: string, longest = 60): string {
  return text.length > longest ? `${text.slice(0, longest - 3).replace(/[\ud800-\udbff]$/, '')}...` : text
}

/** Names for a message: as many as a reader would look at. */
export function shortList(names: readonly string[], most = 20): string {
  const shown = names.slice(0, most).map((name) => shortText(name, names.length > 8 ? 20 : 40))
  return `${shown.join(', ')}${names.length > most ? `, … (${names.length} in all)` : ''}`
}
