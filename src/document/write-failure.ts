import { InputError } from './input-error.js'

/** Why a file could not be written, as the sentence for its user. */
export function writeFailure(file: string, error: unknown): InputError {
  return new InputError(`${file}: the file cannot be written: ${reasonOf(error)}; give another place.`)
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
