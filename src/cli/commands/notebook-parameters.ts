import type { Command } from 'commander'
import { readNotebook } from '../../notebook/notebook-file.js'
import { declaredParameters } from '../../notebook/parameters/declared-parameters.js'
import { kindText, literal } from '../../notebook/parameters/parameter.js'
import { printJson, printText } from '../print.js'
import { textTable } from '../text-table.js'

export function addNotebookParametersCommand(notebook: Command): void {
  notebook
    .command('parameters')
    .summary('list the parameters of a notebook')
    .description('Lists the parameters that the cell tagged "parameters" declares, with their kinds and defaults.')
    .argument('<file>', 'an .ipynb notebook for the TypeScript kernel')
    .option('--json', 'print one JSON document (arlab/notebook-parameters/1)')
    .addHelpText('after', '\nExample:\n  arlab notebook parameters notebooks/01-what-if.ipynb')
    .action((file: string, options: { readonly json?: true }) => {
      const parameters = declaredParameters(readNotebook(file), file)
      if (options.json) {
        const listed = parameters.map(({ name, kind, list, default: value }) => ({ name, kind, list, default: value }))
        printJson({ schema: 'arlab/notebook-parameters/1', parameters: listed })
      } else if (parameters.length === 0) printText('The notebook has no parameters.')
      else {
        const rows = parameters.map((parameter) => [parameter.name, kindText(parameter), literal(parameter.default)])
        printText(textTable(['Parameter', 'Kind', 'Default'], rows, 3))
      }
    })
}
