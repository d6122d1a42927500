import type { Cell, Notebook } from '../notebook/notebook-file.js'
import { answeredExercise } from './exercise-cells.js'

/**
 * The instructor's version of a lesson: each answer is the toolkit's, and the arithmetic follows line by line. It is made of the learner's
 * version, so that the two cannot differ in anything else.
 */
export function solvedNotebook(lesson: Notebook): Notebook {
  return {
    ...lesson,
    cells: lesson.cells.map((cell): Cell => {
      const exercise = answeredExercise(cell)
      return exercise === null ? cell : { ...cell, source: solvedSource(exercise), outputs: [], execution_count: null }
    }),
  }
}

function solvedSource(exercise: string): string {
  const id = JSON.stringify(exercise)
  return [
    "import { check, show, solution } from 'arlab'",
    `const solved = solution(${id}, learner)`,
    `await show(check(${id}, solved.answer, learner))`,
    'await show(solved)',
  ].join('\n')
}
