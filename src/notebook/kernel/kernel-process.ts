import { spawn } from 'node:child_process'

/** A running kernel process. */
export interface KernelProcess {
  /** Undefined if the process could not be started. */
  readonly pid: number | undefined
  /** Settles when the process has ended, with how: `ended with exit code 3`, `was ended by SIGKILL`. Never rejects. */
  readonly ended: Promise<string>
  /** What the process wrote to its own stderr, past tslab, the last 4,000 characters: crashes of Node end up here. */
  stderr(): string
  /** Interrupts the running cell. */
  interrupt(): void
  /** Ends the process and all it started, at once. */
  kill(): void
}

const stderrKept = 4000

/**
 * Starts `node` with these arguments, in a process group of its own: a Ctrl-C in the terminal reaches only us, and
 * children that a cell started end with the kernel. If this process exits, the kernel is killed.
 */
export function startProcess(
  nodeArguments: readonly string[],
  workingDirectory: string,
  environment: Readonly<Record<string, string>>,
): KernelProcess {
  const child = spawn(process.execPath, nodeArguments, {
    cwd: workingDirectory,
    env: { ...process.env, FORCE_COLOR: undefined, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })

  let stderr = ''
  child.stdout.resume()
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-stderrKept)
  })

  let over = false
  const kill = () => {
    if (!over) killGroup(child.pid)
  }
  process.once('exit', kill)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started (${error.message})`))
    child.once('exit', (code, signal) => {
      // Children of a cell may still be in the group.
      kill()
      over = true
      process.off('exit', kill)
      resolve(signal ? `was ended by ${signal}` : `ended with exit code ${code}`)
    })
  })

  return {
    pid: child.pid,
    ended,
    stderr: () => stderr,
    interrupt: () => child.kill('SIGINT'),
    kill,
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // Nothing is left to kill: an empty group is ESRCH on Linux and EPERM on macOS.
  }
}
