import { availableParallelism } from 'node:os'
import type { RunNotebookOptions } from '../notebook/run/run-notebook.js'
import { inParallel } from './in-parallel.js'
import { endingInOrder } from './interrupt.js'
import { NotebookProgress } from './notebook-progress.js'

/** What to do with notebooks, each in a kernel of its own. */
interface NotebookWork<Plan extends { readonly cells: number }, Result> {
  /** At a time; as many as there are cores if undefined. */
  readonly jobs: number | undefined
  /** All are planned before any is begun: a mistake in the last file must not cost the time of the first. */
  plan(file: string, index: number, watch: Pick<RunNotebookOptions, 'signal' | 'onCell'>): Plan
  work(plan: Plan, index: number): Promise<Result>
  /** What the progress says of a finished one: `9 cells`. */
  outcome(result: Result): string
  /** Whether it is as it should be; if one is not, the command's exit code is 1. */
  isWell(result: Result): boolean
  /** What the progress says at the end, by how many are not. */
  summary(failed: number): string
}

/** Works on notebooks side by side, with progress. After an interrupt those that had not begun are missing in the results. */
export async function notebooksSideBySide<Plan extends { readonly cells: number }, Result>(
  files: readonly string[],
  { jobs = availableParallelism(), plan, work, outcome, isWell, summary }: NotebookWork<Plan, Result>,
): Promise<Result[]> {
  // Each kernel listens for the end of this process.
  process.setMaxListeners(Math.max(process.getMaxListeners(), jobs + 10))
  return await endingInOrder(async (signal) => {
    let progress!: NotebookProgress
    const plans = files.map((file, index) =>
      plan(file, index, { signal, onCell: (cell) => progress.cell(index, cell) }),
    )
    progress = new NotebookProgress(
      files,
      plans.map(({ cells }) => cells),
    )
    const done = await inParallel(
      plans,
      jobs,
      async (own, index) => {
        const result = await work(own, index)
        progress.finish(index, outcome(result))
        return { result }
      },
      signal,
    )
    const results = done.flatMap((own) => (own === undefined ? [] : [own.result]))
    const failed = results.filter((result) => !isWell(result)).length
    progress.end(summary(failed))
    if (failed > 0 && !signal.aborted) process.exitCode = 1
    return results
  })
}

/** What is said after an interrupt; nothing if all were begun. */
export function notBegun(begun: number, all: number): string[] {
  return begun === all ? [] : [`Interrupted; ${all - begun} of ${all} notebooks were not begun.`]
}
