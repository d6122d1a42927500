import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { jupyterDataFolder } from './jupyter-data-folder.js'

/** The name under which notebooks ask for the kernel. */
export const kernelName = 'arlab'
/** The name that front ends show. */
export const kernelDisplayName = 'TypeScript (AR Lab)'

/** A data folder of Jupyter's: the one below `prefix` (`share/jupyter`), or this user's own if there is no prefix. */
export function jupyterFolder(prefix?: string): string {
  return resolve(
    prefix === undefined
      ? jupyterDataFolder({ platform: process.platform, home: homedir(), environment: process.env })
      : join(prefix, 'share', 'jupyter'),
  )
}

/** Where the kernelspec stands in a data folder of Jupyter's. */
export function kernelspecFolder(jupyter: string): string {
  return join(jupyter, 'kernels', kernelName)
}
