import type { Tslab } from './tslab-parts.js'

/** What a Publisher of ZeroMQ is, as far as it is changed here. */
interface Publisher {
  sendHighWaterMark: number
  bind(address: string): Promise<void>
  send(message: unknown): Promise<void>
}

/**
 * Lets a cell print more than 512 lines without a pause. ZeroMQ completes only so many sends in one turn of the event
 * loop, tslab doesn't wait for them, and the next one would end the process; so sends are queued. Its own queue has no
 * limit here, or it would drop lines in silence.
 */
export function queueSends(zeromq: Tslab['zeromq']): void {
  const prototype = zeromq.Publisher.prototype as Publisher
  const { bind, send } = prototype
  let waiting: unknown[] = []
  let next = 0
  let last: Promise<void> = Promise.resolve()
  function drain(socket: Publisher): void {
    while (next < waiting.length) {
      try {
        last = send.call(socket, waiting[next])
        next += 1
      } catch (error) {
        const again = () => drain(socket)
        if ((error as NodeJS.ErrnoException).code === 'EBUSY') last.then(again, again)
        return
      }
    }
    waiting = []
    next = 0
  }
  Object.defineProperties(prototype, {
    bind: {
      value(this: Publisher, address: string) {
        this.sendHighWaterMark = 0
        return bind.call(this, address)
      },
    },
    send: {
      value(this: Publisher, message: unknown) {
        waiting.push(message)
        if (waiting.length - next === 1) drain(this)
        return last
      },
    },
  })
}
