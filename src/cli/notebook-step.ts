import { basename } from 'node:path'
import { plural } from '../document/plural.js'
import { visibleText } from '../document/visible-text.js'
import { type NotebookRun, runNotebook } from '../notebook/run/run-notebook.js'
import type { Progress } from './progress.js'

/** Runs a notebook as one step of a longer job. */
export async function notebookStep(file: string, output: string, progress: Progress): Promise<NotebookRun> {
  const step = progress.start(`run ${visibleText(basename(file))}`)
  const run = await runNotebook(file, { output, onCell: ({ cell, cells }) => step.update(cell - 1, cells) })
  step.finish(runOutcome(run))
  return run
}

/** What progress says of a run that has ended. */
export function runOutcome({ ok, executed, failure }: NotebookRun): string {
  return ok ? plural(executed, 'cell') : `failed in cell ${failure?.cell}`
}
