import { parse } from 'node:path'
import { ownName, ownPackageFolder, packageOf } from './own-packages.js'
import type { CompilerSystem } from './tslab-parts.js'

/**
 * Lets TypeScript find the types of this package, of those that it depends on, and of Node, from a folder that has none
 * of them. They seem to stand in `node_modules` at the root of the file system: the place in which TypeScript looks last,
 * so a folder's own packages go first.
 *
 * This package itself keeps the path that it seems to have, and seems to have no `node_modules` of its own. TypeScript has to
 * name the types of a cell's variables for later cells, and can name `danfojs-node`, but not a package inside `arlab`.
 */
export function forwardImports(system: CompilerSystem): void {
  const modules = `${parse(process.cwd()).root.replaceAll('\\', '/')}node_modules`
  const { fileExists, directoryExists, readFile, realpath, getDirectories, readDirectory } = system
  const { watchFile, watchDirectory } = system

  const forwarded = new Map<string, string | undefined>()
  /** The real path; undefined for one that is as it seems. */
  const forward = (path: string): string | undefined => {
    if (!path.startsWith(`${modules}/`)) return undefined
    const inside = path.slice(modules.length + 1)
    const name = packageOf(inside)
    if (name === undefined || inside.startsWith(`${ownName}/node_modules/`)) return undefined
    if (!forwarded.has(name)) {
      const isThere = directoryExists.call(system, `${modules}/${name}`)
      forwarded.set(name, isThere ? undefined : ownPackageFolder(name)?.replaceAll('\\', '/'))
    }
    const folder = forwarded.get(name)
    return folder === undefined ? undefined : folder + inside.slice(name.length)
  }
  const real = (path: string) => forward(path) ?? path
  const isOwn = (path: string) => path.startsWith(`${modules}/${ownName}/`) && forward(path) !== undefined
  const isMadeUp = (path: string) => path === modules || path === `${modules}/@types`
  const noWatcher = { close() {} }

  Object.assign(system, {
    fileExists: (path) => fileExists.call(system, real(path)),
    directoryExists: (path) => directoryExists.call(system, real(path)) || isMadeUp(path),
    readFile: (path, encoding) => readFile.call(system, real(path), encoding),
    getDirectories: (path) => {
      const found = getDirectories.call(system, real(path))
      const addsNode = path === `${modules}/@types` && !found.includes('node')
      return addsNode ? [...found, 'node'] : found
    },
    readDirectory: (path, ...rest) => readDirectory.call(system, real(path), ...rest),
    ...(realpath && { realpath: (path) => (isOwn(path) ? path : realpath.call(system, real(path))) }),
    // Packages do not change while a kernel runs.
    ...(watchFile && {
      watchFile: (path, ...rest) => (forward(path) ? noWatcher : watchFile.call(system, path, ...rest)),
    }),
    ...(watchDirectory && {
      watchDirectory: (path, ...rest) =>
        forward(path) || isMadeUp(path) ? noWatcher : watchDirectory.call(system, path, ...rest),
    }),
  } satisfies Partial<CompilerSystem>)
}
