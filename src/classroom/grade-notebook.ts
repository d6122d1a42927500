import { LessonSession } from '../lesson/lesson-session.js'
import { type VerdictStatus, verdictMime } from '../lesson/verdict.js'
import type { Cell, Notebook } from '../notebook/notebook-file.js'
import { exercisesOf, learnerOf } from './exercise-cells.js'

/** What became of an exercise in a learner's notebook; `not-run` where its answer was never checked, or the outputs were not saved. */
export type MarkStatus = Exclude<VerdictStatus, 'unknown-exercise'> | 'not-run'

export interface Mark {
  readonly exercise: string
  readonly status: MarkStatus
  /** As it was read, in the unit of the exercise; null where there is none. */
  readonly answer: number | null
  readonly mistake: string | null
}

/** A learner's notebook with its marks, in the order of its exercises. */
export interface GradedNotebook {
  readonly file: string
  /** Null where nobody can say whose it is. */
  readonly learner: string | null
  readonly marks: readonly Mark[]
  readonly right: number
}

interface SavedVerdict {
  readonly schema?: unknown
  readonly exercise?: unknown
  readonly learner?: unknown
  readonly answer?: unknown
}

/**
 * Grades the answers that a notebook was saved with. Only the answers are taken from it: the verdicts are worked out anew, for the learner
 * that the notebook was made for, and nothing of it is run.
 */
export function gradeNotebook(notebook: Notebook, file: string): GradedNotebook {
  const verdicts = notebook.cells.flatMap(savedVerdicts)
  const said = verdicts.map(({ learner }) => learner).find((name) => typeof name === 'string')
  const learner = learnerOf(notebook) ?? said ?? null
  const session = new LessonSession()
  const asked = exercisesOf(notebook)
  const exercises = asked.length > 0 ? asked : [...new Set(verdicts.map(({ exercise }) => String(exercise)))]
  const marks = exercises.flatMap((exercise): Mark[] => {
    const last = verdicts.filter((own) => own.exercise === exercise).at(-1)
    if (!last) return [{ exercise, status: 'not-run', answer: null, mistake: null }]
    const { status, answer, mistake } = session.check(exercise, last.answer, learner)
    return status === 'unknown-exercise' ? [] : [{ exercise, status, answer, mistake }]
  })
  return { file, learner, marks, right: marks.filter(({ status }) => status === 'right').length }
}

function savedVerdicts({ outputs = [] }: Cell): SavedVerdict[] {
  return outputs.flatMap((output) => {
    const saved = 'data' in output ? (output.data?.[verdictMime] as SavedVerdict | undefined) : undefined
    return saved?.schema === 'arlab/verdict/1' ? [saved] : []
  })
}
