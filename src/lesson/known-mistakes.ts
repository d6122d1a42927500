import { type AnswerForm, answerUnits, closeTolerances } from './answer-form.js'
import type { DrawnExercise, Mistake } from './exercise.js'

/** A mistake, and how near an answer must come to be taken for it. */
export interface KnownMistake extends Mistake {
  readonly tolerance: number
}

/** The mistakes of an exercise, and after them those that can be made with any answer: its sign, and a share for a percentage. */
export function knownMistakes({ answer, mistakes }: DrawnExercise, form: AnswerForm): readonly KnownMistake[] {
  const own = mistakes.map((mistake) => ({ ...mistake, tolerance: form.tolerance }))
  const wrongSign = {
    id: 'wrong-sign',
    value: -answer,
    tolerance: form.tolerance,
    explanation: 'The size is right, but the sign is not. Look again at what is taken from what.',
  }
  if (form.unit !== 'percent' && form.unit !== 'points') return [...own, wrongSign]
  const fraction = {
    id: 'fraction',
    value: answer / 100,
    // A share is often given with two digits, which as a percentage are none after the point.
    tolerance: (closeTolerances * form.tolerance) / 100,
    explanation: `This is the share as a fraction of 1. The answer is wanted in ${answerUnits[form.unit].words}, so multiply it by 100.`,
  }
  return [...own, wrongSign, fraction]
}
