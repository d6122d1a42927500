import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../document/input-error.js'
import { shortText, visibleText } from '../document/visible-text.js'
import { packageFolder } from './package-folder.js'

/**
 * The path of a file or folder that comes with AR Lab, wherever that is installed and wherever the notebook lies:
 * `openLedger(packageFile('data/demo'))`. Throws an InputError for what does not come with it.
 */
export function packageFile(path: string): string {
  const found = join(packageFolder, path)
  if (existsSync(found)) return found
  throw new InputError(
    `There is no "${shortText(visibleText(path))}" among what comes with AR Lab, such as data/demo or scenarios/net-45.yaml.`,
  )
}
