import vm from 'node:vm'
import { cellLineText, cellName } from '../cell-line.js'
import { packageFolder } from '../package-folder.js'
import { type CompiledCell, recordCompilation } from './compiled-cell.js'
import type { Tslab } from './tslab-parts.js'

type PrepareStackTrace = (error: Error, frames: NodeJS.CallSite[]) => unknown

/** A cell that runs, or has run: what it was compiled to, and how many characters tslab puts before it on its first line. */
interface RunCell {
  readonly compiled: CompiledCell
  readonly prefix: number
}

/** A deep library must not push the cell itself out of the trace. */
const framesKept = 30

/**
 * Makes stack traces name the author's own lines, as `cell [3], line 2`, where Node would name lines of the compiled code;
 * the number in brackets is the one that front ends show beside a cell. What called the cell, tslab and Node, is left out, and
 * paths of packages begin at the package, so that traces are the same on every machine. Where something is not as
 * expected, traces stay as they are.
 */
export function nameCellLines(tslab: Tslab): void {
  const lastCompiled = recordCompilation(tslab)
  const cells = new Map<string, RunCell>()
  let count = 0
  tslab.wrapExecutor((executor) => {
    const { execute } = executor
    executor.execute = (source) => {
      count += 1
      return execute.call(executor, source)
    }
  })

  const { runInThisContext } = vm
  vm.runInThisContext = (code, options) => {
    const compiled = lastCompiled()
    const prefix = compiled === undefined ? -1 : code.indexOf(compiled.code)
    if (compiled === undefined || prefix < 0 || typeof options === 'string') return runInThisContext(code, options)
    const filename = cellName(count)
    cells.set(filename, { compiled, prefix })
    // Without displayErrors Node does not put a line of compiled code before the trace.
    return runInThisContext(code, { ...options, filename, displayErrors: false })
  }

  const errors = Error as unknown as { prepareStackTrace?: PrepareStackTrace }
  Error.stackTraceLimit = framesKept
  errors.prepareStackTrace = (error, frames) => {
    const lines = frames.map((frame) => authorFrame(String(frame), cells))
    // The outermost frame of a cell is its own first call: whatever is further out is the kernel's.
    const outermost = lines.map((line) => line !== undefined && cellLine.test(line)).lastIndexOf(true)
    const kept = (outermost < 0 ? lines : lines.slice(0, outermost + 1)).filter((line) => line !== undefined)
    return [headOf(error), ...kept].join('\n    at ')
  }
}

const cellLine = /cell \[\d+\], line \d/
const ownBuild = `${packageFolder.replaceAll('\\', '/')}/dist/`

/** A frame in the author's terms; undefined for the call with which tslab begins a cell. */
function authorFrame(frame: string, cells: ReadonlyMap<string, RunCell>): string | undefined {
  const place = /(cell \[\d+\]):(\d+):(\d+)/.exec(frame)
  const cell = place ? cells.get(place[1]!) : undefined
  if (!place || !cell) return portableFrame(frame)
  const [line, column] = [Number(place[2]) - 1, Number(place[3]) - 1]
  const found = cell.compiled.lineOf(line, line === 0 ? column - cell.prefix : column)
  if (found === undefined) return undefined
  // What a cell declares is a property of a Proxy of tslab's for later cells.
  return frame.replace(place[0], () => cellLineText(place[1]!, found)).replace(/^(async )?Proxy\./, '$1')
}

/** A frame whose path does not tell where the machine keeps its packages. */
function portableFrame(frame: string): string {
  return frame
    .replaceAll('\\', '/')
    .replace(/(?<=^|[ (])(?:file:\/\/)?[^ ()]*?\/node_modules\//, 'node_modules/')
    .replace(`file://${ownBuild}`, 'arlab/dist/')
    .replace(ownBuild, 'arlab/dist/')
}

/** What a trace begins with, as Node writes it: with the code of its own errors. */
function headOf(error: Error): string {
  try {
    const { code } = error as NodeJS.ErrnoException
    const head = Error.prototype.toString.call(error)
    return code?.startsWith?.('ERR_') ? head.replace(error.name, () => `${error.name} [${code}]`) : head
  } catch {
    return '<error>'
  }
}
