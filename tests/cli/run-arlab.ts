import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
/** The built command line. */
export const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

export interface CommandResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built command line in the project's folder, as `npx arlab …` does. */
export function runArlab(...args: string[]): CommandResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  return { code: status, stdout, stderr }
}

/** Runs a command that must succeed with --json and gives its document. */
export function arlabJson(...args: string[]): Record<string, unknown> {
  const { code, stdout, stderr } = runArlab(...args, '--json')
  if (code !== 0) throw new Error(`arlab ${args.join(' ')} ended with ${code}: ${stderr}`)
  return JSON.parse(stdout) as Record<string, unknown>
}
