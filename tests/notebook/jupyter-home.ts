import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, runArlab } from '../cli/run-arlab.js'
import { lessonFile, lessonNames } from '../notebooks/lesson-files.js'
import { onPath, type Requirement, requirement } from '../requirements.js'

/** Debian's Jupyter, with nbconvert and the classic Notebook. */
export const jupyterRequirement: Requirement = requirement(
  'jupyter with nbconvert and notebook',
  ['jupyter', 'jupyter-nbconvert', 'jupyter-notebook'].every(onPath),
)

/** A Jupyter user's home, with nothing of this machine's user in it, and the kernel installed. */
export interface JupyterHome {
  /** Holds the lessons, and their data in `../data`. No package is in it or above it. */
  readonly notebooks: string
  readonly environment: NodeJS.ProcessEnv
  /** Writes a notebook that asks for the kernel, with code cells of these sources; returns its path. */
  add(name: string, sources: readonly string[]): string
  remove(): void
}

export function jupyterHome(): JupyterHome {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'arlab-jupyter-')))
  const notebooks = join(home, 'work', 'notebooks')
  mkdirSync(notebooks, { recursive: true })
  for (const name of ['data', 'scenarios']) symlinkSync(join(root, name), join(home, 'work', name))
  for (const name of lessonNames) copyFileSync(lessonFile(name), join(notebooks, name))
  const prefix = join(home, 'prefix')
  const installed = runArlab('kernel', 'install', '--prefix', prefix)
  if (installed.code !== 0) throw new Error(installed.stderr)
  return {
    notebooks,
    environment: {
      PATH: process.env.PATH,
      HOME: home,
      JUPYTER_PATH: join(prefix, 'share', 'jupyter'),
      JUPYTER_CONFIG_DIR: join(home, 'config'),
      JUPYTER_DATA_DIR: join(home, 'data'),
      JUPYTER_RUNTIME_DIR: join(home, 'runtime'),
    },
    add(name, sources) {
      const lesson = JSON.parse(readFileSync(join(notebooks, '01-what-if.ipynb'), 'utf8')) as { metadata: object }
      const cells = sources.map((source) => ({
        cell_type: 'code',
        metadata: {},
        source,
        outputs: [],
        execution_count: null,
      }))
      writeFileSync(join(notebooks, name), JSON.stringify({ ...lesson, cells }))
      return join(notebooks, name)
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
}
