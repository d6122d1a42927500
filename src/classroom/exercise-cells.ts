import { hasTag } from '../notebook/cell-tag.js'
import type { Cell, Notebook } from '../notebook/notebook-file.js'

/** The tag of a cell in which a learner answers; its metadata says which exercise: `{ "arlab": { "exercise": "cei-1" } }`. */
export const answerTag = 'answer'

/** The exercise that a cell is the answer to; null if it is none. */
export function answeredExercise(cell: Cell): string | null {
  const { arlab } = cell.metadata as { readonly arlab?: { readonly exercise?: unknown } }
  const isAnswer = cell.cell_type === 'code' && hasTag(cell, answerTag)
  return isAnswer && typeof arlab?.exercise === 'string' ? arlab.exercise : null
}

/** The exercises that a notebook asks to be answered, in its order. */
export function exercisesOf({ cells }: Notebook): string[] {
  return [...new Set(cells.map(answeredExercise).filter((id) => id !== null))]
}

/** The learner whose notebook it is; null for a lesson as it comes. */
export function learnerOf({ metadata }: Notebook): string | null {
  const { arlab } = metadata as { readonly arlab?: { readonly learner?: unknown } }
  return typeof arlab?.learner === 'string' ? arlab.learner : null
}
