import type { Tslab } from './tslab-parts.js'

interface Router {
  receive(): Promise<unknown>
}

/**
 * Lets a request be heeded only in a later turn of the event loop than the one before. ZeroMQ may hand over both in one,
 * and then the second is answered before Node reports an unhandled rejection or a warning of the first.
 */
export function takeOneRequestATurn(zeromq: Tslab['zeromq']): void {
  const prototype = zeromq.Router.prototype as Router
  const { receive } = prototype
  Object.defineProperty(prototype, 'receive', {
    async value(this: Router) {
      const frames = await receive.call(this)
      await new Promise(setImmediate)
      return frames
    },
  })
}
