import { writeFileSync } from 'node:fs'
import { InputError } from './input-error.js'
import { WholeFiles } from './whole-files.js'
import { writeFailure } from './write-failure.js'

/**
 * Writes a file whole or not at all. Makes the folder if needed. An InputError says why it cannot be written there. For
 * what is too big to be held in memory, and for files that appear together, see WholeFiles.
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const files = new WholeFiles()
  try {
    writeFileSync(files.place(file), content)
    files.commit()
  } catch (error) {
    files.discard()
    throw error instanceof InputError ? error : writeFailure(file, error)
  }
}
