import { join } from 'node:path'
import { longestReason } from '../classroom/failed-cells.js'
import type { GradedNotebook, Mark } from '../classroom/grade-notebook.js'
import { repeatedLearners } from '../classroom/repeated-learners.js'
import { InputError } from '../document/input-error.js'
import { plural } from '../document/plural.js'
import { shortList, shortText, visibleText } from '../document/visible-text.js'

/** The sign of an exercise whose solution the notebook shows. */
export const solutionSign = '°'

/** More than these sentences of a kind nobody reads. */
const mostOfAKind = 20

/** A file of a class that could not be read, run or graded, and why. */
export interface UnreadNotebook {
  readonly file: string
  readonly reason: string
}

/** Why a file of a folder has no grade, of the error that kept it from one. */
export function unreadNotebook(folder: string, file: string, error: unknown): UnreadNotebook {
  const path = join(folder, file)
  const reason = error instanceof InputError ? error.message : `${path}: it cannot be graded: ${error}`
  // A message may quote a notebook, and begins with its path, which must not take the place of what is wrong.
  return { file, reason: shortText(visibleText(reason), path.length + longestReason) }
}

/** Which of so many files of a class have no grade, and why. */
export function unreadText(unread: readonly UnreadNotebook[], files: number): string {
  return [
    `${unread.length} of ${plural(files, 'notebook')} ${unread.length === 1 ? 'has no grade' : 'have no grades'}:`,
    ...atMost(unread.map(({ reason }) => `  ${reason}`)),
  ].join('\n')
}

/** What a trainer must know beside the marks of a class. `wasRun` says whether the notebooks were run for it. */
export function gradeNotes(graded: readonly GradedNotebook[], wasRun: boolean): string[] {
  return [
    ...failureNotes(graded),
    ...unreadableNotes(graded),
    ...uncheckedNotes(graded, wasRun),
    ...missingCellNotes(graded),
    ...nobodysNotes(graded),
    ...otherLearnerNotes(graded),
    ...unknownExerciseNotes(graded),
    ...repeatedNotes(graded),
    ...solutionNotes(graded),
  ]
}

/** Whose notebook it is, in a sentence. */
function nameOf({ learner, file }: GradedNotebook): string {
  return learner === null ? file : `${learner} (${file})`
}

function atMost(sentences: readonly string[]): string[] {
  const more = sentences.length - mostOfAKind
  return more <= 0 ? [...sentences] : [...sentences.slice(0, mostOfAKind), `… and ${more} more; --json has all.`]
}

function failureNotes(graded: readonly GradedNotebook[]): string[] {
  const sentences = graded.flatMap((notebook) =>
    notebook.failures.map(({ cell, cells, exercise, reason }) => {
      const which = exercise === null ? '' : ` (its answer to ${exercise})`
      return `! ${nameOf(notebook)}: code cell ${cell} of ${cells}${which} failed: ${reason}`
    }),
  )
  if (sentences.length === 0) return []
  return [
    ...atMost(sentences),
    'A notebook runs no farther than its first cell that fails: mend that cell, or give the notebook back to its learner, then grade again.',
  ]
}

function unreadableNotes(graded: readonly GradedNotebook[]): string[] {
  const answers = graded.flatMap((notebook) =>
    notebook.marks.flatMap(({ exercise, status, given }) =>
      status === 'unreadable' ? [`? ${nameOf(notebook)}: the answer to ${exercise} cannot be read: ${given}`] : [],
    ),
  )
  return atMost(answers)
}

function uncheckedNotes(graded: readonly GradedNotebook[], wasRun: boolean): string[] {
  const isNotRun = ({ status, answerCellMissing }: Mark) => status === 'not-run' && !answerCellMissing
  const unchecked = graded.filter(({ marks, failures }) => failures.length === 0 && marks.some(isNotRun))
  if (unchecked.length === 0) return []
  if (wasRun) {
    return markNotes(
      unchecked,
      isNotRun,
      (whose, ids) =>
        `· ${whose}: nothing checks the answer to ${ids.join(', ')}; the line await show(check('${ids[0]}', answer)) is missing.`,
    )
  }
  const [who, were] =
    unchecked.length === 1 ? ['One notebook has', 'was'] : [`${unchecked.length} notebooks have`, 'were']
  return [`${who} answers that were never checked, or ${were} saved without outputs; --run runs them first.`]
}

/** A sentence for each notebook with such marks, of the ids of their exercises. */
function markNotes(
  graded: readonly GradedNotebook[],
  isSuch: (mark: Mark) => boolean,
  sentence: (whose: string, ids: readonly string[]) => string,
): string[] {
  return atMost(
    graded.flatMap((notebook) => {
      const ids = notebook.marks.filter(isSuch).map(({ exercise }) => exercise)
      return ids.length === 0 ? [] : [sentence(nameOf(notebook), ids)]
    }),
  )
}

function missingCellNotes(graded: readonly GradedNotebook[]): string[] {
  return markNotes(
    graded,
    ({ status, answerCellMissing }) => status === 'not-run' && answerCellMissing,
    (whose, ids) =>
      `· ${whose}: the cell of the answer to ${ids.join(', ')} is missing; it was deleted, or lost its tag "answer".`,
  )
}

function nobodysNotes(graded: readonly GradedNotebook[]): string[] {
  return markNotes(
    graded,
    ({ status }) => status === 'no-learner',
    (whose, ids) =>
      `? ${whose}: ${ids.join(', ')} checked for nobody; the cell that shows the exercise, with the learner's name, must run before the answer.`,
  )
}

function otherLearnerNotes(graded: readonly GradedNotebook[]): string[] {
  const sentences = graded.flatMap((notebook) => {
    const others = new Set(notebook.marks.flatMap(({ checkedFor }) => checkedFor ?? []))
    return [...others].map((other) => {
      const ids = notebook.marks.filter(({ checkedFor }) => checkedFor === other).map(({ exercise }) => exercise)
      return `${notebook.file}: ${ids.join(', ')} checked for ${other}, graded for ${notebook.learner}, whose figures differ.`
    })
  })
  return atMost(sentences)
}

function unknownExerciseNotes(graded: readonly GradedNotebook[]): string[] {
  const such = graded.filter(({ unknownExercises }) => unknownExercises.length > 0)
  if (such.length === 0) return []
  const ids = [...new Set(such.flatMap(({ unknownExercises }) => unknownExercises))]
  const named = shortList(ids.map((id) => `“${id}”`))
  const files = shortList(such.map(({ file }) => file))
  return [`No exercise is called ${named} (${files}); what is checked under such a name is not counted.`]
}

function repeatedNotes(graded: readonly GradedNotebook[]): string[] {
  return atMost(
    repeatedLearners(graded).map(
      ({ learner, files }) =>
        `${learner} is in ${files.length} files: ${files.join(', ')}. Each has a row; move those that do not count out of the folder.`,
    ),
  )
}

function solutionNotes(graded: readonly GradedNotebook[]): string[] {
  const shown = graded.filter(({ marks }) => marks.some(({ solutionShown }) => solutionShown)).length
  return shown === 0
    ? []
    : [
        `${solutionSign} The notebook asks for the solution of this exercise, or shows it (${plural(shown, 'notebook')}).`,
      ]
}
