import type { Ledger } from '../ledger/ledger.js'
import type { Showable } from '../notebook/display/display-bundle.js'
import { type AnswerUnit, formInWords } from './answer-form.js'
import { cardHtml, noteHtml, paragraphHtml, showable } from './card.js'
import type { PromptPart } from './exercise.js'
import { figureTableHtml, figureTableText } from './figure-table.js'
import type { PosedExercise } from './pose-exercise.js'

/** An exercise on a learner's desk. */
export interface ExercisePaper extends Showable {
  readonly id: string
  /** As the learner wrote it, without blanks around it. */
  readonly learner: string
  readonly title: string
  /** The question and its figures as text. */
  readonly prompt: string
  /** The learner's own ledger to explore; null where the exercise needs none. */
  readonly ledger: Ledger | null
  readonly unit: AnswerUnit
  /** In the unit. */
  readonly tolerance: number
}

/** The exercise of a learner, ready to be shown. */
export function exercisePaper({ exercise, prompt, ledger }: PosedExercise, learner: string): ExercisePaper {
  const { id, lesson, title, form } = exercise
  const text = prompt.map(promptText).join('\n\n')
  const how = `Answer ${formInWords(form)}: check('${id}', …). Stuck? hint('${id}', 1).`
  const heading = `Exercise ${id}: ${title}`
  const by = `Lesson ${lesson} · for ${learner}`
  return showable(
    { id, learner, title, prompt: text, ledger, unit: form.unit, tolerance: form.tolerance },
    [heading, by, '', text, '', how].join('\n'),
    cardHtml('plain', heading, [noteHtml(by), ...prompt.map(promptHtml), noteHtml(how)].join('\n')),
  )
}

function promptText(part: PromptPart): string {
  return typeof part === 'string' ? part : figureTableText(part)
}

function promptHtml(part: PromptPart): string {
  return typeof part === 'string' ? paragraphHtml(part) : figureTableHtml(part)
}
