import { thinSentences } from '../behavior/fit-sentences.js'
import type { SimulationResult } from '../scenario/result.js'
import { type SimulateOptions, simulate } from '../scenario/simulate.js'
import { FolderStore } from '../store/folder-store.js'
import { whenInterrupted } from './interrupt.js'
import type { Progress, ProgressStep } from './progress.js'

/**
 * Runs a simulation with one step of progress for the baseline and for each scenario, or one for all where a precision is
 * asked. With a folder to keep futures in, an interrupt leaves them there, and what an earlier one has left is said.
 */
export async function simulateWithProgress(options: SimulateOptions, progress: Progress): Promise<SimulationResult> {
  for (const sentence of thinSentences(options.behavior)) process.stderr.write(`${sentence}\n`)
  const { store } = options
  if (store instanceof FolderStore) {
    whenInterrupted(
      `Interrupted; the futures that were finished are kept in ${store.folder}. The same command goes on from there.`,
    )
  }
  let running = ''
  let step: ProgressStep | undefined
  const result = await simulate({
    ...options,
    onProgress: (name, done, replicates) => {
      if (running === '' && store instanceof FolderStore && store.found > 0) {
        process.stderr.write(`${store.found.toLocaleString('en-US')} futures of an earlier run are there already.\n`)
      }
      if (name !== running) step = progress.start(`simulate ${name}`)
      running = name
      step?.update(done, replicates)
      if (done === replicates && !options.precision) step?.finish(`${replicates.toLocaleString('en-US')} futures`)
    },
  })
  if (result.precision) step?.finish(precisionText(result))
  return result
}

function precisionText({ replicates, precision }: SimulationResult): string {
  const futures = `${replicates.toLocaleString('en-US')} futures`
  const percent = (share: number) => `${Number((100 * share).toPrecision(3))} %`
  const { reached, widest, of } = precision!
  if (widest === null) {
    const unknown = of.filter(({ halfWidth }) => halfWidth === null).map(({ kpi }) => kpi)
    return `${futures}; ± per cent cannot be told of ${[...new Set(unknown)].join(', ')}, whose mean in the baseline is 0 or not known`
  }
  return reached
    ? `${futures}, ± ${percent(widest)} reached`
    : `only ± ${percent(widest)} reached after ${futures}; raise --replicates`
}
