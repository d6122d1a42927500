import { nearest } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import { shortText, visibleText } from '../document/visible-text.js'
import { answerText, closeTolerances, figure, formInWords } from './answer-form.js'
import type { Exercise } from './exercise.js'
import { exerciseIds, exerciseNamed, exerciseOf } from './exercise-named.js'
import { type ExercisePaper, exercisePaper } from './exercise-paper.js'
import { type HintCard, hintCard } from './hint-card.js'
import { type Judgement, judgeReadings } from './judge-answer.js'
import { shownName } from './learner-name.js'
import { type PosedExercise, poseExercise } from './pose-exercise.js'
import { readAnswer } from './read-answer.js'
import { type SolutionSheet, solutionSheet } from './solution-sheet.js'
import { type Verdict, verdictOf } from './verdict.js'

/** One learner at work: it remembers who that is, so that an answer needs no name. */
export class LessonSession {
  #learner: string | null = null

  /** Throws an InputError for an id that is no exercise, and without a name where nobody is known yet. */
  exercise(id: string, learner?: string): ExercisePaper {
    const posed = this.#posed(exerciseNamed(id), learner)
    this.#learner = posed.learner
    return exercisePaper(posed, posed.learner)
  }

  /** Throws an InputError for an id that is no exercise. */
  hint(id: string, level: number): HintCard {
    return hintCard(exerciseNamed(id), Number(level))
  }

  /** Throws an InputError for an id that is no exercise, and without a name where nobody is known yet. */
  solution(id: string, learner?: string): SolutionSheet {
    const posed = this.#posed(exerciseNamed(id), learner)
    return solutionSheet(posed, posed.learner)
  }

  /** Never throws, whatever is passed. */
  check(id: unknown, answer: unknown, learner?: unknown): Verdict {
    const name = typeof id === 'string' ? shortText(visibleText(id.trim())) : ''
    const known = typeof learner === 'string' && shownName(learner) !== '' ? shownName(learner) : this.#learner
    const none = { id: name, learner: known, answer: null, given: null, mistake: null }
    const exercise = exerciseOf(name)
    if (!exercise) return verdictOf({ ...none, status: 'unknown-exercise', message: unknownExercise(name) })
    const { form } = exercise
    if (known === null) {
      const message = `Whose answer is it? Begin with exercise('${exercise.id}', 'your name'): everybody has figures of their own.`
      return verdictOf({ ...none, status: 'no-answer', message })
    }
    const read = readAnswer(answer, form.unit)
    if (read.kind === 'none') {
      const message = `There is no answer yet. Take your time. ${howToAnswer(exercise)}`
      return verdictOf({ ...none, id: exercise.id, status: 'no-answer', message })
    }
    if (read.kind === 'unreadable') {
      const message = `${read.why} ${howToAnswer(exercise)}`
      return verdictOf({ ...none, id: exercise.id, status: 'unreadable', given: read.given, message })
    }
    const judged = judgeReadings(poseExercise(exercise, known), read.readings)
    return verdictOf({
      id: exercise.id,
      learner: known,
      answer: judged.answer,
      given: null,
      status: judged.status,
      mistake: judged.mistake?.id ?? null,
      message: verdictMessage(exercise, judged),
    })
  }

  #posed(exercise: Exercise, learner: string | undefined): PosedExercise & { readonly learner: string } {
    const name = typeof learner === 'string' ? shownName(learner) : this.#learner
    if (name === null || name === '') {
      throw new InputError(
        `Exercise ${exercise.id} needs the learner's name, from which its figures are drawn: exercise('${exercise.id}', 'your name').`,
      )
    }
    return { ...poseExercise(exercise, name), learner: name }
  }
}

function unknownExercise(name: string): string {
  if (name === '') return "Which exercise is it? Name it first: check('cei-1', 93.4)."
  const meant = nearest(name, exerciseIds)
  return meant === null
    ? `There is no exercise “${name}”. exerciseCatalogue lists them all.`
    : `There is no exercise “${name}”. Did you mean ${meant}?`
}

function howToAnswer({ id, form }: Exercise): string {
  return `Give one number, ${formInWords(form)}, such as check('${id}', ${figure(12.34, form.digits)}).`
}

function verdictMessage({ id, form, takeaway }: Exercise, judged: Judgement & { readonly answer: number }): string {
  switch (judged.status) {
    case 'right':
      return `${answerText(judged.answer, form)} is right. ${takeaway}`
    case 'mistake':
      return judged.mistake.explanation
    case 'close':
      return `The way is probably right, but the figure is rounded too much or a digit slipped: it lies beyond ±${form.tolerance}, within ${closeTolerances} times that. Carry all digits to the end and give it ${formInWords(form)}.`
    case 'wrong':
      return `This is not it, and it is none of the slips that are common here. Write down what goes above and what below the line; hint('${id}', 1) helps.`
    default:
      return judged satisfies never
  }
}
