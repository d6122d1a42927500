import { mkdirSync, rmdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** The folder of a file, made if it is not there; `unmake` removes what was made, so long as it is empty. */
export class MadeFolder {
  readonly #folder: string
  readonly #topmost: string | undefined

  /** Makes the folder in which `file` is to stand, and those above it. Throws the system's error if it cannot. */
  constructor(file: string) {
    this.#folder = resolve(dirname(file))
    this.#topmost = mkdirSync(this.#folder, { recursive: true })
  }

  unmake(): void {
    if (this.#topmost === undefined) return
    for (let folder = this.#folder; folder.length >= this.#topmost.length; folder = dirname(folder)) {
      try {
        rmdirSync(folder)
      } catch {
        // Somebody else has put something there.
        return
      }
    }
  }
}
