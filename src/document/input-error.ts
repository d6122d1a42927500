import { visibleText } from './visible-text.js'

/**
 * Something the user gave cannot be used: a missing file, an unknown column, an impossible option. Its message is
 * one sentence that says where, what, and what to do; the command line prints it alone and exits with 2. Whatever of the
 * user's own text is in it, it stays on one line.
 */
export class InputError extends Error {
  override readonly name = 'InputError'

  constructor(message: string) {
    super(visibleText(message))
  }
}
