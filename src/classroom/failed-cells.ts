import { shortText, visibleText } from '../document/visible-text.js'
import type { Notebook } from '../notebook/notebook-file.js'
import { savedError } from '../notebook/saved-error.js'
import { answeredExercise } from './exercise-cells.js'

/** A longer reason would bury the others. */
export const longestReason = 200

/** A cell of a learner's notebook that failed. */
export interface FailedCell {
  /** Counts code cells from 1. */
  readonly cell: number
  /** How many code cells there are. */
  readonly cells: number
  /** The exercise that the cell is the answer to; null if it is none. */
  readonly exercise: string | null
  /** The first line of the error, cut where it is longer than a line of a report. */
  readonly reason: string
}

/** The cells of which a notebook was saved with an error; `wasRun` says that a run of AR Lab saved it. */
export function failedCells(notebook: Notebook, wasRun: boolean): FailedCell[] {
  const cells = notebook.cells.filter(({ cell_type }) => cell_type === 'code')
  return cells.flatMap((cell, index) => {
    const error = savedError(cell, wasRun)
    if (error === null) return []
    const reason = shortText(visibleText(error), longestReason)
    return [{ cell: index + 1, cells: cells.length, exercise: answeredExercise(cell), reason }]
  })
}
