import { basename } from 'node:path'
import { shortText, visibleText } from '../document/visible-text.js'
import { Progress, type ProgressStep } from './progress.js'

/**
 * How far notebooks are that run side by side, on stderr. On a terminal one bar counts the cells of all; elsewhere each cell
 * has a line when it begins, so that a log shows the cell that takes long while it does.
 */
export class NotebookProgress {
  readonly #step: ProgressStep | undefined
  readonly #begun: number[]
  readonly #started: number[] = []

  /** `cells` has for each file how many code cells it has. */
  constructor(
    readonly files: readonly string[],
    readonly cells: readonly number[],
  ) {
    this.#begun = files.map(() => 0)
    const what = files.length === 1 ? `run ${nameOf(files[0]!)}` : `run ${files.length} notebooks`
    this.#step = process.stderr.isTTY ? new Progress(1).start(what) : undefined
  }

  /** A cell begins; `cell` counts from 1. */
  cell(file: number, { cell, firstLine }: { readonly cell: number; readonly firstLine: string }): void {
    this.#started[file] ??= performance.now()
    this.#begun[file] = cell - 1
    if (this.#step) this.#update()
    else this.#line(file, `, cell ${cell} of ${this.cells[file]}: ${shortText(visibleText(firstLine))}`)
  }

  /** A notebook has ended. */
  finish(file: number, outcome: string): void {
    this.#begun[file] = this.cells[file]!
    if (this.#step) this.#update()
    else {
      const now = performance.now()
      const seconds = (now - (this.#started[file] ?? now)) / 1000
      this.#line(file, `: ${outcome} (${seconds.toFixed(1)} s)`)
    }
  }

  /** All have ended. */
  end(outcome: string): void {
    this.#step?.finish(outcome)
  }

  #update(): void {
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
    this.#step?.update(sum(this.#begun), Math.max(1, sum(this.cells)))
  }

  #line(file: number, text: string): void {
    process.stderr.write(`[${file + 1}/${this.files.length}] ${nameOf(this.files[file]!)}${text}\n`)
  }
}

function nameOf(file: string): string {
  return visibleText(basename(file))
}
