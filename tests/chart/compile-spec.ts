import { compile } from 'vega-lite'
import type { VegaLiteSpec } from '../../src/chart/chart.js'

/** What Vega-Lite complains of when it compiles a specification. */
export function compileWarnings(spec: VegaLiteSpec): string[] {
  const warnings: string[] = []
  const note = (...messages: readonly unknown[]) => {
    warnings.push(messages.map(String).join(' '))
    return logger
  }
  const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger }
  compile(spec as unknown as Parameters<typeof compile>[0], { logger: logger as never })
  return warnings
}
