import { createRequire } from 'node:module'
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
      found: `cannot be loaded: ${(error as Error).message.split('\n', 1)[0]}.`,
      remedy: 'Install AR Lab again with `npm ci`, or `npm install arlab` in a project of yours.',
    }
  }
}

function loadLibraries(): void {
  const tslabRequire = createRequire(tslabModule())
  tslabRequire('./executor.js')
  tslabRequire('zeromq')
}
