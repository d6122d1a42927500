import { readdirSync, statSync } from 'node:fs'

/** The names of the notebooks in a folder, in their order; null where there is no such folder. */
export function notebooksIn(folder: string): string[] | null {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return null
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ipynb'))
    .sort()
}
