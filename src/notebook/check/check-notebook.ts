import { firstLine } from '../../document/first-line.js'
import { type Cell, readNotebook } from '../notebook-file.js'
import { type NotebookRun, planRun, type RunNotebookOptions } from '../run/run-notebook.js'
import { compareOutputs, type OutputDifference } from './compare-outputs.js'

/** A cell whose outputs are not those saved. */
export interface CellDifference {
  /** Counts code cells from 1. */
  readonly cell: number
  /** The first line of its source. */
  readonly firstLine: string
  readonly outputs: readonly OutputDifference[]
}

/** What came of running a notebook again. `cells` counts code cells. */
export interface NotebookCheck {
  readonly same: boolean
  readonly cells: number
  /** False if the notebook was saved without having been run: there is nothing to compare, and it was not run. */
  readonly saved: boolean
  readonly differences: readonly CellDifference[]
  /** Why the run did not come to its end; the cells after it were not compared. */
  readonly failure?: NonNullable<NotebookRun['failure']>
}

/** A notebook that can be checked, with all that might have been wrong with it already looked at. */
export interface PlannedCheck {
  readonly cells: number
  check(): Promise<NotebookCheck>
}

/** How to run the notebook; as for `runNotebook`. `output` must be another file. */
export type CheckNotebookOptions = Pick<RunNotebookOptions, 'output' | 'cellTimeoutSeconds' | 'onCell' | 'signal'>

/**
 * Runs a notebook again, from the file as it is, and compares the outputs with those saved in it. The file is not
 * written to. An InputError says why a file can't be run.
 */
export function planCheck(file: string, options: CheckNotebookOptions): PlannedCheck {
  const before = codeCells(file)
  const saved = before.length === 0 || before.some(wasRun)
  if (!saved) {
    const nothing = { same: false, cells: before.length, saved, differences: [] }
    return { cells: 0, check: async () => nothing }
  }
  const plan = planRun(file, options)
  return {
    cells: plan.cells,
    async check() {
      const { failure } = await plan.run()
      const after = codeCells(options.output)
      // What comes after a failure was not run; the failing cell is told by its failure.
      const compared = failure === undefined ? after.length : failure.cell - 1
      const differences = before.slice(0, compared).flatMap((cell, index) => {
        const outputs = compareOutputs(cell.outputs ?? [], after[index]!.outputs ?? [])
        if (outputs.length === 0) return []
        return [{ cell: index + 1, firstLine: firstLine(cell.source.trimStart()), outputs }]
      })
      const same = failure === undefined && differences.length === 0
      return { same, cells: before.length, saved, differences, ...(failure ? { failure } : {}) }
    },
  }
}

function codeCells(file: string): Cell[] {
  return readNotebook(file).cells.filter((cell) => cell.cell_type === 'code')
}

function wasRun({ outputs = [], execution_count }: Cell): boolean {
  return outputs.length > 0 || (execution_count ?? null) !== null
}
