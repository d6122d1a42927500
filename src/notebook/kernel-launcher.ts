import { tslabModule } from './tslab.js'

/** What the launcher adds, beyond the repair of large outputs, for a kernel that a program drives. */
export interface LauncherOptions {
  /** A text no cell can print by accident: written to stderr right before the trace of an error nobody caught. */
  readonly marker?: string
  /** The process whose end must end the kernel too, however it ends. */
  readonly owner?: number
}

/**
 * A CommonJS script that starts the kernel, `node SCRIPT CONNECTION_FILE`, with what tslab 1.0.22 lacks:
 *
 * - A cell may print more than 512 lines without a pause. ZeroMQ completes only so many sends in one turn of the event
 *   loop, tslab doesn't wait for them, and the next one would end the process; so sends are queued. Its own queue has
 *   no limit here, or it would drop lines in silence.
 * - A request is heeded only in a later turn of the event loop than the one before. ZeroMQ may hand over both in one, and
 *   then the second is answered before Node reports an unhandled rejection or a warning of the first.
 * - With `marker`, a client can tell the trace of an uncaught error from a cell's own `console.error`.
 * - With `owner`, a thread kills the kernel and its children when that process is gone, even in an endless loop.
 *
 * The script is text, because it has to run from source and from a build alike, and to go into a kernelspec's folder.
 * It is a launcher and no `--import` of one, because cells' worker threads and forked children would inherit that.
 */
export function launcherSource({ marker, owner }: LauncherOptions = {}): string {
  return `'use strict'
const { createRequire } = require('node:module')
const tslab = ${JSON.stringify(tslabModule())}

queueSends()
takeOneRequestATurn()
${marker === undefined ? '' : `markUncaught(${JSON.stringify(marker)})`}
${owner === undefined ? '' : `endWith(${owner})`}
require(tslab).startKernel({ configPath: process.argv[2], enableFindLocal: false })

function queueSends() {
  const { Publisher } = createRequire(tslab)('zeromq')
  const { bind, send } = Publisher.prototype
  let waiting = []
  let next = 0
  let last = Promise.resolve()
  function drain(socket) {
    while (next < waiting.length) {
      try {
        last = send.call(socket, waiting[next])
        next += 1
      } catch (error) {
        const again = () => drain(socket)
        if (error.code === 'EBUSY') last.then(again, again)
        return
      }
    }
    waiting = []
    next = 0
  }
  Object.defineProperties(Publisher.prototype, {
    bind: {
      value(address) {
        this.sendHighWaterMark = 0
        return bind.call(this, address)
      },
    },
    send: {
      value(message) {
        waiting.push(message)
        if (waiting.length - next === 1) drain(this)
        return last
      },
    },
  })
}

function takeOneRequestATurn() {
  const { Router } = createRequire(tslab)('zeromq')
  const { receive } = Router.prototype
  Object.defineProperty(Router.prototype, 'receive', {
    async value() {
      const frames = await receive.call(this)
      await new Promise(setImmediate)
      return frames
    },
  })
}

function markUncaught(marker) {
  for (const kind of ['uncaughtException', 'unhandledRejection']) {
    process.on(kind, (error) => {
      process.stderr.write(marker)
      if (process.listenerCount(kind) > 1) return
      console.error(error)
      process.exit(1)
    })
  }
}

function endWith(owner) {
  const { Worker } = require('node:worker_threads')
  const watch = (owner) => {
    setInterval(() => {
      if (process.ppid === owner) return
      try {
        process.kill(-process.pid, 'SIGKILL')
      } catch {
        process.kill(process.pid, 'SIGKILL')
      }
    }, 500)
  }
  new Worker('(' + watch + ')(' + owner + ')', { eval: true }).unref()
}
`
}
