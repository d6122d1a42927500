import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { kernelName } from '../kernel-name.js'

/** A Jupyter on this machine, as it describes itself. */
export interface Jupyter {
  readonly program: string
  /** Versions by the name of the part, such as `notebook` or `jupyterlab`; what is not installed is not there. */
  readonly versions: ReadonlyMap<string, string>
  /** The folder of our kernelspec, if Jupyter lists it. */
  readonly kernelspecFolder?: string
}

const timeout = 60_000

/** Asks a `jupyter` program what it has. Throws if it cannot be run. */
export async function askJupyter(program: string): Promise<Jupyter> {
  const [versions, kernels] = await Promise.all([
    promisify(execFile)(program, ['--version'], { timeout }),
    // It may lack this subcommand, as it is part of jupyter-client.
    promisify(execFile)(program, ['kernelspec', 'list', '--json'], { timeout }).catch(() => ({ stdout: '{}' })),
  ])
  const folder = kernelspecIn(kernels.stdout)
  return {
    program,
    versions: versionsIn(versions.stdout),
    ...(folder !== undefined && { kernelspecFolder: folder }),
  }
}

/** Reads what `jupyter --version` prints: `notebook         : 6.4.12`, `jupyterlab       : not installed`. */
export function versionsIn(text: string): Map<string, string> {
  const found = [...text.matchAll(/^(\w+) *: *(\d\S*)/gm)]
  return new Map(found.map(([, name, version]) => [name!, version!]))
}

function kernelspecIn(json: string): string | undefined {
  const list = JSON.parse(json) as { kernelspecs?: Readonly<Record<string, { resource_dir?: string }>> }
  return list.kernelspecs?.[kernelName]?.resource_dir
}
