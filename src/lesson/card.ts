import { escapeHtml } from '../document/escape-html.js'
import type { Showable } from '../notebook/display/display-bundle.js'

/** What a card's edge says; its heading always says it in words too. */
export type Tone = 'plain' | 'good' | 'fair' | 'bad'

/** Of a middle lightness, to be seen on white and on black. Text keeps the colours of the notebook's theme. */
const edges: Readonly<Record<Tone, string>> = { plain: '#5b8fd0', good: '#2f9e62', fair: '#c78a12', bad: '#d2554f' }

/** A quiet box with a heading. `body` is HTML; the heading is text and is escaped. */
export function cardHtml(tone: Tone, heading: string, body: string): string {
  const box = `border:1px solid #8886;border-left:4px solid ${edges[tone]};border-radius:4px;padding:10px 16px;margin:6px 0;max-width:720px;line-height:1.5`
  return `<div role="group" aria-label="${escapeHtml(heading)}" style="${box}">
<div style="font-weight:600;margin-bottom:4px">${escapeHtml(heading)}</div>
${body}
</div>`
}

/** A paragraph of text, escaped. */
export function paragraphHtml(text: string): string {
  return `<p style="margin:6px 0">${escapeHtml(text)}</p>`
}

/** A line in small type, for what is said by the way; escaped. */
export function noteHtml(text: string): string {
  return `<p style="margin:6px 0;font-size:90%;opacity:.8">${escapeHtml(text)}</p>`
}

/**
 * Fields that can be shown: as HTML or text in a notebook, and as the text where they are the last expression of a cell. `json` adds
 * forms for programs, by MIME type.
 */
export function showable<Fields extends object>(
  fields: Fields,
  text: string,
  html: string,
  json: Readonly<Record<string, unknown>> = {},
): Fields & Showable {
  const shown = { ...fields, bundle: { data: { ...json, 'text/html': html, 'text/plain': text }, metadata: {} } }
  // Not enumerable, so that comparing and copying see the fields alone.
  Object.defineProperty(shown, Symbol.for('nodejs.util.inspect.custom'), { value: () => text })
  return shown
}
