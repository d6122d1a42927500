import { randomUUID } from 'node:crypto'
import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { firstLine } from '../../document/first-line.js'
import { InputError } from '../../document/input-error.js'
import { shortText } from '../../document/visible-text.js'
import { arlabMetadata } from '../arlab-metadata.js'
import { type Cell, type Notebook, type Output, readNotebook, writeNotebook } from '../notebook-file.js'
import { withParameters } from '../parameters/with-parameters.js'
import { cellOutputs } from './cell-events.js'
import type { CellFailure, Verdict } from './cell-failure.js'
import { portableText } from './portable-text.js'
import { type CellToRun, isBlank, runCells } from './run-cells.js'
import { withoutPixels } from './without-pixels.js'

/** How to run a notebook. */
export interface RunNotebookOptions {
  /** Where the executed notebook goes; may be the notebook itself. */
  readonly output: string
  /** Where cells run and find their modules. Default: the notebook's folder. */
  readonly workingDirectory?: string
  /** Seconds until a cell that has not ended is stopped, if the cell does not say it itself. Default: 120. */
  readonly cellTimeoutSeconds?: number
  /** Values by the names of parameters, as texts; see `withParameters`. */
  readonly parameters?: Readonly<Record<string, string>>
  /** Called before each cell; `cell` counts code cells from 1. */
  readonly onCell?: (progress: { readonly cell: number; readonly cells: number; readonly firstLine: string }) => void
  /** Its abort ends the run: the running cell fails, the kernel is killed. */
  readonly signal?: AbortSignal
  /** Environment variables for the kernel, added to this process's own. */
  readonly environment?: Readonly<Record<string, string>>
}

/** What became of a notebook. `cells` and `executed` count code cells, the failing one included. */
export interface NotebookRun {
  readonly ok: boolean
  readonly cells: number
  readonly executed: number
  /** Wall time, the kernel's start included. */
  readonly seconds: number
  /** The executed notebook. */
  readonly output: string
  readonly failure?: {
    /** Counts code cells from 1. */
    readonly cell: number
    /** One line that says why. */
    readonly reason: string
    readonly source: string
    /** The stack trace or TypeScript's messages; empty if there is none. */
    readonly trace: string
    /** The line of the source, from 1, where that is known. */
    readonly line?: number
  }
}

/** A notebook that can be run, with all that might have been wrong with it already looked at. */
export interface PlannedRun {
  /** The cells with code, parameters of the run included. */
  readonly cells: number
  run(): Promise<NotebookRun>
}

const defaultTimeoutSeconds = 120

/**
 * Runs the code cells of a notebook in a fresh kernel, in order, up to the first that fails, and writes the executed
 * notebook, also after a failure. The same outcomes give the same bytes: nothing in it tells time, machine or place.
 * An InputError says why a file can't be run at all; a failing cell is not an error but a result.
 */
export async function runNotebook(file: string, options: RunNotebookOptions): Promise<NotebookRun> {
  return planRun(file, options).run()
}

/** Everything of `runNotebook` that can be refused, so that of several notebooks none runs if one of them cannot. */
export function planRun(file: string, options: RunNotebookOptions): PlannedRun {
  const notebook = withParameters(readNotebook(file), options.parameters ?? {}, file)
  const seconds = options.cellTimeoutSeconds ?? defaultTimeoutSeconds
  const toRun = notebook.cells.flatMap((cell, index) => {
    if (cell.cell_type !== 'code') return []
    const own = ownTimeout(cell, `${file}: cell ${index + 1}`)
    return [{ source: cell.source, timeoutSeconds: own ?? seconds }]
  })
  const workingDirectory = resolve(options.workingDirectory ?? dirname(file))
  if (!statSync(workingDirectory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(`${workingDirectory}: the working directory of ${file} does not exist.`)
  }
  checkWritable(options.output)
  return { cells: toRun.length, run: () => execute(notebook, toRun, workingDirectory, options) }
}

async function execute(
  notebook: Notebook,
  toRun: readonly CellToRun[],
  workingDirectory: string,
  options: RunNotebookOptions,
): Promise<NotebookRun> {
  const start = performance.now()
  const verdicts = await runCells(toRun, {
    workingDirectory,
    marker: `${randomUUID()}\n`,
    onCell: (index) => {
      const { source } = toRun[index]!
      options.onCell?.({ cell: index + 1, cells: toRun.length, firstLine: firstLine(source.trimStart()) })
    },
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.environment ? { environment: options.environment } : {}),
  })
  const portable = portableText(workingDirectory)
  writeNotebook(options.output, executedNotebook(notebook, verdicts, portable))

  const failing = verdicts.findIndex((verdict) => verdict.failure !== undefined)
  const failure = verdicts[failing]?.failure
  return {
    ok: failure === undefined,
    cells: toRun.length,
    executed: verdicts.length,
    seconds: (performance.now() - start) / 1000,
    output: options.output,
    ...(failure && {
      failure: {
        cell: failing + 1,
        reason: portable(failure.reason),
        source: toRun[failing]!.source,
        trace: portable(failure.trace).trimEnd(),
        ...(failure.line !== undefined && { line: failure.line }),
      },
    }),
  }
}

/** A cell's own time limit, in its metadata as `{ "arlab": { "timeout": 300 } }`. */
function ownTimeout(cell: Cell, where: string): number | undefined {
  const { timeout } = arlabMetadata(cell)
  if (timeout === undefined) return undefined
  if (typeof timeout === 'number' && timeout > 0 && timeout <= mostSeconds) return timeout
  throw new InputError(
    `${where} sets its own time limit to ${shortText(JSON.stringify(timeout))}; "timeout" must be a number of seconds above 0.`,
  )
}

/** More than this a timer cannot wait. */
const mostSeconds = 2_000_000

// Before the run, not after it: an hour of simulation must not end in a misspelt folder.
function checkWritable(output: string): void {
  try {
    mkdirSync(dirname(output), { recursive: true })
    accessSync(dirname(output), constants.W_OK)
    if (statSync(output, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder')
  } catch (error) {
    throw new InputError(`${output}: the executed notebook cannot be written there: ${(error as Error).message}.`)
  }
}

/** The notebook with the outputs of the cells that were begun; the other code cells have none, and no count. */
function executedNotebook(
  notebook: Notebook,
  verdicts: readonly Verdict[],
  portable: (text: string) => string,
): Notebook {
  const outputs = cellOutputs(verdicts.map((verdict) => verdict.events)).map((cell) =>
    cell.map((output) => withoutPixels(portableOutput(output, portable))),
  )
  let codeCells = 0
  let executions = 0
  const cells = notebook.cells.map((cell): Cell => {
    if (cell.cell_type !== 'code') return cell
    const index = codeCells++
    const verdict = verdicts[index]
    // Front ends keep there when the cell ran last.
    const { execution: _, ...metadata } = cell.metadata
    if (!verdict || isBlank(cell.source)) return { ...cell, metadata, outputs: [], execution_count: null }
    executions += 1
    const error = verdict.failure ? [errorOutput(verdict.failure, portable)] : []
    return { ...cell, metadata, outputs: [...outputs[index]!, ...error], execution_count: executions }
  })
  return { ...notebook, cells }
}

function portableOutput(output: Output, portable: (text: string) => string): Output {
  return output.output_type === 'stream' && output.name === 'stderr'
    ? { ...output, text: portable(output.text) }
    : output
}

function errorOutput({ name, value, trace }: CellFailure, portable: (text: string) => string): Output {
  // A crash report of Node holds addresses and process ids: it is for the caller, not for the file.
  const kept = name === 'KernelDied' ? '' : portable(trace).trimEnd()
  const text = kept || `${name}: ${portable(value)}`
  return { output_type: 'error', ename: name, evalue: portable(value), traceback: text.split('\n') }
}
