import { createRequire } from 'node:module'
import type { DisplayBundle } from './display/display-bundle.js'

/*
 * What this project knows about the tslab kernel, version 1.0.22, learned by experiment. Nothing outside this folder
 * knows that tslab exists.
 *
 * - It sends no `error` message. A cell that throws: the trace is the last message on stderr, the reply's status is
 *   `error`. A type error: one stderr message for each diagnostic, nothing of the cell runs, status `error`.
 * - A cell that starts with a `@module` comment replies `ok` whatever its diagnostics are.
 * - An unhandled rejection or a throw in a timer: status `ok`, and a trace on stderr after the cell's `idle`.
 * - For 200 ms after an error, requests are answered with status `abort`.
 * - Its writers, and so what a late callback prints, belong to the cell that started last.
 * - More than 512 messages in one turn of the event loop end the process (see launcher/queue-sends.ts).
 * - Its command prefers a tslab found above the working directory to the one that was started; `enableFindLocal: false`
 *   makes it stay with the one whose habits are written down here.
 */

const require = createRequire(import.meta.url)

/**
 * The path of the module with `startKernel({ configPath, enableFindLocal })`, the interface that tslab promises to keep;
 * what `tslab kernel --config-path FILE` calls.
 */
export function tslabModule(): string {
  return require.resolve('tslab/dist/main')
}

/** How TypeScript's complaints look on the kernel's stderr: `1:7 - Type …` or, in a module, `prices.ts 1:7 - Type …`. */
export function isDiagnostic(text: string): boolean {
  return diagnostic.test(text)
}

/** The beginning of a complaint, with its line. A file has an ending; “Process 10:30 - done” is somebody's own words. */
export const diagnostic = /^(?:\S.*\.[a-z]\w* )?(\d+):\d+ - /

/** True if tslab stores the cell as a module instead of running it: it opens with a comment that has a `@module` tag. */
export function isModuleCell(source: string): boolean {
  const opening = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(source)?.[0] ?? ''
  return /\/\*\*(?:(?!\*\/)[\s\S])*@module[ \t]+\w/.test(opening)
}

/** True for the trace of a cell that an interrupt (SIGINT) ended. */
export function isInterruptTrace(text: string): boolean {
  return /Script execution was interrupted by `SIGINT`|Error: Interrupted asynchronously/.test(text)
}

/** The words that tslab puts before the trace of an error nobody caught. */
export const uncaughtPrefix = /^(?:UncaughtException|UnhandledPromiseRejection): /

/** Sends one bundle to the cell that was running when the writer was fetched. */
export type DisplayWriter = (bundle: DisplayBundle) => void

interface TslabJupyter {
  readonly lastWriteDisplayData?: ((content: DisplayBundle & { transient: object }, update: boolean) => void) | null
}

/**
 * The display writer of the running cell; null when this process is not a tslab kernel.
 *
 * tslab's public display sends one MIME type for each output, its internal writer a whole bundle. The writer is looked
 * up among the loaded modules, not by path: only the copy that runs the kernel has one, and which copy that is
 * depends on the working directory.
 */
export function displayWriter(): DisplayWriter | null {
  for (const [path, module] of Object.entries(require.cache)) {
    if (!/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(path)) continue
    const write = (module?.exports as TslabJupyter | undefined)?.lastWriteDisplayData
    if (write) return (bundle) => write({ ...bundle, transient: {} }, false)
  }
  return null
}
