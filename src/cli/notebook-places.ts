import { existsSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { InputError } from '../document/input-error.js'

/**
 * Where what is made of notebooks goes: for one notebook the path that was given, for several a file of the notebook's name
 * in that folder. An InputError refuses two of one name and a folder that is a file. `option` is how the path was given.
 */
export function notebookPlaces(
  files: readonly string[],
  path: string,
  { option, ending }: { readonly option: string; readonly ending: string },
): string[] {
  if (files.length === 1) return [path]
  refuseSameNames(files)
  if (existsSync(path) && !statSync(path).isDirectory()) {
    throw new InputError(`${option} ${path}: that is a file; for several notebooks name a folder.`)
  }
  return files.map((file) => join(path, withEnding(file, ending)))
}

/** The name of what is made of a notebook. */
export function withEnding(file: string, ending: string): string {
  return basename(file).replace(/\.ipynb$/i, '') + ending
}

/** Pages by the notebooks they are of, for links from one to the other; absolute paths. */
export function pagesByNotebook(files: readonly string[], pages: readonly string[]): Map<string, string> {
  return new Map(files.map((file, index) => [resolve(file), resolve(pages[index]!)]))
}

/** An InputError refuses a page that would be written over a notebook. `option` is how the page's path was given. */
export function refusePagesOverNotebooks(pages: readonly string[], notebooks: readonly string[], option: string): void {
  const taken = new Set(notebooks.map((file) => resolve(file)))
  for (const page of pages) {
    if (taken.has(resolve(page))) {
      throw new InputError(`${option} ${page}: the page would take the place of the notebook; give it another name.`)
    }
  }
}

function refuseSameNames(files: readonly string[]): void {
  const byName = new Map<string, string>()
  for (const file of files) {
    const name = basename(file)
    const other = byName.get(name)
    if (other !== undefined) {
      throw new InputError(`${other} and ${file} have the same name; run them one by one, each with its own -o.`)
    }
    byName.set(name, file)
  }
}
