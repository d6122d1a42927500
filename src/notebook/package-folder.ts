import { fileURLToPath } from 'node:url'

/** The folder of this package, with its package.json; the same from sources and from a build. Ends without a separator. */
export const packageFolder: string = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')
