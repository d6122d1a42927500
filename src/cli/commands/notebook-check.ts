import { join } from 'node:path'
import type { Command } from 'commander'
import { temporaryFolderUntilExit } from '../../document/temporary-folder.js'
import { planCheck } from '../../notebook/check/check-notebook.js'
import { wholeNumber } from '../ledger-argument.js'
import { notebookCheckText } from '../notebook-check-text.js'
import { notBegun, notebooksSideBySide } from '../notebooks-side-by-side.js'
import { printJson, printText } from '../print.js'

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
  const folder = temporaryFolderUntilExit('arlab-check-')
  const checks = await notebooksSideBySide(files, {
    jobs: options.jobs,
    plan: (file, index, watch) =>
      planCheck(file, { output: join(folder, `${index}.ipynb`), cellTimeoutSeconds: options.timeout, ...watch }),
    work: async (plan, index) => ({ file: files[index]!, ...(await plan.check()) }),
    outcome: ({ same }) => (same ? 'the same' : 'not the same'),
    isWell: ({ same }) => same,
    summary: (other) => (other === 0 ? 'the same' : `${other} not the same`),
  })
  if (options.json) {
    const same = checks.length === files.length && checks.every((check) => check.same)
    printJson({ schema: 'arlab/notebook-check/1', same, notebooks: checks })
    return
  }
  const left = notBegun(checks.length, files.length)
  printText([...checks.map((check) => notebookCheckText(check.file, check)), ...left].join('\n'))
}
