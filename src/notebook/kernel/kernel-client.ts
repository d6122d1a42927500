import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dealer, Subscriber } from 'zeromq'
import type { LauncherOptions } from '../launcher/start-kernel.js'
import { type Connection, newConnection, writeConnectionFile } from './connection.js'
import { type KernelProcess, startProcess } from './kernel-process.js'
import { launcherFile } from './launcher-file.js'
import { decodeMessage, encodeMessage, type Message } from './wire.js'

/** A kernel that runs cells, one at a time. */
export interface Kernel {
  readonly pid: number | undefined
  /** As KernelProcess.ended, once the last words of the kernel have arrived. */
  readonly ended: Promise<string>
  /** As KernelProcess.stderr. */
  stderr(): string
  /**
   * Runs a cell. Its outputs go to `onOutput` as they come, also those that come after its end, until the kernel is
   * closed. Resolves with the reply's status (`ok`, `error`, `abort`) once all that the cell printed has arrived;
   * never, if the kernel dies first.
   */
  execute(source: string, onOutput: (output: Message) => void): Promise<string>
  /** Waits until all that the kernel has sent so far has arrived. */
  settle(): Promise<void>
  interrupt(): void
  /** Ends the kernel: asks it, waits a second for it to put its things away, then kills it and all it started. */
  close(): Promise<void>
  /** Ends the kernel at once, with all it started. */
  kill(): Promise<void>
}

/** How and where to start a kernel. */
export interface KernelOptions {
  readonly workingDirectory: string
  /** Variables added to this process's own. */
  readonly environment?: Readonly<Record<string, string>>
  /** See LauncherOptions.marker. */
  readonly marker?: string
  /** Its abort kills the kernel. */
  readonly signal?: AbortSignal
}

/** A kernel that did not come up; the message is a phrase that says why. */
export class KernelStartError extends Error {
  override readonly name = 'KernelStartError'
}

const startAttempts = 3
const startSeconds = 30
const askAgainMilliseconds = 100
const settleMilliseconds = 1000
const closeMilliseconds = 1000
const lastWordsMilliseconds = 100

/** Starts a tslab kernel and waits until it answers. Throws a KernelStartError if it doesn't after three attempts. */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(options)
    } catch (error) {
      // Another process may have taken one of the ports between our choice and the kernel's bind.
      const mayHelp = error instanceof KernelStartError && attempt < startAttempts && !options.signal?.aborted
      if (!mayHelp) throw error
    }
  }
}

async function startOnce(options: KernelOptions): Promise<Kernel> {
  const connection = await newConnection()
  const marker = options.marker === undefined ? {} : { marker: options.marker }
  const launcherOptions: LauncherOptions = { ...marker, owner: process.pid }
  const connectionFile = await writeConnectionFile(connection)
  try {
    if (options.signal?.aborted) throw new KernelStartError('it was interrupted')
    const kernelProcess = startProcess(
      [launcherFile(), connectionFile.path, JSON.stringify(launcherOptions)],
      options.workingDirectory,
      options.environment ?? {},
    )
    options.signal?.addEventListener('abort', kernelProcess.kill, { once: true })
    kernelProcess.ended.then(() => options.signal?.removeEventListener('abort', kernelProcess.kill))
    try {
      return await connect(kernelProcess, connection)
    } catch (error) {
      kernelProcess.kill()
      await kernelProcess.ended
      throw error
    }
  } finally {
    // The kernel has read it by now, or never will.
    await connectionFile.remove()
  }
}

async function connect(kernelProcess: KernelProcess, connection: Connection): Promise<Kernel> {
  // Loaded here and not above: whoever imports this package without running a notebook needs no native module.
  const zeromq = await import('zeromq')
  const shell = new zeromq.Dealer({ linger: 0 })
  const iopub = new zeromq.Subscriber({ linger: 0, receiveHighWaterMark: 0 })
  shell.connect(`tcp://${connection.ip}:${connection.shell_port}`)
  iopub.connect(`tcp://${connection.ip}:${connection.iopub_port}`)
  iopub.subscribe()
  let wanted = true
  const ended = kernelProcess.ended.then(async (how) => {
    if (wanted) await pause(lastWordsMilliseconds)
    shell.close()
    iopub.close()
    return how
  })
  const requests = openRequests(shell, iopub, connection.key)
  try {
    await answered(requests, kernelProcess)
  } catch (error) {
    wanted = false
    throw error
  }

  return {
    pid: kernelProcess.pid,
    ended,
    stderr: kernelProcess.stderr,
    interrupt: kernelProcess.interrupt,
    settle: () => settle(requests, ended),
    async execute(source, onOutput) {
      const reply = await requests.send('execute_request', executeContent(source), onOutput).reply
      await settle(requests, ended)
      return String(reply.content.status)
    },
    async close() {
      wanted = false
      requests.send('shutdown_request', { restart: false })
      await Promise.race([ended, pause(closeMilliseconds)])
      kernelProcess.kill()
      await ended
    },
    async kill() {
      wanted = false
      kernelProcess.kill()
      await ended
    },
  }
}

/** A pause that doesn't keep this process alive. */
function pause(milliseconds: number): Promise<null> {
  return sleep(milliseconds, null, { ref: false })
}

function executeContent(code: string): Record<string, unknown> {
  const rest = { silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: true }
  return { code, ...rest }
}

/** Repeats a harmless request until both sockets answer: a subscriber misses what is published before it is connected. */
async function answered(requests: Requests, kernelProcess: KernelProcess): Promise<void> {
  const start = performance.now()
  const ended = kernelProcess.ended.then((how) => ({ how }))
  for (;;) {
    const { reply, idle } = requests.send('kernel_info_request', {})
    const first = await Promise.race([ended, pause(askAgainMilliseconds), Promise.all([reply, idle])])
    if (Array.isArray(first)) return
    if (first !== null) throw new KernelStartError(`it ${first.how}: ${kernelProcess.stderr().trim()}`)
    // Before the first cell tslab's words still go to the process's stderr: it could not take a port, and hangs.
    if (/UnhandledPromiseRejection:/.test(kernelProcess.stderr()))
      throw new KernelStartError(kernelProcess.stderr().trim())
    if (performance.now() - start > startSeconds * 1000) {
      throw new KernelStartError(`it gave no answer within ${startSeconds} seconds`)
    }
  }
}

/**
 * Waits for a whole round trip. Messages on iopub keep their order, so once the `idle` of this request is here, so is
 * the `idle` of every earlier one, and also what comes right after it: tslab reports an unhandled rejection only then,
 * and the launcher lets the kernel take no request before that.
 */
async function settle(requests: Requests, ended: Promise<unknown>): Promise<void> {
  const over = ended.then(() => true)
  for (;;) {
    const { idle } = requests.send('kernel_info_request', {})
    if (await Promise.race([idle.then(() => true), over, pause(settleMilliseconds)])) return
  }
}

interface Requests {
  /** Sends a request. Its outputs go to `onOutput`; `reply` and `idle` settle when these have arrived. */
  send(
    type: string,
    content: Readonly<Record<string, unknown>>,
    onOutput?: (output: Message) => void,
  ): { reply: Promise<Message>; idle: Promise<void> }
}

interface Waiting {
  onReply(reply: Message): void
  onIdle(): void
  onOutput(output: Message): void
}

function openRequests(shell: Dealer, iopub: Subscriber, key: string): Requests {
  const session = randomUUID()
  const waiting = new Map<string, Waiting>()

  listen(shell, key, (message) => waiting.get(message.parent.msg_id ?? '')?.onReply(message))
  listen(iopub, key, (message) => {
    const request = waiting.get(message.parent.msg_id ?? '')
    if (message.header.msg_type !== 'status') request?.onOutput(message)
    else if (message.content.execution_state === 'idle') request?.onIdle()
  })

  let sent: Promise<unknown> = Promise.resolve()
  return {
    send(type, content, onOutput = () => {}) {
      const date = new Date().toISOString()
      const header = { msg_id: randomUUID(), msg_type: type, session, username: 'arlab', date, version: '5.3' }
      let reply!: Promise<Message>
      const idle = new Promise<void>((onIdle) => {
        reply = new Promise((onReply) => waiting.set(header.msg_id, { onReply, onIdle, onOutput }))
      })
      // A socket refuses a second send while one is under way; after the kernel's death, there is nobody to send to.
      sent = sent.then(() => shell.send(encodeMessage({ header, parent: {}, content }, key))).catch(() => {})
      return { reply, idle }
    },
  }
}

async function listen(socket: Dealer | Subscriber, key: string, onMessage: (message: Message) => void): Promise<void> {
  try {
    for await (const frames of socket) {
      const message = decodeMessage(frames, key)
      if (message) onMessage(message)
    }
  } catch (error) {
    if (!socket.closed) throw error
  }
}
