import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { writeFailure } from './write-failure.js'

/**
 * Writes a file whole or not at all: to a temporary name beside it, then renamed. Makes the folder if needed. An
 * InputError says why it cannot be written there. For what is too big to be held in memory see WholeFiles.
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(temporary, content)
    renameSync(temporary, file)
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary)
    throw writeFailure(file, error)
  }
}
