import { existsSync } from 'node:fs'
import { jupyterFolder, kernelspecFolder } from '../kernelspec/kernelspec-folder.js'
import { readKernelspec } from '../kernelspec/read-kernelspec.js'
import { packageFolder } from '../package-folder.js'
import type { Check } from './check.js'

/**
 * Whether the kernel is installed for this user, or where `jupyter` sees it, and points to what is there. Not to be
 * installed is no fault; to point to nothing is one.
 */
export function kernelspecCheck(
  seen: string | undefined,
  own = kernelspecFolder(jupyterFolder()),
  here = packageFolder,
): Check {
  const base = { id: 'kernelspec', title: 'The kernel, installed for Jupyter and VS Code' } as const
  const remedy = 'Run `arlab kernel install`.'
  const folder = seen ?? own
  const spec = readKernelspec(folder)
  if (spec === null) return { ...base, status: 'missing', needed: false, found: 'is not installed.', remedy }
  const broken = (found: string): Check => ({ ...base, status: 'broken', needed: true, found, remedy })
  if (spec === 'other') return broken(`a kernel that is not AR Lab's is in ${folder}.`)
  if (!existsSync(spec.node)) return broken(`is in ${folder}, but Node.js is no longer at ${spec.node}.`)
  if (!existsSync(spec.packageFolder))
    return broken(`is in ${folder}, but AR Lab is no longer in ${spec.packageFolder}.`)
  if (spec.packageFolder !== here)
    return broken(`is in ${folder}, but starts the AR Lab in ${spec.packageFolder}, not this one.`)
  return { ...base, status: 'ok', needed: false, found: `in ${folder}` }
}
