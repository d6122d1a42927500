import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { jupyterDataFolder } from './jupyter-data-folder.js'

/** The name under which notebooks ask for the kernel. */
export const kernelName = 'arlab'
/** The name that front ends show. */
export const kernelDisplayName = 'TypeScript (AR Lab)'

/** The kernelspec's folder: below `prefix` as Jupyter has it (`share/jupyter`), or this user's own if there is none. */
export function kernelspecFolder(prefix?: string): string {
  const data =
    prefix === undefined
      ? jupyterDataFolder({ platform: process.platform, home: homedir(), environment: process.env })
      : join(prefix, 'share', 'jupyter')
  return resolve(data, 'kernels', kernelName)
}
