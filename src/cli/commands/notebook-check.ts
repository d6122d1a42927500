import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { makeTemporaryFolder } from '../../document/temporary-folder.js'
import { planCheck } from '../../notebook/comparison/check-notebook.js'
import { inParallel } from '../in-parallel.js'
import { endingInOrder } from '../interrupt.js'
import { wholeNumber } from '../ledger-argument.js'
import { notebookCheckText } from '../notebook-check-text.js'
import { NotebookProgress } from '../notebook-progress.js'
import { printJson, printText } from '../print.js'
import { allowListeners } from './notebook-run.js'

interface NotebookCheckOptions {
  readonly timeout: number
  readonly jobs?: number
  readonly json?: true
}

export function addNotebookCheckCommand(notebook: Command): void {
  notebook
    .command('check')
    .summary('run notebooks again and compare with their saved outputs')
    .description(
      'Runs each notebook again, without writing to it, and compares what its cells print and show with what is saved in it. ' +
        'Numbers compare exactly. Exit code 1 if an output differs, a cell fails, or no outputs are saved.',
    )
    .argument('<files...>', '.ipynb notebooks with their outputs')
    .option('--timeout <seconds>', 'time limit for each cell that does not set its own', wholeNumber(1), 120)
    .option('--jobs <n>', 'how many notebooks run at a time; as many as there are cores if left out', wholeNumber(1))
    .option('--json', 'print one JSON document (arlab/notebook-check/1)')
    .addHelpText(
      'after',
      `
Examples:
  arlab notebook check notebooks/01-what-if.ipynb
  arlab notebook check notebooks/*.ipynb --jobs 2`,
    )
    .action(checkNotebooks)
}

async function checkNotebooks(files: readonly string[], options: NotebookCheckOptions): Promise<void> {
  const folder = makeTemporaryFolder('arlab-check-')
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  const checks = await endingInOrder(async (signal) => {
    let progress!: NotebookProgress
    const plans = files.map((file, index) =>
      planCheck(file, {
        output: join(folder, `${index}.ipynb`),
        cellTimeoutSeconds: options.timeout,
        signal,
        onCell: (cell) => progress.cell(index, cell),
      }),
    )
    progress = new NotebookProgress(
      files,
      plans.map(({ cells }) => cells),
    )
    const jobs = options.jobs ?? availableParallelism()
    allowListeners(jobs)
    const done = await inParallel(
      plans,
      jobs,
      async (plan, index) => {
        const check = await plan.check()
        progress.finish(index, check.same ? 'the same' : 'not the same')
        return { file: files[index]!, ...check }
      },
      signal,
    )
    const other = done.filter((check) => check?.same === false).length
    progress.end(other === 0 ? 'the same' : `${other} not the same`)
    if (other > 0 && !signal.aborted) process.exitCode = 1
    return done.filter((check) => check !== undefined)
  })
  if (options.json) {
    const same = checks.length === files.length && checks.every((check) => check.same)
    printJson({ schema: 'arlab/notebook-check/1', same, notebooks: checks })
    return
  }
  const missing = files.length - checks.length
  const left = missing === 0 ? [] : [`Interrupted; ${missing} of ${files.length} notebooks were not begun.`]
  printText([...checks.map((check) => notebookCheckText(check.file, check)), ...left].join('\n'))
}
