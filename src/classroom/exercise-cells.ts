import { exerciseOf } from '../lesson/exercise-named.js'
import { shownName } from '../lesson/learner-name.js'
import { arlabMetadata } from '../notebook/arlab-metadata.js'
import { hasTag } from '../notebook/cell-tag.js'
import type { Cell, Notebook } from '../notebook/notebook-file.js'

/** The tag of a cell in which a learner answers; its metadata says which exercise: `{ "arlab": { "exercise": "cei-1" } }`. */
export const answerTag = 'answer'

/** What a cell's metadata says of its exercise, as it stands there; null if it says nothing. */
export function writtenExercise(cell: Cell): string | null {
  const { exercise } = arlabMetadata(cell)
  return typeof exercise === 'string' ? exercise : null
}

/** The exercise that a cell asks or is the answer to; null if it is of none that there is. */
export function cellExercise(cell: Cell): string | null {
  const written = writtenExercise(cell)
  return written === null ? null : (exerciseOf(written)?.id ?? null)
}

/** The exercise that a cell is the answer to; null if it is none. */
export function answeredExercise(cell: Cell): string | null {
  return cell.cell_type === 'code' && hasTag(cell, answerTag) ? cellExercise(cell) : null
}

/** The exercises that a notebook asks to be answered, in its order, whether it still has a cell for the answer or not. */
export function exercisesOf({ cells }: Notebook): string[] {
  return [...new Set(cells.map(cellExercise).filter((id) => id !== null))]
}

/** The learner whose notebook it is; null for a lesson as it comes. */
export function learnerOf(notebook: Notebook): string | null {
  const { learner } = arlabMetadata(notebook)
  return typeof learner === 'string' ? knownName(learner) : null
}

/** A name as it is shown; null for one that is blank, which is nobody's. */
export function knownName(name: string): string | null {
  return shownName(name) || null
}
