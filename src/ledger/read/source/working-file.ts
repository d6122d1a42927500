import { newTemporaryFile, removeTemporaryFile } from './temporary-files.js'

/**
 * A user's file on its way to be read: under `path` are its bytes as far as they have been unpacked and decoded. The
 * user's own file is never written to; each step that changes bytes goes on with a temporary copy.
 */
export class WorkingFile {
  private temporary: string | undefined

  constructor(
    /** The file as the user named it, for messages. */
    readonly name: string,
    private current = name,
  ) {}

  get path(): string {
    return this.current
  }

  /** Goes on with what `write` makes of the current bytes. */
  async rewrite(extension: string, write: (from: string, to: string) => Promise<void>): Promise<void> {
    const next = newTemporaryFile(extension)
    try {
      await write(this.current, next)
    } catch (error) {
      removeTemporaryFile(next)
      throw error
    }
    this.close()
    this.temporary = next
    this.current = next
  }

  /** Removes the temporary copy. */
  close(): void {
    if (this.temporary !== undefined) removeTemporaryFile(this.temporary)
    this.temporary = undefined
  }
}
