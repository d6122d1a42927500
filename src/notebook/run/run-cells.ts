import { setTimeout as sleep } from 'node:timers/promises'
import { type Kernel, type KernelOptions, KernelStartError, startKernel } from '../kernel/kernel-client.js'
import type { Message } from '../kernel/wire.js'
import { cellEvents } from './cell-events.js'
import { type CellEnd, judgeCell, type Verdict } from './cell-failure.js'

/** A cell to run. */
export interface CellToRun {
  readonly source: string
  /** Seconds until it is stopped if it has not ended. */
  readonly timeoutSeconds: number
}

/** How to run cells; see RunNotebookOptions. */
export interface RunCellsOptions extends KernelOptions {
  readonly marker: string
  /** Called before each cell, with its index from 0. */
  readonly onCell: (index: number) => void
}

/** What came of one cell. */
interface Trial extends CellToRun {
  readonly messages: Message[]
  end: CellEnd
}

const interruptMilliseconds = 1000
const stragglersMilliseconds = 100
const mostPieces = 100_000

/**
 * Runs cells in a fresh kernel, in order, up to the first that fails. Returns a verdict for each cell that was begun.
 * Whatever happens, the kernel is gone at the end.
 */
export async function runCells(cells: readonly CellToRun[], options: RunCellsOptions): Promise<Verdict[]> {
  const trials: Trial[] = []
  // An earlier cell may fail late: it left a promise behind that only now is rejected.
  const verdicts = () => trials.map((trial, index) => judgeTrial(trial, options.marker, executions(trials, index)))
  const failed = () => verdicts().some((verdict) => verdict.failure !== undefined)
  const begin = (end: CellEnd): Trial => {
    options.onCell(trials.length)
    const trial = { ...cells[trials.length]!, messages: [], end }
    trials.push(trial)
    return trial
  }

  if (cells.every(({ source }) => isBlank(source))) {
    for (const _ of cells) begin({ kind: 'reply', status: 'ok' })
    return verdicts()
  }
  let kernel: Kernel
  try {
    kernel = await startKernel(options)
  } catch (error) {
    if (!(error instanceof KernelStartError)) throw error
    begin(
      options.signal?.aborted ? { kind: 'interrupt' } : { kind: 'death', how: 'did not start', stderr: error.message },
    )
    return verdicts()
  }
  try {
    while (trials.length < cells.length && !failed()) {
      const trial = begin({ kind: 'reply', status: 'ok' })
      if (!isBlank(trial.source)) trial.end = await runCell(kernel, trial, options)
    }
    if (!failed()) {
      // A promise that the last cell did not await may still bring a chart, or be rejected.
      await sleep(stragglersMilliseconds)
      await kernel.settle()
      await kernel.close()
    }
  } finally {
    await kernel.kill()
  }
  return verdicts()
}

/** True for a cell that front ends skip. */
export function isBlank(source: string): boolean {
  return source.trim() === ''
}

/** A trial's place in the order of execution, from 1: blank cells are not executed. */
function executions(trials: readonly Trial[], index: number): number {
  return trials.slice(0, index + 1).filter(({ source }) => !isBlank(source)).length
}

function judgeTrial({ source, messages, end }: Trial, marker: string, count: number): Verdict {
  return judgeCell(source, cellEvents(messages, marker), end, count)
}

async function runCell(kernel: Kernel, trial: Trial, options: RunCellsOptions): Promise<CellEnd> {
  const { signal } = options
  const seconds = trial.timeoutSeconds
  let stop!: (end: CellEnd) => void
  const stopped = new Promise<CellEnd>((resolve) => {
    stop = resolve
  })
  const onAbort = () => stop({ kind: 'interrupt' })
  signal?.addEventListener('abort', onAbort)
  if (signal?.aborted) onAbort()
  const timer = setTimeout(() => stop({ kind: 'timeout', seconds }), seconds * 1000)

  const replied = kernel.execute(trial.source, (message) => {
    if (trial.messages.length < mostPieces) trial.messages.push(message)
    else stop({ kind: 'flood', pieces: mostPieces })
  })
  const over = Promise.race([
    replied.then((status): CellEnd => ({ kind: 'reply', status })),
    kernel.ended.then((how): CellEnd => ({ kind: 'death', how, stderr: kernel.stderr() })),
  ])
  try {
    const end = await Promise.race([stopped, over])
    if (end.kind === 'timeout' || end.kind === 'flood') {
      // An interrupted cell still hands over what it printed; one that does not heed is killed with the kernel.
      kernel.interrupt()
      await Promise.race([over, sleep(interruptMilliseconds)])
    }
    return end
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}
