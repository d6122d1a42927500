import { setMaxListeners } from 'node:events'

/** What an interrupted command leaves behind, in a sentence. */
let leaves = 'Interrupted; nothing half-written is left.'

/** How to end the work that is under way; undefined if it can be dropped at any moment. */
let stop: (() => void) | undefined

/** Says what is left if the command is interrupted from here on. */
export function whenInterrupted(sentence: string): void {
  leaves = sentence
}

export function interruptSentence(): string {
  return leaves
}

/**
 * Does work that wants to end in its own way when it is interrupted: the signal is aborted then, and the command goes on to
 * its end, with 130 as its exit code. A second interrupt ends it at once.
 */
export async function endingInOrder<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  // Many kernels may listen at the same time.
  setMaxListeners(0, controller.signal)
  stop = () => controller.abort()
  try {
    return await work(controller.signal)
  } finally {
    stop = undefined
  }
}

/** Interrupts work that ends in its own way; false if there is none, or if it was interrupted before. */
export function stopInOrder(): boolean {
  const asked = stop
  stop = undefined
  asked?.()
  return asked !== undefined
}
