import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../document/input-error.js'
import { writeTogether } from '../../document/whole-files.js'
import { launcherFile } from '../launcher-file.js'
import { packageFolder } from '../package-folder.js'
import { kernelspecFiles } from './kernelspec-files.js'
import { kernelName } from './kernelspec-folder.js'
import { readKernelspec } from './read-kernelspec.js'

/**
 * Puts a kernelspec for this package, run by this Node, into a folder, in the place of an earlier one of ours. Its files
 * appear together or not at all. An InputError says why it cannot be there.
 */
export async function installKernelspec(folder: string): Promise<void> {
  refuseOther(folder)
  const contents = await kernelspecFiles(folder, { node: process.execPath, packageFolder, launcher: launcherFile() })
  await writeTogether(async (files) => {
    for (const [name, content] of Object.entries(contents)) writeFileSync(files.place(join(folder, name)), content)
  })
}

/** An InputError if another program's kernel stands in the folder. */
export function refuseOther(folder: string): void {
  if (readKernelspec(folder) !== 'other') return
  throw new InputError(
    `${folder}: a kernel that is not AR Lab's has the name ${kernelName} there; remove it by hand, or give another place with --prefix.`,
  )
}
