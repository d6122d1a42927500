import { answeredExercise } from '../../src/classroom/exercise-cells.js'
import { personalNotebook } from '../../src/classroom/personal-notebook.js'
import { worksheet } from '../../src/classroom/worksheet.js'
import { exerciseNamed } from '../../src/lesson/exercise-named.js'
import { LessonSession } from '../../src/lesson/lesson-session.js'
import type { Notebook, Output } from '../../src/notebook/notebook-file.js'

/** A worksheet of dso-1 and cei-1, saved with these answers, checked for `checkedFor`. */
export function answeredWorksheet(
  learner: string,
  answers: Readonly<Record<string, unknown>>,
  checkedFor = learner,
): Notebook {
  const notebook = personalNotebook(worksheet(['dso-1', 'cei-1'].map(exerciseNamed)), learner, '..', 'the worksheet')
  const cells = notebook.cells.map((cell) => {
    const exercise = answeredExercise(cell)
    if (exercise === null || !(exercise in answers)) return cell
    const verdict = new LessonSession().check(exercise, answers[exercise], checkedFor)
    return { ...cell, outputs: [{ output_type: 'display_data', ...verdict.bundle }] as Output[] }
  })
  return { ...notebook, cells }
}
