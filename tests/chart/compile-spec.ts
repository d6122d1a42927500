import { compile as compileOfPages } from 'vega-lite'

/** What Vega-Lite complains of when it compiles a specification; that of our own pages if no other version's compiler is given. */
export function compileWarnings(
  spec: object,
  compile: (spec: never, options: never) => unknown = compileOfPages,
): string[] {
  const warnings: string[] = []
  const note = (...messages: readonly unknown[]) => {
    warnings.push(messages.map(String).join(' '))
    return logger
  }
  const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger }
  compile(spec as never, { logger } as never)
  return warnings
}
