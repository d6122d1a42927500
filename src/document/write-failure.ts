import { InputError } from './input-error.js'

/** Why a file could not be written, as the sentence for its user; `what` names it where it is more than a file. */
export function writeFailure(file: string, error: unknown, what = 'the file'): InputError {
  return new InputError(`${file}: ${what} cannot be written: ${reasonOf(error)}; give another place.`)
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
    case 'EFBIG':
      return 'it is larger than a file may be there'
    default:
      return message
  }
}
