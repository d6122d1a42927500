import { resolve } from 'node:path'
import vm from 'node:vm'
import { cellLineText, cellName } from '../cell-line.js'
import { packageFolder } from '../package-folder.js'
import { type CompiledSource, recordCompilation } from './compiled-source.js'
import type { Tslab } from './tslab-parts.js'

type PrepareStackTrace = (error: Error, frames: NodeJS.CallSite[]) => unknown

/** What runs, or has run, by the name that Node has for it. */
type Scripts = Map<string, Script>

interface Script {
  /** What traces call it. */
  readonly name: string
  readonly compiled: CompiledSource
  /** How many characters tslab puts before the code on its first line. */
  readonly prefix: number
}

/** A deep library must not push the cell itself out of the trace. */
const framesKept = 30

/**
 * Makes stack traces name the author's own lines, as `cell [3], line 2`, where Node would name lines of the compiled code; the
 * number in brackets is the one that front ends show beside a cell. A module beside the notebook is named by its file. Frames
 * of tslab and of Node are left out, and paths of packages begin at the package, so that traces are the same on every
 * machine. Where something is not as expected, traces stay as they are.
 */
export function nameCellLines(tslab: Tslab): void {
  const scripts: Scripts = new Map()
  let count = 0
  tslab.wrapExecutor((executor) => {
    const { execute } = executor
    executor.execute = (source) => {
      count += 1
      return execute.call(executor, source)
    }
  })

  let cell: CompiledSource | undefined
  recordCompilation(tslab, (compiled) => {
    const { path } = compiled
    if (path === undefined) cell = compiled
    else scripts.set(resolve(path.replace(/\.[jt]sx?$/, '.js')), { name: path, compiled, prefix: 0 })
  })
  const { runInThisContext } = vm
  vm.runInThisContext = (code, options) => {
    const prefix = cell === undefined ? -1 : code.indexOf(cell.code)
    if (cell === undefined || prefix < 0 || typeof options === 'string') return runInThisContext(code, options)
    const filename = cellName(count)
    scripts.set(filename, { name: filename, compiled: cell, prefix })
    // Without displayErrors Node does not put a line of compiled code before the trace.
    return runInThisContext(code, { ...options, filename, displayErrors: false })
  }

  const errors = Error as unknown as { prepareStackTrace?: PrepareStackTrace }
  Error.stackTraceLimit = framesKept
  errors.prepareStackTrace = (error, frames) => {
    const lines = frames
      .map((frame) => authorFrame(String(frame), scripts))
      .filter((line): line is string => line !== undefined && !machinery.test(line))
    // The outermost frame of a cell is its own first call: whatever is further out is the kernel's.
    const outermost = lines.map((line) => cellLine.test(line)).lastIndexOf(true)
    const kept = outermost < 0 ? lines : lines.slice(0, outermost + 1)
    // A trace without any frame would be written as a value that is no error.
    if (kept.length === 0) kept.push(...frames.slice(0, 1).map(String))
    return [headOf(error), ...kept].join('\n    at ')
  }
}

/** Frames of what runs cells, and of Node's own code. */
const machinery = /node_modules\/tslab\/dist\/|arlab\/dist\/notebook\/launcher\/|\(?\bnode:/
const cellLine = /cell \[\d+\], line \d/
const ownBuild = `${packageFolder.replaceAll('\\', '/')}/dist/`

/** A frame in the author's terms; undefined for the call with which tslab begins a cell. */
function authorFrame(frame: string, scripts: Scripts): string | undefined {
  const place = /(cell \[\d+\]|(?:[A-Za-z]:)?[\\/][^()]*?):(\d+):(\d+)(?=\)?$)/.exec(frame)
  const script = place ? scripts.get(place[1]!) : undefined
  if (!place || !script) return portableFrame(frame)
  const [line, column] = [Number(place[2]) - 1, Number(place[3]) - 1]
  let found: number | undefined
  try {
    found = script.compiled.lineOf(line, line === 0 ? column - script.prefix : column)
  } catch {
    return frame
  }
  if (found === undefined) return undefined
  // What a cell declares is a property of a Proxy of tslab's for later cells.
  return frame.replace(place[0], () => cellLineText(script.name, found)).replace(/^(async )?Proxy\./, '$1')
}

/** A frame whose path does not tell where the machine keeps its packages. */
function portableFrame(frame: string): string {
  return frame
    .replaceAll('\\', '/')
    .replace(`file://${ownBuild}`, 'arlab/dist/')
    .replace(ownBuild, 'arlab/dist/')
    .replace(/(?<=^|[ (])(?:file:\/\/)?[^ ()]*?\/node_modules\//, 'node_modules/')
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
