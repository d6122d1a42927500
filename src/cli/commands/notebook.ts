import type { Command } from 'commander'
import { addNotebookCheckCommand } from './notebook-check.js'
import { addNotebookHtmlCommand } from './notebook-html.js'
import { addNotebookParametersCommand } from './notebook-parameters.js'
import { addNotebookRunCommand } from './notebook-run.js'

export function addNotebookCommand(program: Command): void {
  const notebook = program
    .command('notebook')
    .summary('run notebooks without a browser, check them, write them as pages')
    .description('Notebooks on the TypeScript kernel, without Python or a browser.')
  addNotebookRunCommand(notebook)
  addNotebookCheckCommand(notebook)
  addNotebookHtmlCommand(notebook)
  addNotebookParametersCommand(notebook)
}
