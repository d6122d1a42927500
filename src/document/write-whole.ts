import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { MadeFolder } from './made-folder.js'
import { writeFailure } from './write-failure.js'

/**
 * Writes a file whole or not at all: to a temporary name beside it, then renamed. Makes the folder if needed. An
 * InputError says why it cannot be written there. For what is too big to be held in memory see WholeFiles.
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.tmp`
  let folder: MadeFolder | undefined
  try {
    folder = new MadeFolder(file)
    writeFileSync(temporary, content)
    renameSync(temporary, file)
  } catch (error) {
    if (folder) rmSync(temporary, { force: true })
    folder?.unmake()
    throw writeFailure(file, error)
  }
}
