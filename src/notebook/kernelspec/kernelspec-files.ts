import { join } from 'node:path'
import { rasterize } from '../../chart/rasterize.js'
import { kernelDisplayName } from '../kernel-name.js'
import { logo } from './logo.js'

/** What a kernelspec points to, all absolute paths. */
export interface KernelspecTarget {
  readonly node: string
  /** The folder of the package whose kernel it starts. */
  readonly packageFolder: string
  /** See launcherFile. */
  readonly launcher: string
}

/** The files of a kernelspec by name, as they stand in `folder`. The last one is what makes Jupyter see it. */
export async function kernelspecFiles(
  folder: string,
  target: KernelspecTarget,
): Promise<Readonly<Record<string, string | Uint8Array>>> {
  const spec = {
    argv: [target.node, join(folder, 'launcher.cjs'), '{connection_file}'],
    display_name: kernelDisplayName,
    language: 'typescript',
    interrupt_mode: 'signal',
    metadata: { arlab: target.packageFolder },
  }
  return {
    'launcher.cjs': launcherText(target),
    'logo-svg.svg': logo,
    'logo-64x64.png': await rasterize(logo, 1),
    'kernel.json': `${JSON.stringify(spec, null, 2)}\n`,
  }
}

/** A script that starts the package's launcher, or says in one sentence on stderr that the package is not there any more. */
function launcherText({ packageFolder, launcher }: KernelspecTarget): string {
  return `'use strict'
const { existsSync } = require('node:fs')
const { pathToFileURL } = require('node:url')
const launcher = ${JSON.stringify(launcher)}

function refuse(reason) {
  process.stderr.write('AR Lab kernel: ' + reason + '; run \`arlab kernel install\` again.\\n')
  process.exitCode = 1
}

if (!existsSync(launcher)) refuse(${JSON.stringify(`AR Lab is no longer in ${packageFolder}`)})
else
  import(pathToFileURL(launcher).href).catch((error) => {
    if (!/MODULE_NOT_FOUND$/.test(error.code)) throw error
    refuse('a part of AR Lab is missing (' + error.message.split('\\n', 1)[0] + ')')
  })
`
}
