import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeTemporaryFolder } from '../../../document/temporary-folder.js'

let folder: string | undefined
let made = 0
const live = new Set<string>()
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * The path of a new temporary file, not yet written, in a folder that only this user can read. The file goes when
 * `removeTemporaryFile` is called, and at the latest when the process ends or is interrupted.
 */
export function newTemporaryFile(extension: string): string {
  if (folder === undefined) {
    folder = makeTemporaryFolder('arlab-read-')
    process.on('exit', removeAll)
    for (const signal of signals) process.on(signal, interrupted)
  }
  const file = join(folder, `${++made}${extension}`)
  live.add(file)
  return file
}

/** Removes a temporary file; the folder goes with the last one. */
export function removeTemporaryFile(file: string): void {
  live.delete(file)
  rmSync(file, { force: true })
  if (live.size === 0) removeAll()
}

function removeAll(): void {
  if (folder === undefined) return
  rmSync(folder, { recursive: true, force: true })
  folder = undefined
  live.clear()
  process.off('exit', removeAll)
  for (const signal of signals) process.off(signal, interrupted)
}

/** Whoever listens to a signal stops Node from ending at it; so where nobody else does, it is sent once more. */
function interrupted(signal: NodeJS.Signals): void {
  removeAll()
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
}
