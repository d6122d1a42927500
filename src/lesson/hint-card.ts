import { escapeHtml } from '../document/escape-html.js'
import type { Showable } from '../notebook/display/display-bundle.js'
import { cardHtml, showable } from './card.js'
import type { Exercise } from './exercise.js'

/** A hint, with those before it folded away. */
export interface HintCard extends Showable {
  readonly id: string
  /** 1 is vague, 3 nearly tells. */
  readonly level: number
  readonly hint: string
}

/** One of the three hints of an exercise, ready to be shown; a level beyond them is the nearest of them. */
export function hintCard({ id, hints }: Exercise, level: number): HintCard {
  const most = hints.length
  const shown = Number.isNaN(level) ? 1 : Math.min(most, Math.max(1, Math.floor(level)))
  const hint = hints[shown - 1]!
  const next = shown < most ? `\nMore: hint('${id}', ${shown + 1}).` : `\nThe whole way: solution('${id}').`
  const folds = hints.slice(0, shown).map((text, index) => {
    const isShown = index === shown - 1
    return `<details${isShown ? ' open' : ''} style="margin:4px 0"><summary style="cursor:pointer">Hint ${index + 1} of ${most}</summary>
<p style="margin:4px 0 4px 18px">${escapeHtml(text)}</p></details>`
  })
  return showable(
    { id, level: shown, hint },
    `Hint ${shown} of ${most} (${id}): ${hint}${next}`,
    cardHtml('plain', `Hints for ${id}`, folds.join('\n')),
  )
}
