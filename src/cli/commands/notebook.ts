import { basename, join } from 'node:path'
import type { Command } from 'commander'
import { type NotebookRun, runNotebook } from '../../notebook/run-notebook.js'
import { wholeNumber } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { Progress } from '../progress.js'

interface NotebookRunOptions {
  readonly output?: string
  readonly timeout: number
  readonly json?: true
}

export function addNotebookCommand(program: Command): void {
  const notebook = program
    .command('notebook')
    .summary('run notebooks without a browser')
    .description('Notebooks on the TypeScript kernel.')
  notebook
    .command('run')
    .summary('run a notebook from top to bottom')
    .description(
      'Runs every code cell on the TypeScript kernel, without Python or a browser, and writes the executed notebook: ' +
        'always, even after a failure, up to the failing cell. Exit code 1 if a cell fails.',
    )
    .argument('<file>', 'an .ipynb notebook for the TypeScript kernel')
    .option('-o, --output <file>', 'where the executed notebook goes; out/NAME.ipynb if left out')
    .option('--timeout <seconds>', 'time limit for each cell', wholeNumber(1), 120)
    .option('--json', 'print one JSON document (arlab/notebook-run/1)')
    .addHelpText('after', '\nExample:\n  arlab notebook run notebooks/01-what-if.ipynb -o out/01-what-if.ipynb')
    .action(async (file: string, options: NotebookRunOptions) => {
      const output = options.output ?? join('out', basename(file))
      const run = await runWithProgress(file, output, new Progress(1), options.timeout)
      if (options.json) printJson({ schema: 'arlab/notebook-run/1', ...run })
      else printText(run.ok ? `Ran ${run.executed} cells. Written to ${run.output}.` : failureText(run))
      if (!run.ok) process.exitCode = 1
    })
}

/** Runs a notebook as one step of a progress display. */
export async function runWithProgress(
  file: string,
  output: string,
  progress: Progress,
  cellTimeoutSeconds = 120,
): Promise<NotebookRun> {
  const step = progress.start(`run ${basename(file)}`)
  const abort = new AbortController()
  const interrupt = () => abort.abort()
  process.once('SIGINT', interrupt)
  try {
    const run = await runNotebook(file, {
      output,
      cellTimeoutSeconds,
      signal: abort.signal,
      onCell: ({ cell, cells }) => step.update(cell - 1, cells),
    })
    step.finish(run.ok ? `${run.executed} cells` : `failed in cell ${run.failure?.cell}`)
    return run
  } finally {
    process.removeListener('SIGINT', interrupt)
  }
}

/** A failed run in words: which cell, why, its source and its trace. */
export function failureText(run: NotebookRun): string {
  const { failure } = run
  if (!failure) return 'The notebook did not run to its end.'
  const indented = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n')
  return [
    `Cell ${failure.cell} of ${run.cells} failed: ${failure.reason}`,
    indented(failure.source),
    ...(failure.trace.trim() === '' ? [] : ['', indented(failure.trace)]),
    '',
    `The notebook as far as it ran is in ${run.output}.`,
  ].join('\n')
}
