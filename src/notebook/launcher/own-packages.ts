import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packageFolder } from '../package-folder.js'

const { name, dependencies } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
  name: string
  dependencies: Readonly<Record<string, string>>
}

/** The name by which cells import this package. */
export const ownName: string = name

/** The package that an import names: `arlab` for `arlab/engine-worker`. Undefined for a path. */
export function packageOf(specifier: string): string | undefined {
  return /^(?:@[^/\\]+\/)?[^./\\@:][^/\\:]*(?=\/|$)/.exec(specifier)?.[0]
}

/** The folder of this package, or of one that it depends on, by name; undefined for any other name. */
export function ownPackageFolder(name: string): string | undefined {
  if (name === ownName) return packageFolder
  if (!Object.hasOwn(dependencies, name)) return undefined
  for (let folder = packageFolder; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name)
    if (existsSync(candidate)) return candidate
    if (dirname(folder) === folder) return undefined
  }
}
