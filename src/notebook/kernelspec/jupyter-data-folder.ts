import { join } from 'node:path'

/** What the place of Jupyter's files hangs on; see `thisMachine`. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * The folder in which Jupyter looks for a user's own kernels (`kernels/NAME` below it): JUPYTER_DATA_DIR, else the
 * platform's. As jupyter_core defines it: https://docs.jupyter.org/en/latest/use/jupyter-directories.html.
 */
export function jupyterDataFolder({ platform, home, environment }: Machine): string {
  if (environment.JUPYTER_DATA_DIR) return environment.JUPYTER_DATA_DIR
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Jupyter')
    case 'win32':
      return join(environment.APPDATA || join(home, 'AppData', 'Roaming'), 'jupyter')
    default:
      return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'jupyter')
  }
}
