import { createRequire } from 'node:module'
import { firstLine } from '../../document/first-line.js'
import { tslabModule } from '../tslab.js'
import type { Check } from './check.js'

/** Whether what runs cells can be loaded: tslab, and ZeroMQ, which is compiled for each kind of machine. */
export function libraryCheck(load: () => void = loadLibraries): Check {
  const base = { id: 'libraries', title: 'What runs cells (tslab, ZeroMQ)', needed: true } as const
  try {
    load()
    return { ...base, status: 'ok', found: 'both load' }
  } catch (error) {
    return {
      ...base,
      status: 'broken',
      found: `cannot be loaded: ${firstLine((error as Error).message)}.`,
      remedy: 'Install AR Lab again with `npm ci`, or `npm install arlab` in a project of yours.',
    }
  }
}

function loadLibraries(): void {
  const tslabRequire = createRequire(tslabModule())
  tslabRequire('./executor.js')
  tslabRequire('zeromq')
}
