import type { Showable } from '../notebook/display/display-bundle.js'
import { cardHtml, paragraphHtml, showable, type Tone } from './card.js'

export type VerdictStatus = 'right' | 'close' | 'mistake' | 'wrong' | 'no-answer' | 'unreadable' | 'unknown-exercise'

/** What `check` says of an answer. */
export interface Verdict extends Showable {
  readonly status: VerdictStatus
  /** The exercise's id as it was given. */
  readonly id: string
  /** Null where nobody is known yet. */
  readonly learner: string | null
  /** The answer as it was read, in the unit of the exercise; null where none could be read. */
  readonly answer: number | null
  /** What stood in the place of an answer that cannot be read: `“abc”`, `NaN`; null otherwise. */
  readonly given: string | null
  readonly message: string
  /** Which mistake it is, by its id; null where it is none that is known. */
  readonly mistake: string | null
}

/** The MIME type under which a saved notebook keeps a verdict for a grader. */
export const verdictMime = 'application/vnd.arlab.verdict+json'

const looks: Readonly<Record<VerdictStatus, { readonly tone: Tone; readonly word: string }>> = {
  right: { tone: 'good', word: '✓ Right' },
  close: { tone: 'fair', word: '≈ Close' },
  mistake: { tone: 'bad', word: '✗ Not yet: a usual slip' },
  wrong: { tone: 'bad', word: '✗ Not yet' },
  'no-answer': { tone: 'plain', word: '… No answer yet' },
  unreadable: { tone: 'plain', word: '… Could not be read' },
  'unknown-exercise': { tone: 'plain', word: '? No such exercise' },
}

/** A verdict ready to be shown. */
export function verdictOf(fields: Omit<Verdict, 'bundle'>): Verdict {
  const { status, id, learner, answer, given, message, mistake } = fields
  const { tone, word } = looks[status]
  const heading = id === '' ? word : `${word} (${id})`
  const unread = given === null ? {} : { given }
  const json = { schema: 'arlab/verdict/1', exercise: id, learner, answer, ...unread, status, mistake }
  return showable(fields, `${heading}\n${message}`, cardHtml(tone, heading, paragraphHtml(message)), {
    [verdictMime]: json,
  })
}
