import Module, { createRequire } from 'node:module'
import { join, sep } from 'node:path'
import { packageFolder } from '../package-folder.js'
import { ownPackageFolder, packageOf } from './own-packages.js'

type Resolve = (request: string, parent: { filename?: string | null } | undefined, ...rest: unknown[]) => string

/**
 * Lets cells, and the modules beside a notebook, require this package and those that it depends on from a folder that has
 * none of its own. What Node finds by itself goes first. A library's own requires stay as they are.
 */
export function forwardRequires(): void {
  const loader = Module as unknown as { _resolveFilename: Resolve }
  const resolve = loader._resolveFilename
  const own = createRequire(join(packageFolder, 'package.json'))
  loader._resolveFilename = function (request, parent, ...rest) {
    try {
      return resolve.call(this, request, parent, ...rest)
    } catch (error) {
      const name = packageOf(request)
      const isLibrary = parent?.filename?.includes(`${sep}node_modules${sep}`)
      if (name === undefined || isLibrary || ownPackageFolder(name) === undefined) throw error
      return own.resolve(request)
    }
  }
}
