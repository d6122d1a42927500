/** Writes the marker before the trace of an uncaught error, so that a client can tell it from a cell's `console.error`. */
export function markUncaught(marker: string): void {
  for (const kind of ['uncaughtException', 'unhandledRejection']) {
    process.on(kind, (error) => {
      process.stderr.write(marker)
      if (process.listenerCount(kind) > 1) return
      console.error(error)
      process.exit(1)
    })
  }
}
