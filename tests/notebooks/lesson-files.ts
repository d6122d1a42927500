import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Notebook, readNotebook } from '../../src/notebook/notebook-file.js'
import { root } from '../cli/run-arlab.js'

/** The lessons that come with AR Lab, by the names of their files. */
export const lessonNames: readonly string[] = readdirSync(join(root, 'notebooks'))
  .filter((name) => name.endsWith('.ipynb'))
  .sort()

export const lessonFile = (name: string): string => join(root, 'notebooks', name)

export const lesson = (name: string): Notebook => readNotebook(lessonFile(name))

/** The outputs of one MIME type, in their order. */
export function outputsOf(notebook: Notebook, mime: string): unknown[] {
  return notebook.cells.flatMap(({ outputs = [] }) =>
    outputs.flatMap((output) => ('data' in output && mime in output.data ? [output.data[mime]] : [])),
  )
}
