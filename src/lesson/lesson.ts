import type { Calibration } from './calibration.js'
import type { ExercisePaper } from './exercise-paper.js'
import type { HintCard } from './hint-card.js'
import { LessonSession } from './lesson-session.js'
import { PredictionBook, type PredictionNote, type PredictOptions, type Reveal } from './prediction-book.js'
import type { SolutionSheet } from './solution-sheet.js'
import type { Verdict } from './verdict.js'

// A notebook is one learner's: the process remembers its learner and what was predicted.
const session = new LessonSession()
const predictions = new PredictionBook()

/**
 * An exercise with the learner's own figures: `await show(exercise('cei-1', 'Ana'))`. The same name gives the same figures, in capitals or
 * not. The name may be left out once it is known. Throws an InputError for an id that is no exercise, and without a name.
 */
export function exercise(id: string, learner?: string): ExercisePaper {
  return session.exercise(id, learner)
}

/**
 * What is to be said of an answer: right, close, a mistake that is known, or wrong. A number, or a text such as `93.4 %` or `$1,234.50`;
 * never throws, whatever is passed. Without a name it is the learner's of the last exercise.
 */
export function check(id: string, answer: unknown, learner?: string): Verdict {
  return session.check(id, answer, learner)
}

/** A hint of an exercise, from 1 (vague) to 3 (nearly telling). Throws an InputError for an id that is no exercise. */
export function hint(id: string, level: number): HintCard {
  return session.hint(id, level)
}

/** The arithmetic of an exercise line by line with the learner's figures. Throws an InputError for an id that is no exercise, and without a name. */
export function solution(id: string, learner?: string): SolutionSheet {
  return session.solution(id, learner)
}

/**
 * Notes the range in which you expect a figure to lie, before you see it, and how sure you are (80 % if left out). Never throws. A name
 * that was revealed already keeps its first range.
 */
export function predict(id: string, low: number, high: number, options: PredictOptions = {}): PredictionNote {
  return predictions.predict(id, low, high, options)
}

/** Shows a figure against the range that was predicted for it. Never throws; without a prediction it shows the figure alone. */
export function reveal(id: string, truth: number): Reveal {
  return predictions.reveal(id, truth)
}

/** How well the ranges of this session hold what they promise, and what chance alone would do. */
export function calibration(): Calibration {
  return predictions.calibration()
}
