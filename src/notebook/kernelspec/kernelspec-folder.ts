import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { kernelName } from '../kernel-name.js'
import { jupyterDataFolder } from './jupyter-data-folder.js'

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
