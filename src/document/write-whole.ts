import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { InputError } from './input-error.js'

/**
 * Writes a file whole or not at all: to a temporary name beside it, then renamed. Makes the folder if needed. An
 * InputError says why it cannot be written there.
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(temporary, content)
    renameSync(temporary, file)
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary)
    throw new InputError(`${file}: the file cannot be written: ${reasonOf(error)}; give another place.`)
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  switch (code) {
    case 'ENOTDIR':
    case 'EEXIST':
      return 'what should be its folder is a file'
    case 'EISDIR':
      return 'a folder has that name'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'the folder may not be written to'
    case 'ENOENT':
      return 'its folder cannot be made'
    case 'ENOSPC':
      return 'the disk is full'
    default:
      return message
  }
}
