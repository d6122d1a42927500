import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../document/input-error.js'
import { writeTogether } from '../../document/whole-files.js'
import { launcherFile } from '../kernel/launcher-file.js'
import { kernelName } from '../kernel-name.js'
import { packageFolder } from '../package-folder.js'
import { htmlTemplateFiles, htmlTemplateFolder } from './html-template.js'
import { kernelspecFiles } from './kernelspec-files.js'
import { kernelspecFolder } from './kernelspec-folder.js'
import { readKernelspec } from './read-kernelspec.js'

/**
 * Puts a kernelspec for this package, run by this Node, and a template for nbconvert into a data folder of Jupyter's, in the
 * place of earlier ones of ours; returns the kernelspec's folder. The files appear together or not at all. An InputError
 * says why they cannot be there.
 */
export async function installKernelspec(jupyter: string): Promise<string> {
  const folder = kernelspecFolder(jupyter)
  refuseOther(folder)
  const contents = await kernelspecFiles(folder, { node: process.execPath, packageFolder, launcher: launcherFile() })
  await writeTogether(async (files) => {
    const write = (place: string, contents: Readonly<Record<string, string | Uint8Array>>) => {
      for (const [name, content] of Object.entries(contents)) writeFileSync(files.place(join(place, name)), content)
    }
    write(htmlTemplateFolder(jupyter), htmlTemplateFiles)
    write(folder, contents)
  })
  return folder
}

/** An InputError if another program's kernel stands in the folder. */
export function refuseOther(folder: string): void {
  if (readKernelspec(folder) !== 'other') return
  throw new InputError(
    `${folder}: a kernel that is not AR Lab's has the name ${kernelName} there; remove it by hand, or give another place with --prefix.`,
  )
}
