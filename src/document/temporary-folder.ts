import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InputError } from './input-error.js'

/** Makes a new folder among the system's temporary files that only this user can read; its name begins with `prefix`. */
export function makeTemporaryFolder(prefix: string): string {
  try {
    // mkdtemp makes the folder with mode 0700.
    return mkdtempSync(join(tmpdir(), prefix))
  } catch (error) {
    const { message } = error as Error
    throw new InputError(`${tmpdir()}: no temporary folder can be made there: ${message}; set TMPDIR to another place.`)
  }
}

/** As makeTemporaryFolder, for what is needed until the command ends: the folder goes with this process. */
export function temporaryFolderUntilExit(prefix: string): string {
  const folder = makeTemporaryFolder(prefix)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
