import { type Dirent, existsSync, readdirSync, type Stats, statSync } from 'node:fs'
import { isAbsolute, join, parse, relative, sep } from 'node:path'
import { globSync } from 'tinyglobby'
import { InputError } from '../../../document/input-error.js'
import { whyUnreadable } from './file-head.js'

const extensions = ['csv', 'tsv', 'txt', 'tab', 'psv', 'parquet', 'json', 'jsonl', 'ndjson', 'xlsx', 'xlsm']
const hasTableExtension = new RegExp(`\\.(?:${extensions.join('|')})(?:\\.gz)?$`, 'i')

/** Whether a file's name says that it holds a table. */
export function isTableFile(name: string): boolean {
  return hasTableExtension.test(name) && !isHidden(name)
}

/** Files that the system or an open Excel leaves beside the user's own. */
function isHidden(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$')
}

/**
 * The files of one table: a file, the files that a pattern matches, or those of a folder whose names say that they hold
 * a table. In the order that a person would give them: `2024-9` before `2024-10`. An InputError if there are none.
 */
export function listFiles(path: string): string[] {
  const found = statOf(path)
  if (found?.isDirectory()) return filesOfFolder(path)
  // A file whose own name has brackets or stars is that file.
  if (found) return [path]
  if (!/[*?[\]{}]/.test(path)) {
    throw new InputError(`${path}: the file does not exist; check the name and the folder.`)
  }
  return filesOfPattern(path)
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    throw new InputError(`${path}: ${whyUnreadable(error as NodeJS.ErrnoException)}`)
  }
}

/** What is in a folder; an InputError says if it may not be looked into. */
export function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const isForbidden = code === 'EACCES' || code === 'EPERM'
    const reason = isForbidden ? 'the folder may not be read; ask for the right to, or copy it' : message
    throw new InputError(`${folder}: ${reason}.`)
  }
}

function filesOfFolder(folder: string): string[] {
  const files = entriesOf(folder)
    .filter((entry) => !entry.isDirectory() && isTableFile(entry.name))
    .map((entry) => join(folder, entry.name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
  if (files.length === 0) {
    throw new InputError(
      `${folder}: the folder has no files of a table (${extensions.map((name) => `.${name}`).join(', ')}).`,
    )
  }
  return inNaturalOrder(files)
}

function filesOfPattern(path: string): string[] {
  const { folder, pattern } = splitPattern(path)
  const matches = globSync(pattern, { cwd: folder || '.', dot: false, expandDirectories: false, onlyFiles: true })
    .filter((match) => !isHidden(match.split('/').at(-1)!))
    .map((match) => join(folder, match))
  if (matches.length === 0)
    throw new InputError(`${path}: no file matches this pattern; check the name and the folder.`)
  return inNaturalOrder(matches)
}

/** A pattern behind the longest folder that really exists, whose name may have characters of patterns in it. */
function splitPattern(path: string): { folder: string; pattern: string } {
  const { root } = parse(path)
  const steps = relative(root, isAbsolute(path) ? path : join(root, path)).split(sep)
  let folder = root
  let used = 0
  while (used < steps.length - 1 && existsSync(join(folder, steps[used]!))) folder = join(folder, steps[used++]!)
  return { folder, pattern: steps.slice(used).join('/') }
}

const collator = new Intl.Collator('en', { numeric: true })

function inNaturalOrder(files: readonly string[]): string[] {
  return [...files].sort((a, b) => collator.compare(a, b) || (a < b ? -1 : 1))
}
