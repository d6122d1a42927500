import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Something that a test needs and that not every machine has: a browser, Python, a folder beside the project. */
export interface Requirement {
  /** For `test.skipIf(...)` and `describe.skipIf(...)`. */
  readonly skip: boolean
  /** Goes behind the title of what may be skipped, so that the test report says why; empty if nothing is missing. */
  readonly note: string
}

/**
 * States what a test needs. Where it is missing the test is skipped and says why; but with ARLAB_REQUIRE_ALL=1, as
 * on a machine that is meant to run everything, this throws, so that a skipped test cannot pass for a green one.
 *
 *     const python = requirement('python3', onPath('python3'))
 *     test.skipIf(python.skip)(`agrees with lifelines${python.note}`, …)
 */
export function requirement(
  name: string,
  available: boolean,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Requirement {
  if (available) return { skip: false, note: '' }
  if (environment.ARLAB_REQUIRE_ALL === '1') throw new Error(`ARLAB_REQUIRE_ALL=1, but ${name} is missing`)
  return { skip: true, note: ` (skipped: ${name} is missing)` }
}

/** Whether a command can be run: by its name on PATH, or by its path. */
export function onPath(command: string): boolean {
  const folders = command.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter)
  return folders.some((folder) => {
    try {
      accessSync(folder === '' ? command : join(folder, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
