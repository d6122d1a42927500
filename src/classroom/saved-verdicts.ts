import { exerciseOf } from '../lesson/exercise-named.js'
import { verdictMime } from '../lesson/verdict.js'
import type { Cell, Notebook } from '../notebook/notebook-file.js'
import { answeredExercise, cellExercise, knownName } from './exercise-cells.js'

/** A verdict as a notebook keeps it. Only the answer in it counts: the rest can be written by hand. */
export interface SavedVerdict {
  /** The id that was checked, as it stands there. */
  readonly exercise: string
  /** For whom it was checked; null where nobody was known. */
  readonly learner: string | null
  readonly answer: number | null
  readonly status: string
  readonly given: string | null
}

/** The verdicts that a cell was saved with; what has another shape is none of `check`. */
export function savedVerdicts({ outputs = [] }: Cell): SavedVerdict[] {
  return outputs.flatMap((output) => {
    const saved = 'data' in output ? output.data[verdictMime] : undefined
    if (typeof saved !== 'object' || saved === null) return []
    const { schema, exercise, learner, answer, status, given = null } = saved as Readonly<Record<string, unknown>>
    if (schema !== 'arlab/verdict/1' || typeof exercise !== 'string' || typeof status !== 'string') return []
    if (!isTextOrNull(learner) || !isTextOrNull(given)) return []
    if (typeof answer !== 'number' && answer !== null) return []
    return [{ exercise, learner: learner === null ? null : knownName(learner), answer, status, given }]
  })
}

/**
 * The verdict that counts for an exercise, the last of those that may; null if there is none. Where a cell is the answer, it
 * alone counts: another shows the exercise, or tries something. Where that cell is gone, so do those from the exercise on,
 * and in a notebook that asks for no exercise all cells.
 */
export function countedVerdict({ cells }: Notebook, exercise: string): SavedVerdict | null {
  const answers = cells.filter((cell) => answeredExercise(cell) === exercise)
  const asked = Math.max(
    0,
    cells.findIndex((cell) => cellExercise(cell) === exercise),
  )
  const counting = answers.length > 0 ? answers : cells.slice(asked)
  return (
    counting
      .flatMap(savedVerdicts)
      .filter((own) => exerciseOf(own.exercise)?.id === exercise)
      .at(-1) ?? null
  )
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}
