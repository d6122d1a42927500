/** What spreadsheets skip, or strip, before they look at how a cell begins: spaces, invisible characters, quotes. */
const skipped = '[\\p{Zs}\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u200b-\\u200f\\u2060\\ufeff"\']*'
/** What begins a formula, full-width forms included: some versions take those for the plain ones. */
const begins = '=+\\-@\\uff1d\\uff0b\\uff0d\\uff20'
/** What may begin a new cell inside a text: where the list separator is a semicolon, quotes of a comma file do not hold. */
const separators = ';\\t\\r\\n'

const formulaAtStart = new RegExp(`^(?=${skipped}[${begins}\\t\\r\\n])`, 'u')
const formulaInside = new RegExp(`([${separators}])(?=${skipped}[${begins}])`, 'gu')
const guardAtStart = new RegExp(`^'(?=${skipped}[${begins}\\t\\r\\n])`, 'u')
const guardInside = new RegExp(`([${separators}])'(?=${skipped}[${begins}])`, 'gu')
const anySuspect = /[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** Whether a spreadsheet might run a text as a formula if it stood in a CSV file as it is. */
export function isFormulaLike(text: string): boolean {
  return anySuspect.test(text) && (formulaAtStart.test(text) || text.search(formulaInside) >= 0)
}

/**
 * A text that no spreadsheet runs as a formula: an apostrophe stands before every place where one could begin. This is what
 * OWASP advises against CSV injection, and a little more: also after spaces and quotes, and after what may be a separator
 * elsewhere. Harmless texts stay as they are. `restored` gives the text back, whatever it was.
 */
export function neutralised(text: string): string {
  if (!anySuspect.test(text)) return text
  return text.replace(formulaAtStart, "'").replace(formulaInside, "$1'")
}

/** The text that `neutralised` was given. */
export function restored(text: string): string {
  return text.replace(guardInside, '$1').replace(guardAtStart, '')
}
