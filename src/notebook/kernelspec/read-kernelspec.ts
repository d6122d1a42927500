import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { kernelDisplayName } from '../kernel-name.js'

/** An installed kernelspec. Paths are what it says; they need not exist. */
export interface InstalledKernelspec {
  readonly folder: string
  readonly node: string
  readonly packageFolder: string
}

/** The kernelspec in a folder; null if none is there, `'other'` if what is there is not AR Lab's. */
export function readKernelspec(folder: string): InstalledKernelspec | 'other' | null {
  let text: string
  try {
    text = readFileSync(join(folder, 'kernel.json'), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  }
  const spec = parse(text)
  const [node, packageFolder] = [spec.argv?.[0], spec.metadata?.arlab]
  if (spec.display_name !== kernelDisplayName || typeof node !== 'string' || typeof packageFolder !== 'string') {
    return 'other'
  }
  return { folder, node, packageFolder }
}

interface Spec {
  readonly argv?: readonly unknown[]
  readonly display_name?: unknown
  readonly metadata?: { readonly arlab?: unknown }
}

function parse(text: string): Spec {
  try {
    return (JSON.parse(text) as Spec | null) ?? {}
  } catch {
    return {}
  }
}
