import { basename } from 'node:path'
import { writeWhole } from '../../document/write-whole.js'
import { readLiveChartScripts } from '../../page/live-chart-scripts.js'
import { readNotebook } from '../notebook-file.js'
import { notebookPage } from './notebook-page.js'
import { pageTargets } from './page-targets.js'

/** A notebook to be written as a page. */
export interface PageToWrite {
  /** The notebook with the outputs to show. */
  readonly notebook: string
  /** Where the notebook is at home, if `notebook` is an executed copy: links and pictures start from there. */
  readonly home?: string
  readonly page: string
}

/** Writes the page of a notebook as it is saved. An InputError says why it cannot be read or written. */
export async function writeNotebookPage(
  { notebook, home = notebook, page }: PageToWrite,
  { code, pages }: { readonly code: boolean; readonly pages: ReadonlyMap<string, string> },
): Promise<void> {
  const targets = pageTargets(home, page, pages)
  const options = { name: basename(home), code, targets, libraries: await readLiveChartScripts() }
  writeWhole(page, notebookPage(readNotebook(notebook), options))
}
