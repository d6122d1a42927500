import cliProgress from 'cli-progress'

/** One step of a long job as the user sees it on stderr. */
export interface ProgressStep {
  /** How much of the step is done. */
  update(done: number, total: number): void
  /** Ends the step; `outcome` says what came of it. */
  finish(outcome: string): void
}

const barWidth = 30

/** A long job's steps, numbered. On a terminal each has a bar with the time left; elsewhere a line when it ends. */
export class Progress {
  #step = 0

  constructor(
    readonly steps: number,
    readonly quiet = false,
  ) {}

  start(what: string): ProgressStep {
    const label = `[${++this.#step}/${this.steps}] ${what}`
    const started = performance.now()
    const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
    const print = (line: string) => {
      if (!this.quiet) process.stderr.write(`${line}\n`)
    }
    if (this.quiet || !process.stderr.isTTY) {
      return { update: () => {}, finish: (outcome) => print(`${label}: ${outcome} (${seconds()})`) }
    }
    const bar = new cliProgress.SingleBar(
      {
        stream: process.stderr,
        format: (options, params) => {
          const done = Math.round(params.progress * barWidth)
          const blocks =
            (options.barCompleteString ?? '').slice(0, done) + (options.barIncompleteString ?? '').slice(done, barWidth)
          const left = params.value === 0 ? '' : ` · ${Math.max(1, Math.round(Number(params.eta)))} s left`
          return `${label} ${blocks} ${Math.floor(params.progress * 100)} %${left}`
        },
        barsize: barWidth,
        hideCursor: true,
        clearOnComplete: true,
      },
      cliProgress.Presets.shades_classic,
    )
    bar.start(1, 0)
    return {
      update: (done, total) => {
        bar.setTotal(total)
        bar.update(done)
      },
      finish: (outcome) => {
        bar.stop()
        print(`${label}: ${outcome} (${seconds()})`)
      },
    }
  }
}
