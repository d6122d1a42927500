import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../document/input-error.js'
import { htmlTemplateFolder } from './html-template.js'
import { refuseOther } from './install-kernelspec.js'
import { kernelspecFolder } from './kernelspec-folder.js'
import { readKernelspec } from './read-kernelspec.js'

/**
 * Removes what installKernelspec put into a data folder of Jupyter's; false if no kernelspec was there. An InputError says
 * that it may not be removed, or that it is not AR Lab's.
 */
export function uninstallKernelspec(jupyter: string): boolean {
  const folder = kernelspecFolder(jupyter)
  refuseOther(folder)
  if (readKernelspec(folder) === null) return false
  try {
    // First what makes Jupyter see it: should the rest fail, nothing is half there.
    rmSync(join(folder, 'kernel.json'))
    rmSync(folder, { recursive: true })
    rmSync(htmlTemplateFolder(jupyter), { recursive: true, force: true })
  } catch (error) {
    throw new InputError(`${folder}: the kernelspec cannot be removed: ${(error as Error).message}.`)
  }
  return true
}
