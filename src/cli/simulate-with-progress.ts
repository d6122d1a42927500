import { thinSentences } from '../behavior/fit-sentences.js'
import type { SimulationResult } from '../scenario/result.js'
import { type SimulateOptions, simulate } from '../scenario/simulate.js'
import type { Progress, ProgressStep } from './progress.js'

/** Runs a simulation with one step of progress for the baseline and for each scenario. */
export async function simulateWithProgress(options: SimulateOptions, progress: Progress): Promise<SimulationResult> {
  for (const sentence of thinSentences(options.behavior)) process.stderr.write(`${sentence}\n`)
  let running = ''
  let step: ProgressStep | undefined
  return await simulate({
    ...options,
    onProgress: (name, done, replicates) => {
      if (name !== running) step = progress.start(`simulate ${name}`)
      running = name
      step?.update(done, replicates)
      if (done === replicates) step?.finish(`${replicates} futures`)
    },
  })
}
