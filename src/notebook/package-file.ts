import { existsSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import { InputError } from '../document/input-error.js'
import { shortText, visibleText } from '../document/visible-text.js'
import { packageFolder } from './package-folder.js'

/**
 * The path of a file or folder that comes with AR Lab, wherever that is installed and wherever the notebook lies:
 * `openLedger(packageFile('data/demo'))`. Throws an InputError for what does not come with it.
 */
export function packageFile(path: string): string {
  const found = typeof path === 'string' ? join(packageFolder, path) : null
  if (found !== null && isInside(found) && existsSync(found)) return found
  throw new InputError(
    `There is no "${shortText(visibleText(String(path)))}" among what comes with AR Lab, such as data/demo or scenarios/net-45.yaml.`,
  )
}

function isInside(path: string): boolean {
  const way = relative(packageFolder, path)
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..'
}
