import type { Command } from 'commander'
import { writeNotebookPage } from '../../notebook/html/write-notebook-page.js'
import { notebookPlaces, pagesByNotebook, refusePagesOverNotebooks } from '../notebook-places.js'
import { printText } from '../print.js'

interface NotebookHtmlOptions {
  readonly output: string
  readonly code: boolean
}

export function addNotebookHtmlCommand(notebook: Command): void {
  notebook
    .command('html')
    .summary('write notebooks as pages, as they are saved')
    .description(
      'Writes a notebook with its saved outputs as one self-contained page, without running it: charts are live, tables can be ' +
        'sorted, and without scripts or on paper there are pictures and whole tables.',
    )
    .argument('<files...>', '.ipynb notebooks with their outputs')
    .requiredOption('-o, --output <path>', 'the page, for several notebooks a folder')
    .option('--no-code', 'leave the code out')
    .addHelpText(
      'after',
      `
Examples:
  arlab notebook html out/01-what-if.ipynb -o out/01-what-if.html
  arlab notebook html lessons/*.ipynb -o out/lessons --no-code`,
    )
    .action(async (files: readonly string[], { output, code }: NotebookHtmlOptions) => {
      const pages = notebookPlaces(files, output, { option: '-o', ending: '.html' })
      refusePagesOverNotebooks(pages, files, '-o')
      const links = { code, pages: pagesByNotebook(files, pages) }
      for (const [index, notebook] of files.entries()) {
        await writeNotebookPage({ notebook, page: pages[index]! }, links)
        printText(`Written to ${pages[index]}.`)
      }
    })
}
