import { shortText } from '../document/visible-text.js'
import { LessonSession } from '../lesson/lesson-session.js'
import { type VerdictStatus, verdictMime } from '../lesson/verdict.js'
import type { Cell, Notebook } from '../notebook/notebook-file.js'
import { exercisesOf, learnerOf } from './exercise-cells.js'
import { type FailedCell, failedCells } from './failed-cells.js'
import { shownSolutions } from './shown-solutions.js'

/**
 * What became of an exercise in a learner's notebook; `failed` where the cell of the answer failed, `not-run` where the answer was never
 * checked, or the outputs were not saved.
 */
export type MarkStatus = Exclude<VerdictStatus, 'unknown-exercise'> | 'failed' | 'not-run'

export interface Mark {
  readonly exercise: string
  readonly status: MarkStatus
  /** As it was read, in the unit of the exercise; null where there is none. */
  readonly answer: number | null
  /** What stood in the place of an answer that cannot be read; null otherwise. */
  readonly given: string | null
  readonly mistake: string | null
  /** Whether the notebook asks for the solution of the exercise, or shows it. */
  readonly solutionShown: boolean
}

/** A learner's notebook with its marks, in the order of its exercises. */
export interface GradedNotebook {
  readonly file: string
  /** Null where nobody can say whose it is. */
  readonly learner: string | null
  readonly marks: readonly Mark[]
  readonly right: number
  readonly failures: readonly FailedCell[]
}

interface SavedVerdict {
  readonly schema?: unknown
  readonly exercise?: unknown
  readonly learner?: unknown
  readonly answer?: unknown
  readonly status?: unknown
  readonly given?: unknown
}

/**
 * Grades the answers that a notebook was saved with. Only the answers are taken from it: the verdicts are worked out anew, for the learner
 * that the notebook was made for, and nothing of it is run. `wasRun` says that a run of AR Lab saved the outputs.
 */
export function gradeNotebook(notebook: Notebook, file: string, wasRun = false): GradedNotebook {
  const verdicts = notebook.cells.flatMap(savedVerdicts)
  const checkedFor = verdicts.map(({ learner }) => learner).find((name) => typeof name === 'string')
  const learner = learnerOf(notebook) ?? checkedFor ?? null
  const session = new LessonSession()
  const asked = exercisesOf(notebook)
  const exercises = asked.length > 0 ? asked : [...new Set(verdicts.map(({ exercise }) => String(exercise)))]
  const failures = failedCells(notebook, wasRun)
  const solutions = shownSolutions(notebook)
  const marks = exercises.flatMap((exercise): Mark[] => {
    const last = verdicts.filter((own) => own.exercise === exercise).at(-1)
    const mark = (status: MarkStatus, read: Pick<Mark, 'answer' | 'given' | 'mistake'>): Mark[] => [
      { exercise, status, ...read, solutionShown: solutions.has(exercise) },
    ]
    const none = { answer: null, given: null, mistake: null }
    if (!last) return mark(failures.some((own) => own.exercise === exercise) ? 'failed' : 'not-run', none)
    if (last.status === 'unreadable' && last.answer === null) {
      return mark('unreadable', { ...none, given: shortText(String(last.given)) })
    }
    const { status, answer, given, mistake } = session.check(exercise, last.answer, learner)
    return status === 'unknown-exercise' ? [] : mark(status, { answer, given, mistake })
  })
  return { file, learner, marks, right: marks.filter(({ status }) => status === 'right').length, failures }
}

function savedVerdicts({ outputs = [] }: Cell): SavedVerdict[] {
  return outputs.flatMap((output) => {
    const saved = 'data' in output ? (output.data?.[verdictMime] as SavedVerdict | undefined) : undefined
    return saved?.schema === 'arlab/verdict/1' ? [saved] : []
  })
}
