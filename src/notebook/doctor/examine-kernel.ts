import type { Check } from './check.js'
import { findOnPath } from './find-on-path.js'
import { codeCheck, jupyterCheck, listedCheck } from './front-end-checks.js'
import { askJupyter, type Jupyter } from './jupyter.js'
import { kernelspecCheck } from './kernelspec-check.js'
import { libraryCheck } from './library-check.js'
import { nodeCheck } from './node-check.js'
import { proofCheck } from './proof-check.js'

/** Looks at all that notebooks need on this machine, and at what front ends there are. Starts a kernel for a moment. */
export async function examineKernel(): Promise<Check[]> {
  const program = findOnPath('jupyter')
  let jupyter: Jupyter | undefined
  let reason: string | undefined
  try {
    jupyter = program === undefined ? undefined : await askJupyter(program)
  } catch {
    reason = `${program} cannot be run.`
  }
  const kernelspec = kernelspecCheck(jupyter?.kernelspecFolder)
  return [
    nodeCheck(process.versions.node),
    libraryCheck(),
    await proofCheck(),
    kernelspec,
    jupyterCheck(jupyter, reason),
    ...(jupyter === undefined ? [] : [listedCheck(jupyter, kernelspec.status !== 'missing')]),
    codeCheck(findOnPath('code')),
  ]
}

/** Whether notebooks run, and what is installed works. */
export function isWell(checks: readonly Check[]): boolean {
  return checks.every((check) => check.status === 'ok' || !check.needed)
}
