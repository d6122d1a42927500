import { shortText, visibleText } from '../document/visible-text.js'

/** A learner's name as it is shown: without blanks around it, and one blank between words. */
export function shownName(name: string): string {
  return shortText(visibleText(name.normalize('NFC').trim().replace(/\s+/g, ' ')), longestName)
}

/** What draws hang on: Ana, ANA and `ana ` are one learner. */
export function learnerKey(name: string): string {
  return shownName(name).toLowerCase()
}

/** More is no name, and would only fill the page. */
const longestName = 80
