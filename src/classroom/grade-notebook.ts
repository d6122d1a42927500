import { shortText, visibleText } from '../document/visible-text.js'
import { exerciseOf } from '../lesson/exercise-named.js'
import { learnerKey } from '../lesson/learner-name.js'
import { LessonSession } from '../lesson/lesson-session.js'
import type { VerdictStatus } from '../lesson/verdict.js'
import type { Notebook } from '../notebook/notebook-file.js'
import { answeredExercise, exercisesOf, learnerOf, writtenExercise } from './exercise-cells.js'
import { type FailedCell, failedCells } from './failed-cells.js'
import { countedVerdict, savedVerdicts } from './saved-verdicts.js'
import { shownSolutions } from './shown-solutions.js'

/**
 * What became of an exercise in a learner's notebook; `failed` where the cell of the answer failed, `not-run` where the answer was never
 * checked, or the outputs were not saved, `no-learner` where nobody knew whose answer it is.
 */
export type MarkStatus = Exclude<VerdictStatus, 'unknown-exercise'> | 'failed' | 'not-run' | 'no-learner'

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
  /** Whether the notebook asks for the answer and has no cell for it: it was deleted, or lost its tag. */
  readonly answerCellMissing: boolean
  /** For whom the answer was checked where that is somebody else than it is graded for, who had other figures; null otherwise. */
  readonly checkedFor: string | null
}

/** A learner's notebook with its marks, in the order of its exercises. */
export interface GradedNotebook {
  readonly file: string
  /** Null where nobody can say whose it is. */
  readonly learner: string | null
  readonly marks: readonly Mark[]
  readonly right: number
  readonly failures: readonly FailedCell[]
  /** Ids in it that are no exercise's, and so count nowhere. */
  readonly unknownExercises: readonly string[]
}

/**
 * Grades the answers that a notebook was saved with. Only the answers are taken from it: the verdicts are worked out anew, for the learner
 * that the notebook was made for, and nothing of it is run. `wasRun` says that a run of AR Lab saved the outputs.
 */
export function gradeNotebook(notebook: Notebook, file: string, wasRun = false): GradedNotebook {
  const { cells } = notebook
  const verdicts = cells.flatMap(savedVerdicts)
  const learner = learnerOf(notebook) ?? verdicts.find((own) => own.learner !== null)?.learner ?? null
  const session = new LessonSession()
  const ids = verdicts.map(({ exercise }) => exercise)
  const asked = exercisesOf(notebook)
  const exercises = asked.length > 0 ? asked : [...new Set(ids.flatMap((id) => exerciseOf(id)?.id ?? []))]
  const failures = failedCells(notebook, wasRun)
  const solutions = shownSolutions(notebook)
  const answerCells = new Set(cells.map(answeredExercise))
  const marks = exercises.map((exercise): Mark => {
    const none = {
      exercise,
      answer: null,
      given: null,
      mistake: null,
      solutionShown: solutions.has(exercise),
      answerCellMissing: asked.length > 0 && !answerCells.has(exercise),
      checkedFor: null,
    }
    const verdict = countedVerdict(notebook, exercise)
    if (verdict === null) {
      return { ...none, status: failures.some((own) => own.exercise === exercise) ? 'failed' : 'not-run' }
    }
    if (verdict.status === 'unreadable' && verdict.answer === null) {
      return { ...none, status: 'unreadable', given: shortText(visibleText(verdict.given ?? '')) }
    }
    // To an answer of nobody `check` says that there is none, and does not keep it.
    const isNobodys = verdict.answer === null && verdict.learner === null
    if (learner === null || isNobodys) return { ...none, status: 'no-learner', answer: verdict.answer }
    const { status, answer, given, mistake } = session.check(exercise, verdict.answer, learner)
    const isOther = answer !== null && verdict.learner !== null && learnerKey(verdict.learner) !== learnerKey(learner)
    // The exercises above are all known.
    const known = status as Exclude<VerdictStatus, 'unknown-exercise'>
    return { ...none, status: known, answer, given, mistake, checkedFor: isOther ? verdict.learner : null }
  })
  const right = marks.filter(({ status }) => status === 'right').length
  return { file, learner, marks, right, failures, unknownExercises: unknownOf([...cells.map(writtenExercise), ...ids]) }
}

function unknownOf(ids: readonly (string | null)[]): string[] {
  const unknown = ids.filter((id) => id !== null && exerciseOf(id) === null) as string[]
  return [...new Set(unknown.map((id) => shortText(visibleText(id.trim()))))]
}
