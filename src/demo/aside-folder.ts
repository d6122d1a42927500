import { existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * Lets files be written into a folder aside and then renames them into the target folder, which is made if needed, so
 * that none is ever half there. The folder aside is gone afterwards, also if the work throws or the process exits.
 */
export async function writeAside(
  directory: string,
  files: readonly string[],
  work: (aside: string) => Promise<void>,
): Promise<void> {
  // A link is followed, so that the aside folder is on the target's file system: a rename works only within one.
  const target = existsSync(directory) ? realpathSync(directory) : resolve(directory)
  mkdirSync(dirname(target), { recursive: true })
  const aside = mkdtempSync(join(dirname(target), `.${basename(target)}-`))
  const remove = () => rmSync(aside, { recursive: true, force: true })
  // Where an interrupt ends the process at once, no `finally` is run.
  process.once('exit', remove)
  try {
    await work(aside)
    mkdirSync(target, { recursive: true })
    for (const file of files) renameSync(join(aside, file), join(target, file))
  } finally {
    process.off('exit', remove)
    remove()
  }
}
