import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { main, root } from './run-arlab.js'

/** How a command ended: its exit code, or the signal that ended it. */
export interface End {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stderr: string
}

/** A built command that runs beside the test, so that it can be stopped in the midst of its work. */
export class RunningArlab {
  readonly #child: ChildProcess
  readonly end: Promise<End>

  constructor(...args: string[]) {
    this.#child = spawn(process.execPath, [main, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    this.end = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => resolve({ code, signal, stderr }))
    })
  }

  /** Sends the signal as soon as the condition holds, and waits for the end; a command that ends before is not stopped. */
  async stopWhen(condition: () => boolean, signal: NodeJS.Signals): Promise<End> {
    while (this.#child.exitCode === null && !condition()) await sleep(1)
    this.#child.kill(signal)
    return this.end
  }
}

/** The files below a folder that are there at this moment; none if it is not there. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    // A folder went while it was read.
    return []
  }
}
