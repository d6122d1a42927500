import { noCurrency } from '../chart/value-format.js'
import type { ClassMistake } from '../classroom/class-mistakes.js'
import type { GradedNotebook, Mark, MarkStatus } from '../classroom/grade-notebook.js'
import { repeatedLearners } from '../classroom/repeated-learners.js'
import type { ExportTable } from '../export/export-table.js'
import { exerciseCatalogue } from '../lesson/exercise-catalogue.js'
import { gradeNotes, solutionSign } from './lesson-notes.js'
import type { PrintedTable } from './printed-table.js'

const signs: Readonly<Record<MarkStatus, string>> = {
  right: '✓ right',
  close: '≈ close',
  mistake: '✗ slip',
  wrong: '✗ wrong',
  'no-answer': '– none',
  unreadable: '? unreadable',
  failed: '! failed',
  'not-run': '· not run',
  'no-learner': '? whose',
}

/**
 * A table of a class: a learner a row, an exercise a column; and below it the mistakes that it makes. `wasRun` says whether the notebooks
 * were run for it.
 */
export function gradeTables(
  graded: readonly GradedNotebook[],
  mistakes: readonly ClassMistake[],
  wasRun: boolean,
): PrintedTable[] {
  const exercises = gradedExercises(graded)
  const markOf = ({ marks }: GradedNotebook, id: string): Mark | undefined => marks.find((mark) => mark.exercise === id)
  const repeated = new Set(repeatedLearners(graded).flatMap(({ files }) => files))
  const marks: PrintedTable = {
    header: ['learner', ...exercises, 'right'],
    rows: graded.map((notebook) => [
      repeated.has(notebook.file) ? `${notebook.learner} (${notebook.file})` : (notebook.learner ?? notebook.file),
      ...exercises.map((id) => {
        const mark = markOf(notebook, id)
        return mark === undefined ? '' : `${signs[mark.status]}${mark.solutionShown ? solutionSign : ''}`
      }),
      `${notebook.right} of ${notebook.marks.length}`,
    ]),
    notes: gradeNotes(graded, wasRun),
  }
  if (mistakes.length === 0) return [marks]
  const slips: PrintedTable = {
    title: 'Slips of the class, the most frequent first',
    header: ['exercise', 'slip', 'learners'],
    rows: mistakes.map(({ exercise, mistake, learners, answered }) => [
      exercise,
      mistake.replaceAll('-', ' '),
      `${learners} of ${answered}`,
    ]),
    wordColumns: 2,
  }
  return [marks, slips]
}

/** The same for a spreadsheet: a row for each learner and exercise. */
export function gradeExport(graded: readonly GradedNotebook[]): ExportTable {
  const rows = graded.flatMap(({ file, learner, marks }) => marks.map((mark) => ({ file, learner, ...mark })))
  const text = (name: string, at: (row: (typeof rows)[number]) => string | null) =>
    ({ name, kind: 'text', at: (row: number) => at(rows[row]!) }) as const
  return {
    name: 'grades',
    rows: rows.length,
    currency: noCurrency,
    columns: [
      text('learner', ({ learner }) => learner),
      text('exercise', ({ exercise }) => exercise),
      text('status', ({ status }) => status),
      { name: 'answer', kind: 'number', at: (row) => rows[row]!.answer },
      text('given', ({ given }) => given),
      text('mistake', ({ mistake }) => mistake),
      text('solution', ({ solutionShown }) => (solutionShown ? 'shown' : null)),
      text('file', ({ file }) => file),
    ],
  }
}

/** The exercises of which a notebook has a mark, in the order of the catalogue. */
function gradedExercises(graded: readonly GradedNotebook[]): string[] {
  const present = new Set(graded.flatMap(({ marks }) => marks.map(({ exercise }) => exercise)))
  return exerciseCatalogue.map(({ id }) => id).filter((id) => present.has(id))
}
