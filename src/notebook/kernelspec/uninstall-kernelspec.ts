import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../document/input-error.js'
import { refuseOther } from './install-kernelspec.js'
import { readKernelspec } from './read-kernelspec.js'

/**
 * Removes the kernelspec from a folder; false if none was there. An InputError says that it may not be removed, or that
 * it is not AR Lab's.
 */
export function uninstallKernelspec(folder: string): boolean {
  refuseOther(folder)
  if (readKernelspec(folder) === null) return false
  try {
    // First what makes Jupyter see it: should the rest fail, nothing is half there.
    rmSync(join(folder, 'kernel.json'))
    rmSync(folder, { recursive: true })
  } catch (error) {
    throw new InputError(`${folder}: the kernelspec cannot be removed: ${(error as Error).message}.`)
  }
  return true
}
