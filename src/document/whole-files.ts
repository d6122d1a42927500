import { renameSync, rmSync, statSync } from 'node:fs'
import { MadeFolder } from './made-folder.js'
import { writeFailure } from './write-failure.js'

/** Temporary files of this process that are not in their place yet. */
const unfinished = new Set<string>()

/**
 * Files that appear together, whole, or not at all. Each is written under a temporary name beside its place; `commit`
 * moves all of them there, `discard` removes them, and so does the end of the process, an interrupt included.
 */
export class WholeFiles {
  readonly #temporaries = new Map<string, string>()
  readonly #scratch: string[] = []
  readonly #folders: MadeFolder[] = []

  /** Where to write what shall become `file`; makes its folder. An InputError says why nothing can be written there. */
  place(file: string): string {
    const temporary = `${file}.${process.pid}.tmp`
    try {
      this.#folders.push(new MadeFolder(file))
    } catch (error) {
      throw writeFailure(file, error)
    }
    // Asked now and not when renaming: by then other files of the set may be in their place.
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
      throw writeFailure(file, Object.assign(new Error(), { code: 'EISDIR' }))
    }
    this.#temporaries.set(file, temporary)
    watch(temporary)
    return temporary
  }

  /** A file for the time of writing, which `commit` and `discard` both remove. */
  scratch(file: string): string {
    const temporary = `${file}.${process.pid}.tmp`
    this.#scratch.push(temporary)
    watch(temporary)
    return temporary
  }

  /** Which file could not be written, by the error; undefined if the error is about something else. */
  placeOf(error: unknown): string | undefined {
    const { path, syscall } = error as NodeJS.ErrnoException
    for (const [file, written] of this.#temporaries) if (written === path) return file
    // What fails in the midst of a file, as on a full disk, names no path; files are written one after the other.
    return path === undefined && syscall !== undefined ? [...this.#temporaries.keys()].at(-1) : undefined
  }

  /** Moves the files to their places; an InputError says which could not be. */
  commit(): void {
    this.#clear()
    for (const [file, temporary] of this.#temporaries) {
      try {
        renameSync(temporary, file)
      } catch (error) {
        this.discard()
        throw writeFailure(file, error)
      }
      this.#forget(file, temporary)
    }
  }

  /** Removes what was written. */
  discard(): void {
    this.#clear()
    for (const [file, temporary] of this.#temporaries) {
      rmSync(temporary, { force: true })
      this.#forget(file, temporary)
    }
    for (const folder of this.#folders.splice(0).reverse()) folder.unmake()
  }

  #forget(file: string, temporary: string): void {
    this.#temporaries.delete(file)
    unwatch(temporary)
  }

  #clear(): void {
    for (const temporary of this.#scratch.splice(0)) {
      rmSync(temporary, { force: true })
      unwatch(temporary)
    }
  }
}

/** Lets `write` make files through a set of whole files: all are there when it ends, none if it fails. */
export async function writeTogether<T>(write: (files: WholeFiles) => Promise<T>): Promise<T> {
  const files = new WholeFiles()
  try {
    const result = await write(files)
    files.commit()
    return result
  } catch (error) {
    const place = files.placeOf(error)
    files.discard()
    throw place === undefined ? error : writeFailure(place, error)
  }
}

function watch(temporary: string): void {
  if (unfinished.size === 0) process.on('exit', removeUnfinished)
  unfinished.add(temporary)
}

function unwatch(temporary: string): void {
  unfinished.delete(temporary)
  if (unfinished.size === 0) process.off('exit', removeUnfinished)
}

function removeUnfinished(): void {
  for (const temporary of unfinished) rmSync(temporary, { force: true })
}
