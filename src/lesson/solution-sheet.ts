import type { Showable } from '../notebook/display/display-bundle.js'
import { answerText } from './answer-form.js'
import { cardHtml, noteHtml, paragraphHtml, showable } from './card.js'
import type { Exercise, Mistake, SolutionLine } from './exercise.js'
import { figureTableHtml } from './figure-table.js'
import type { PosedExercise } from './pose-exercise.js'

/** The arithmetic of an exercise, line by line, with the learner's own figures. */
export interface SolutionSheet extends Showable {
  readonly id: string
  readonly learner: string
  /** In the unit of the exercise, not rounded. */
  readonly answer: number
  readonly lines: readonly SolutionLine[]
  /** The slips that are known, and what each gives with these figures: for who teaches; they are not shown. */
  readonly mistakes: readonly Mistake[]
}

/** The first line of a solution's text, by which it is known in a saved notebook. */
export function solutionHeading({ id, title }: Pick<Exercise, 'id' | 'title'>): string {
  return `Solution ${id}: ${title}`
}

/** The solution for a learner, ready to be shown. */
export function solutionSheet({ exercise, answer, solution, mistakes }: PosedExercise, learner: string): SolutionSheet {
  const { id, form, takeaway } = exercise
  const heading = solutionHeading(exercise)
  const last = `Answer: ${answerText(answer, form)}`
  const table = {
    columns: ['Step', 'Arithmetic', 'Result'],
    rows: solution.map(({ label, sum, result }) => [label, sum, result]),
  }
  const lines = solution.map(({ label, sum, result }) => `${label}: ${sum} = ${result}`)
  return showable(
    { id, learner, answer, lines: solution, mistakes },
    [heading, `for ${learner}`, '', ...lines, '', last, takeaway].join('\n'),
    cardHtml(
      'plain',
      heading,
      [noteHtml(`for ${learner}`), figureTableHtml(table), paragraphHtml(last), noteHtml(takeaway)].join('\n'),
    ),
  )
}
